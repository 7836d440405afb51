import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { announce } from '#platform/news.ts';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { sampleAskedRun } from '../application/samples.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { medianOf } from './figures.ts';
import { dealNext, recordReading } from './selecting.ts';

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

const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal', 'Ivy'];
const SCORES = { role: 3, reasons: 2, readiness: 4 };
const FIELDS = { 'score-role': '3', 'score-reasons': '2', 'score-readiness': '4' };

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

test('S3.8: three who ask at the same moment are dealt three different applications, and all come round to be read alike often', async () => {
  const { run, ids, selector } = await scene(9, NAMES);
  const panel = [
    selector,
    await samplePersonWith(house, run, 'Benedict Reads', 'selector'),
    await samplePersonWith(house, run, 'Prosper Reads', 'selector'),
  ];
  const times = new Map(ids.map((id) => [id, 0]));
  for (let round = 1; round <= 9; round++) {
    const dealt = await Promise.all(panel.map(({ id }) => house.write((tx) => dealNext(tx, run.id, id))));
    if (round <= 3) expect(new Set(dealt).size).toBe(3);
    await Promise.all(dealt.map((id, reader) => read(panel[reader]?.id ?? '', id ?? '')));
    for (const id of dealt) times.set(id ?? '', (times.get(id ?? '') ?? 0) + 1);
    const counts = [...times.values()];
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(round <= 3 ? 1 : 2);
  }
  expect([...times.values()]).toEqual(ids.map(() => 3));
  for (const { id } of panel) expect(await house.write((tx) => dealNext(tx, run.id, id))).toBeUndefined();
});

test('S3.8: Save and next, Skip for now and Abstain go on to the next, skipped words come back, and the progress counts', async () => {
  const { run, ids, selector } = await scene(3, ['Ada', 'Bo', 'Cy']);
  const base = `/selecting/${run.id}`;
  const at = (n: number) => `${base}/${ids[n]}`;
  expect((await house.submit(`${base}/queue/next`, {}, selector)).location).toBe(at(0));
  expect((await house.submit(`${base}/queue/next`, {}, selector)).location).toBe(at(0));
  const skipped = await house.submit(at(0), { act: 'skip', version: '0', note: 'half a thought' }, selector);
  expect(skipped.location).toBe(at(1));
  const kept = await house.submit(at(1), { act: 'keep', version: '0', ...FIELDS }, selector);
  expect(kept.location).toBe(at(2));
  const page = await house.visit(at(2), selector);
  expect(page.text).toContain('1 of 3 read');
  expect(page.text).toContain(`href="${at(1)}" data-key="b"`);
  expect((await house.submit(at(2), { act: 'abstain', version: '0' }, selector)).location).toBe(at(0));
  expect((await house.visit(at(0), selector)).text).toContain('half a thought');
  const last = await house.submit(at(0), { act: 'skip', version: '0' }, selector);
  expect(last.location).toBe(base);
  expect((await house.submit(at(0), { act: 'keep', version: '0', ...FIELDS }, selector)).location).toBe(base);
  expect((await house.visit(base, selector)).text).toContain('3 of 3 read');
});

test('S3.7: criteria stand side by side with median and spread, words beside steps, and nothing is summed', async () => {
  const { run, ids, coordinator, selector } = await scene(2, ['Ada', 'Bo']);
  const other = await samplePersonWith(house, run, 'Other Reads', 'selector');
  await read(selector.id, ids[0] ?? '', { scores: { role: 4, reasons: 1, readiness: 2 } });
  await read(other.id, ids[0] ?? '', { scores: { role: 1, reasons: 1, readiness: 3 } });
  await read(selector.id, ids[1] ?? '', { scores: { role: 3, reasons: 4, readiness: 4 } });
  await read(other.id, ids[1] ?? '', { abstained: true });
  const desk = `/desk/${run.id}/decisions`;
  const page = await house.visit(desk, coordinator);
  expect(page.text).toContain('2.5 (1 to 4)');
  expect(page.text).toContain('2.5 (2 to 3)');
  expect(page.text).toMatch(/1, 1 missing, 1 abstains/);
  const first = async (query: string) => {
    const { text } = await house.visit(desk + query, coordinator);
    return text.indexOf(`row-${ids[0]}`) < text.indexOf(`row-${ids[1]}`) ? ids[0] : ids[1];
  };
  expect(await first('?sort=median&by=role')).toBe(ids[0]);
  expect(await first('?sort=median&by=role&order=down')).toBe(ids[1]);
  expect(await first('?sort=spread&by=role&order=down')).toBe(ids[0]);
  expect(await first('?sort=missing&order=down')).toBe(ids[1]);
});

