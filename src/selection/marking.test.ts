import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { howManyDone, sampleApplication, sampleAskedRun, sampleLetters } from '../application/samples.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { markDecisions } from './decide.ts';
import { recordReading } from './selecting.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => stopClockAt(ukTime('2024-01-15T14:00')));
afterAll(async () => {
  await house.drain();
  expect(await house.broken()).toEqual([]);
  releaseClock();
});

const SCORES = { role: 3, reasons: 2, readiness: 4 };

/** A run that was asked for, in the order of the names, a minute apart. */
async function scene(capacity: number, names: readonly string[]) {
  const asked = await sampleAskedRun(house, capacity, names);
  await sql`update application.submission set submitted_at = submitted_at + place * interval '1 minute'
    from unnest(${asked.ids}::uuid[]) with ordinality as sent (id, place) where sent.id = application_id`.execute(
    house.db,
  );
  return asked;
}

const read = (selectorId: string, applicationId: string, change: object = {}) =>
  house.write((tx) =>
    recordReading(
      tx,
      { personId: selectorId },
      { applicationId, abstained: false, scores: SCORES, note: '', version: 0, ...change },
    ),
  );

test('S3.9: words to an unsuccessful applicant are kept by a coordinator, go into that letter alone, and only what was kept', async () => {
  const { run, ids, coordinator, selector } = await scene(2, ['Ada', 'Bo']);
  await read(selector.id, ids[0] ?? '', { toApplicant: 'Say more about the tutors.' });
  await read(selector.id, ids[1] ?? '', { toApplicant: 'Never kept.' });
  const page = (n: number) => `/desk/${run.id}/applications/${ids[n]}`;
  expect((await house.visit(page(0), coordinator)).text).toContain('Say more about the tutors.');
  const words = 'Your work with tutors stood out. <b>Come again</b>.';
  expect((await house.submit(`${page(0)}/words`, { words, version: '0' }, coordinator)).status).toBe(303);
  expect((await house.submit(`${page(0)}/words`, { words: 'Mine', version: '0' }, coordinator)).status).toBe(
    409,
  );
  expect((await house.submit(`${page(0)}/words`, { words, version: '1' }, selector)).status).toBe(404);
  await house.submit(`/desk/${run.id}/decisions`, { outcome: 'not-offered', application: ids }, coordinator);
  const seen =
    /name="seen" value="([^"]+)"/.exec(
      (await house.visit(`/desk/${run.id}/decisions/announce/confirm`, coordinator)).text,
    )?.[1] ?? '';
  await house.submit(`/desk/${run.id}/decisions/announce`, { seen }, coordinator);
  await house.drain();
  const { rows } = await sql<{ about: string; text: string }>`select about, text from platform.letter
    where kind = 'announcing.not-offered'`.execute(house.db);
  const letter = (n: number) => rows.find((row) => row.about === `application:${ids[n]}`)?.text ?? '';
  expect(letter(0)).toContain(words);
  expect(letter(1)).not.toBe('');
  expect(letter(1)).not.toMatch(/Never kept|stood out/);
  expect((await house.submit(`${page(0)}/words`, { words: 'Late', version: '1' }, coordinator)).status).toBe(
    409,
  );
});

test('S3.1: marks are made in bulk, one press is undone as one, and what another has marked since stays', async () => {
  const { run, ids, coordinator } = await scene(5, ['Ada', 'Bo', 'Cy', 'Di']);
  const other = await samplePersonWith(house, run, 'Second Coordinates', 'coordinator');
  const desk = `/desk/${run.id}/decisions`;
  const marks = async () => {
    const { rows } = await sql<{ outcome: string | null }>`select (select outcome from selection.decision
      where application_id = asked.id and announced_at is null) as outcome
      from unnest(${ids}::uuid[]) with ordinality as asked (id, place) order by place`.execute(house.db);
    return rows.map((row) => row.outcome);
  };
  const page = await house.visit(desk, coordinator);
  const seen = /name="seen" value="(\d+)"/.exec(page.text)?.[1] ?? '';
  await house.submit(desk, { outcome: 'offered', application: ids.slice(0, 3), seen }, coordinator);
  const overtaken = await house.submit(desk, { outcome: 'not-offered', application: ids, seen }, other);
  expect(overtaken.status).toBe(303);
  expect(await marks()).toEqual(['offered', 'offered', 'offered', 'not-offered']);
  await house.submit(desk, { outcome: 'reserve', application: ids.slice(0, 2) }, coordinator);
  await house.submit(desk, { outcome: 'not-offered', application: ids.slice(0, 1) }, other);
  const batch = async () =>
    /name="batch" value="([^"]+)"/.exec((await house.visit(desk, coordinator)).text)?.[1] ?? '';
  const last = await batch();
  expect((await house.submit(`${desk}/undo`, { batch: last }, other)).status).toBe(303);
  await house.submit(`${desk}/undo`, { batch: last }, coordinator);
  expect(await marks()).toEqual(['not-offered', 'offered', 'offered', 'not-offered']);
  await house.submit(`${desk}/undo`, { batch: await batch() }, coordinator);
  expect(await marks()).toEqual(['not-offered', null, null, 'not-offered']);
  expect((await house.submit(`${desk}/undo`, { batch: `'; --` }, coordinator)).status).toBe(303);
});

