import { afterEach, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse } from '#test/house.ts';
import { runName } from './programme.ts';
import { findRun, findRunById, findRuns, lockRun, runsOfInstitution } from './run.sql.ts';
import { samplePersonWith, sampleRun, ukTime } from './samples.ts';
import { runStanding } from './rules.ts';
import { findWorkshop, workshopsOf } from './workshop.sql.ts';

afterEach(releaseClock);

test('a run is found the same by address, by id, among several, held and by institution', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  expect(await findRun(house.db, 'cmalt', '2024')).toEqual(run);
  expect(await findRunById(house.db, run.id)).toEqual(run);
  expect((await findRuns(house.db, [run.id, run.id])).get(run.id)).toEqual(run);
  expect(await house.write((tx) => lockRun(tx, run.id))).toEqual(run);
  expect(await runsOfInstitution(house.db, run.programme.institutionId)).toEqual([run]);
  expect(await findRun(house.db, 'cmalt', '2025')).toBeUndefined();
  const [first, ...others] = await workshopsOf(house.db, run.id);
  expect(others).toHaveLength(4);
  expect(await findWorkshop(house.db, first?.id ?? '')).toEqual(first);
  await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
});

test('a run is open from its opening to the millisecond before its deadline, then in grace, then closed', async () => {
  const house = await openHouse();
  const run = await sampleRun(house, { graceMinutes: 10 });
  const deadline = ukTime('2024-01-08T12:00');
  const standings = [
    ukTime('2023-11-13T08:59:59'),
    ukTime('2023-11-13T09:00'),
    deadline.subtract({ milliseconds: 1 }),
    deadline,
    deadline.add({ minutes: 10 }).subtract({ milliseconds: 1 }),
    deadline.add({ minutes: 10 }),
  ].map((at) => runStanding(run, at));
  expect(standings).toEqual(['not-open', 'open', 'open', 'in-grace', 'in-grace', 'closed']);
});

test('a run with an unconfirmed deadline does not open, whatever the day', async () => {
  const house = await openHouse();
  const run = await sampleRun(house, { unconfirmed: ['deadline'] });
  expect(run.unconfirmed).toEqual(['deadline']);
  expect(runStanding(run, ukTime('2024-01-01T12:00'))).toBe('not-open');
});

test('that a run opened is told once, at its opening and not before', async () => {
  stopClockAt('2023-11-01T00:00:00Z');
  const house = await openHouse();
  const run = await sampleRun(house);
  const told = async () =>
    (await house.pool.query(`select payload from platform.news where kind = 'programme.run-opened'`)).rows;
  await house.drain();
  expect(await told()).toEqual([]);
  const task = (await import('./news.ts')).tellRunOpened;
  stopClockAt(Temporal.Instant.from('2023-11-13T09:00:00Z'));
  await Promise.all([task.run(house.db, { runId: run.id }), task.run(house.db, { runId: run.id })]);
  expect(await told()).toEqual([{ payload: { runId: run.id } }]);
});

test('a run has one name, with its programme’s short name in it once', () => {
  const named = (name: string) => runName({ name, programme: { shortName: 'CMALT' } });
  expect(named('2024 programme')).toBe('CMALT 2024 programme');
  expect(named('CMALT Programme 2025')).toBe('CMALT Programme 2025');
  expect(named('Cmalt 2026')).toBe('Cmalt 2026');
});