test('the middle of scores lies between the lowest and the highest, with as many above it as below', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (scores) => {
      const median = medianOf(scores) ?? 0;
      const above = scores.filter((one) => one > median).length;
      const below = scores.filter((one) => one < median).length;
      expect(Math.max(above, below)).toBeLessThanOrEqual(scores.length / 2);
      expect(median).toBeGreaterThanOrEqual(Math.min(...scores));
      expect(median).toBeLessThanOrEqual(Math.max(...scores));
    }),
  );
});

test('S3.7: criteria are changed in place until somebody reads by them, and then as a version that keeps earlier readings', async () => {
  const { run, ids, coordinator, selector } = await scene(1, ['Ada']);
  const path = `/desk/${run.id}/criteria`;
  const seal = async () =>
    /name="seen" value="([^"]+)"/.exec((await house.visit(path, coordinator)).text)?.[1] ?? '';
  const fields = (steps: string, second = '') => ({
    'id-2': second,
    'id-1': 'role',
    'label-1': 'The role fits',
    'steps-1': steps,
    'label-2': 'What stands out',
    readingsWanted: '3',
  });
  const seen = await seal();
  expect((await house.submit(path, { ...fields('No\nYes'), seen }, coordinator)).status).toBe(303);
  expect((await house.submit(path, { ...fields('No\nYes'), seen }, coordinator)).status).toBe(409);
  expect((await house.submit(path, { ...fields('Only one'), seen: await seal() }, coordinator)).status).toBe(
    422,
  );
  expect((await house.submit(path, { readingsWanted: '0', seen: await seal() }, coordinator)).status).toBe(
    422,
  );
  expect((await house.submit(path, { ...fields('No\nYes'), seen }, selector)).status).toBe(404);
  const page = await house.visit(`/selecting/${run.id}/${ids[0]}`, selector);
  expect(page.text).toContain('The role fits');
  const words = /name="(words-[^"]+)"/.exec(page.text)?.[1] ?? '';
  const kept = { version: '0', 'score-role': '2', [words]: 'Her own lab' };
  expect((await house.submit(`/selecting/${run.id}/${ids[0]}`, kept, selector)).status).toBe(303);
  expect(
    (
      await house.submit(
        path,
        { ...fields('No\nPartly\nYes', words.slice('words-'.length)), seen: await seal() },
        coordinator,
      )
    ).status,
  ).toBe(303);
  const { rows } = await sql<{
    version: number;
    ids: string;
  }>`select version, jsonb_path_query_array(criteria, '$[*].id')::text as ids
    from selection.guide where run_id = ${run.id} order by version`.execute(house.db);
  expect(rows.map((row) => row.version)).toEqual([1, 2]);
  expect(rows[1]?.ids).toContain('role2');
  expect((await house.visit(`/selecting/${run.id}/${ids[0]}`, selector)).text).toContain('Her own lab');
});

