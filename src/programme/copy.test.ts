import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { termWeek } from '#calendar';
import { openFrameworks } from '#framework';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { readSettings, useSettings } from '#platform/config.ts';
import { openHouse } from '#test/house.ts';
import { planStamp } from './change-run.ts';
import { likeDay, PIECES } from './copy-run.ts';
import { findRun } from './run.sql.ts';
import { samplePersonWith, sampleRun, ukTime } from './samples.ts';
import { textsOf, writeText } from './section-text.sql.ts';
import { termTables } from './way.ts';
import { workshopsOf } from './workshop.sql.ts';

beforeAll(() => void openFrameworks('frameworks'));
beforeEach(() => stopClockAt('2026-09-01T10:00:00Z'));
afterEach(releaseClock);

async function copied() {
  const house = await openHouse();
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  await house.write(async (tx) => {
    const of = { programmeId: run.programme.id, runId: run.id };
    await writeText(tx, { ...of, section: 'intro', words: 'The 2024 programme ran.' });
    await writeText(tx, { ...of, section: 'office-hours', words: 'Thursdays.' });
  });
  const fields = { name: '2027 programme', slug: '2027', years: '3', pieces: [...PIECES] };
  const answer = await house.submit(`/desk/${run.id}/copy`, fields, farida);
  expect(answer.status).toBe(303);
  const copy = await findRun(house.db, 'cmalt', '2027');
  if (!copy) throw new Error('No copy was made.');
  expect(answer.location).toBe(`/desk/${copy.id}/dates`);
  return { house, run, copy, farida };
}

test('S1.4: copied dates fall on the same weekday of the same week of term, and every one is flagged', async () => {
  const { house, run, copy } = await copied();
  expect(copy.deadline.at).toEqual(ukTime('2027-01-11T12:00'));
  expect(copy.notifyWeekOf).toBe('2027-01-18');
  const workshops = await workshopsOf(house.db, copy.id);
  expect(workshops.map(({ startsAt }) => startsAt.toString())).toEqual(
    ['2027-01-21T09:30', '2027-02-22T10:00', '2027-03-16T11:00', '2027-04-15T10:00', '2027-05-17T14:00'].map(
      (wall) => ukTime(wall).toString(),
    ),
  );
  expect(workshops.map(({ endsAt, startsAt }) => endsAt.since(startsAt).total('hours'))).toEqual([
    3, 2, 2, 2, 2,
  ]);
  expect(copy.unconfirmed).toEqual([
    ...['opens', 'deadline', 'notify-week'],
    ...['workshop-1', 'workshop-2', 'workshop-3', 'workshop-4', 'workshop-5'],
  ]);
  expect(copy.copiedFromId).toBe(run.id);
  expect(copy.courseSite).toBeUndefined();
  expect(workshops.every(({ onlineLink }) => onlineLink === undefined)).toBe(true);
  expect(await house.broken()).toEqual([]);
});

test('S1.4: a copy takes over what the page says, but not what the old run said of itself', async () => {
  const { house, copy } = await copied();
  const texts = await textsOf(house.db, { programmeId: copy.programme.id, runId: copy.id });
  expect(Object.fromEntries(texts)).toEqual({ 'office-hours': 'Thursdays.' });
});

test('S1.4: a copy opens to applicants only when opening and deadline are confirmed', async () => {
  const { house, copy } = await copied();
  stopClockAt(ukTime('2027-01-04T10:00'));
  const benedict = await samplePersonWith(house, copy, 'Benedict Osei', 'coordinator');
  const path = `/desk/${copy.id}/dates`;
  const page = await house.visit(path, benedict);
  expect(page.text).toContain('Confirm all 8 as they stand');
  const confirm = async (what: string) => {
    const run = await findRun(house.db, 'cmalt', '2027');
    if (!run) throw new Error('gone');
    const seen = planStamp(run, await workshopsOf(house.db, run.id));
    return house.submit(`${path}/confirm`, { what, seen }, benedict);
  };
  expect((await house.visit('/programmes/cmalt/2027')).status).toBe(404);
  expect((await confirm('opens')).status).toBe(303);
  expect((await house.visit('/programmes/cmalt/2027')).status).toBe(404);
  expect((await confirm('deadline')).status).toBe(303);
  const open = await house.visit('/programmes/cmalt/2027');
  expect(open.text).toContain('Open for applications until Mon 11 January 2027, 12 noon (UK time)');
  expect(open.text).toContain('to be confirmed');
  expect((await confirm('deadline')).status).toBe(422);
  expect((await confirm('all')).status).toBe(303);
  expect((await findRun(house.db, 'cmalt', '2027'))?.unconfirmed).toEqual([]);
});

test('a date that changed after it was seen is not confirmed', async () => {
  const { house, copy, farida } = await copied();
  const seen = planStamp(copy, await workshopsOf(house.db, copy.id));
  const path = `/desk/${copy.id}/dates/confirm`;
  expect((await house.submit(path, { what: 'workshop-1', seen }, farida)).status).toBe(303);
  expect((await house.submit(path, { what: 'deadline', seen }, farida)).status).toBe(409);
  expect((await house.submit(path, { what: 'workshop-9', seen }, farida)).status).toBe(422);
  expect((await findRun(house.db, 'cmalt', '2027'))?.unconfirmed).toContain('deadline');
});

test('two copies to one address make one run', async () => {
  const { house, run, farida } = await copied();
  const fields = { name: '2028 programme', slug: '2028', years: '4', pieces: ['texts'] };
  const answers = await Promise.all(
    [1, 2, 3].map(() => house.submit(`/desk/${run.id}/copy`, fields, farida)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422]);
  for (const fault of [{ slug: '../x' }, { slug: '' }, { years: '99' }, { name: '' }])
    expect((await house.submit(`/desk/${run.id}/copy`, { ...fields, ...fault }, farida)).status).toBe(422);
});

test('a like day keeps its weekday always, and its week of term wherever the table knows both years', () => {
  useSettings(readSettings({ WAYMARK_ROOT: process.cwd() }));
  const terms = termTables().get('oxford');
  if (!terms) throw new Error('No table of Oxford terms.');
  const first = Temporal.PlainDate.from('2023-10-08');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 6 }), (days, years) => {
      const day = first.add({ days });
      for (const table of [terms, undefined])
        expect(likeDay(day, years, table).dayOfWeek).toBe(day.dayOfWeek);
      const week = termWeek(terms, day);
      if (!week || week.week < 1 || week.week > 8) return;
      const like = termWeek(terms, likeDay(day, years, terms));
      if (like && like.week >= 1 && like.week <= 8) expect(like.week).toBe(week.week);
    }),
  );
});