test('two coordinators who mark the same application at once leave one mark, and its history has every change in order', async () => {
  const { run, ids, coordinator } = await scene(5, ['Ada']);
  const other = await samplePersonWith(house, run, 'Second Marks', 'coordinator');
  const outcomes = ['offered', 'not-offered', 'reserve'] as const;
  for (let round = 0; round < 7; round++) {
    await Promise.all(
      outcomes.map((outcome, at) =>
        house.write((tx) =>
          markDecisions(tx, run.id, {
            applicationIds: ids,
            outcome,
            personId: (at % 2 ? other : coordinator).id,
          }),
        ),
      ),
    );
  }
  const { rows } = await sql<{
    before: string | null;
    after: string | null;
  }>`select before_outcome as before, after_outcome as after
    from selection.marking where run_id = ${run.id} order by number`.execute(house.db);
  rows.forEach((row, at) => expect(row.before).toBe(at === 0 ? null : rows[at - 1]?.after));
  const { rows: pending } = await sql<{ outcome: string }>`select outcome from selection.decision
    where application_id = ${ids[0]} and announced_at is null`.execute(house.db);
  expect(pending.map((row) => row.outcome)).toEqual([rows.at(-1)?.after]);
});

test('two selectors who save on one application at once keep both readings; one in two windows keeps the first', async () => {
  const { run, ids, selector } = await scene(1, ['Ada']);
  const other = await samplePersonWith(house, run, 'Other Saves', 'selector');
  const [id = ''] = ids;
  const done = await howManyDone([
    read(selector.id, id, { note: 'one' }),
    read(selector.id, id, { note: 'two' }),
    read(other.id, id, { note: 'three' }),
  ]);
  expect(done).toBe(2);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from selection.reading where application_id = ${id}`.execute(house.db);
  expect(rows[0]?.n).toBe(2);
});

test('S3.10: the balance counts offers against all, and those who asked before come first where the address says so', async () => {
  const { run, ids, people, coordinator } = await scene(3, ['Ada', 'Bo', 'Cy']);
  const older = await sampleRun(house, {
    slug: `older-${run.slug}`,
    opensAt: run.opensAt.subtract({ hours: 24 * 400 }),
  });
  const [, , third] = people;
  if (!third) throw new Error('No third applicant.');
  await sql`update programme.run set opens_at = opens_at - interval '400 days' where id = ${older.id}`.execute(
    house.db,
  );
  await sampleApplication(house, older, third.person);
  const desk = `/desk/${run.id}/decisions`;
  await house.submit(desk, { outcome: 'offered', application: ids.slice(2) }, coordinator);
  const page = await house.visit(`${desk}?prior=first`, coordinator);
  expect(page.text).toContain('Asked an earlier run and had no place: 1, of whom 1 offered or marked.');
  expect(page.text.indexOf(`row-${ids[2]}`)).toBeLessThan(page.text.indexOf(`row-${ids[0]}`));
  expect((await house.visit(desk, coordinator)).text.indexOf(`row-${ids[2]}`)).toBeGreaterThan(
    (await house.visit(desk, coordinator)).text.indexOf(`row-${ids[0]}`),
  );
});

test('S2.14: the file of decisions has what selectors may read, as texts that no spreadsheet runs, and nothing else', async () => {
  const { run, coordinator, selector } = await scene(1, []);
  const person = await samplePersonWith(house, run, 'Evil Sum');
  await sampleApplication(house, run, person, { role: '=1+1', hopes: '@SUM(A1)', access: 'A secret need' });
  const file = await house.visit(`/desk/${run.id}/decisions.csv`, coordinator);
  expect(file.response.headers.get('content-type')).toContain('text/csv');
  const rows = parse(file.text, { bom: true, columns: false });
  expect(rows).toHaveLength(2);
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  expect(file.text).toContain('Evil Sum');
  expect(file.text).not.toContain('A secret need');
  expect((await house.visit(`/desk/${run.id}/decisions.csv`, selector)).status).toBe(404);
});

test('one application is shown in full with its history and without its drafts', async () => {
  const { run, ids, people, coordinator, selector } = await scene(1, ['Ada']);
  const [id = ''] = ids;
  await sql`insert into application.submission (application_id, number, form_id, answers, team_answers, submitted_at, submitted_by, in_grace)
    select application_id, 2, form_id, answers || '{"hopes": "Senior now"}', team_answers, submitted_at + interval '1 hour', submitted_by, false
    from application.submission where application_id = ${id}`.execute(house.db);
  await sql`insert into application.draft_answers (application_id, section, answers, version, saved_at)
    select ${id}, 'reasons', '{"hopes": "A draft thought"}', 9, submitted_at from application.submission
    where application_id = ${id} and number = 1`.execute(house.db);
  await house.submit(`/desk/${run.id}/decisions`, { outcome: 'reserve', application: ids }, coordinator);
  const page = await house.visit(`/desk/${run.id}/applications/${id}`, coordinator);
  expect(page.text).toContain('Senior now');
  expect(page.text).toContain('CMALT, about the move of our courses.');
  expect(page.text).toContain('sent again, version 2');
  expect(page.text).toContain('marked: reserve 1');
  expect(page.text).not.toContain('A draft thought');
  expect((await house.visit(`/desk/${run.id}/applications/${id}`, selector)).status).toBe(404);
  expect((await house.visit(`/desk/${run.id}/applications/${id}`, people[0]?.person)).status).toBe(404);
  expect(await sampleLetters(house, 'announcing.not-offered', ids)).toBe(0);
});