test('whoever declares an interest meets that application nowhere, and a coordinator undoes it with a reason', async () => {
  const { run, ids, people, selector, coordinator } = await scene(2, ['Ada', 'Bo']);
  const both = await samplePersonWith(house, run, 'Both Hats', 'selector', 'coordinator');
  const [id = ''] = ids;
  const name = people[0]?.person.name ?? '';
  await read(both.id, id);
  expect(
    (await house.submit(`/selecting/${run.id}/${id}/interest`, { interest: 'My sister' }, both)).status,
  ).toBe(303);
  for (const path of [
    '/selecting',
    `/selecting/${run.id}`,
    `/desk/${run.id}/decisions`,
    `/desk/${run.id}/interests`,
    `/desk/${run.id}/decisions.csv`,
    `/selecting/${run.id}?find=${encodeURIComponent(name)}`,
  ]) {
    const page = await house.visit(path, both);
    expect(page.status).toBe(200);
    expect(page.text.replaceAll(`value="${name}"`, ''), path).not.toContain(name);
    expect(page.text, path).not.toContain(id);
  }
  expect((await house.visit('/selecting', both)).text).toContain('0 of 1');
  for (const path of [`/selecting/${run.id}/${id}`, `/desk/${run.id}/applications/${id}`])
    expect((await house.visit(path, both)).status).toBe(404);
  for (const path of [
    `/selecting/${run.id}/${id}`,
    `/selecting/${run.id}/${id}/interest`,
    `/desk/${run.id}/applications/${id}/words`,
  ])
    expect((await house.submit(path, { version: '0', ...FIELDS, words: 'x' }, both)).status).toBe(404);
  await expect(read(both.id, id, { version: 1 })).rejects.toThrow('not-found');
  expect((await house.visit(`/selecting/${run.id}/${id}`, selector)).text).not.toContain(
    'One other person has',
  );
  const { rows } = await sql<{
    id: string;
  }>`select id from selection.interest where application_id = ${id}`.execute(house.db);
  const end = `/desk/${run.id}/interests/${rows[0]?.id}/end`;
  expect((await house.submit(end, { because: 'No' }, both)).status).toBe(404);
  expect((await house.submit(end, { because: 'No' }, selector)).status).toBe(404);
  expect((await house.submit(end, { because: ' ' }, coordinator)).status).toBe(422);
  expect((await house.visit(`/desk/${run.id}/interests`, coordinator)).text).toContain('My sister');
  expect((await house.submit(end, { because: 'Another Ada' }, coordinator)).status).toBe(303);
  expect((await house.submit(end, { because: 'Again' }, coordinator)).status).toBe(404);
  expect((await house.visit(`/selecting/${run.id}/${id}`, both)).status).toBe(200);
});

test('where the run says so, nobody reads an application of their own department', async () => {
  const { run, ids, coordinator, selector } = await scene(1, ['Ada']);
  await sql`update people.person set department = '  department of  SAMPLE studies ' where id = ${selector.id}`.execute(
    house.db,
  );
  expect((await house.visit(`/selecting/${run.id}/${ids[0]}`, selector)).status).toBe(200);
  const page = await house.visit(`/desk/${run.id}/criteria`, coordinator);
  const seen = /name="seen" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const fields = { 'label-1': 'It fits', readingsWanted: '2', sameDepartment: 'yes', seen };
  expect((await house.submit(`/desk/${run.id}/criteria`, fields, coordinator)).status).toBe(303);
  expect((await house.visit(`/selecting/${run.id}/${ids[0]}`, selector)).status).toBe(404);
});

test('a run that is copied with its criteria begins with those of the older one, and otherwise with the first', async () => {
  const { run, ids, coordinator, selector } = await scene(1, ['Ada']);
  const path = `/desk/${run.id}/criteria`;
  const seen = /name="seen" value="([^"]+)"/.exec((await house.visit(path, coordinator)).text)?.[1] ?? '';
  const fields = { 'label-1': 'Only this counts', 'steps-1': 'No\nYes', readingsWanted: '4', seen };
  await house.submit(path, fields, coordinator);
  await house.submit(`/selecting/${run.id}/${ids[0]}`, { act: 'abstain', version: '0' }, selector);
  for (const pieces of [['criteria' as const], ['texts' as const]]) {
    const next = await sampleRun(house, { slug: `${run.slug}-${pieces[0]}` });
    const about = { runId: next.id, fromRunId: run.id, years: 1, by: coordinator.id, workshops: [] };
    await house.write((tx) => announce(tx, 'programme.run-copied', { ...about, pieces }));
    await house.drain();
    const { text } = await house.visit(`/desk/${next.id}/criteria`, coordinator);
    expect(text.includes('Only this counts')).toBe(pieces[0] === 'criteria');
  }
});
