import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runCounts } from '#application';
import type { Person } from '#people';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import type { Run } from '#programme';
import { openHouse, type TestHouse } from '#test/house.ts';
import { howManyDone, sampleAskedRun, sampleLetters } from '../application/samples.ts';
import { ukTime } from '../programme/samples.ts';
import { announceDecisions } from './announce.ts';
import { markDecisions } from '#selection';

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
const scene = (capacity: number, applicants: number) =>
  sampleAskedRun(house, capacity, NAMES.slice(0, applicants));

const letters = (kind: string, ids: readonly string[]) => sampleLetters(house, kind, ids);

async function mark(
  run: Run,
  by: Person,
  ids: readonly string[],
  outcome: 'offered' | 'reserve' | 'not-offered',
) {
  await house.write((tx) => markDecisions(tx, run.id, { applicationIds: ids, outcome, personId: by.id }));
}

test('a run of one place offers it to one of eight, however many coordinators mark and announce at once', async () => {
  const { run, coordinator, people } = await scene(1, 8);
  await howManyDone(
    people.map(({ id }) =>
      house
        .write((tx) =>
          markDecisions(tx, run.id, { applicationIds: [id], outcome: 'offered', personId: coordinator.id }),
        )
        .then(() => house.write((tx) => announceDecisions(tx, run.id, { personId: coordinator.id }))),
    ),
  );
  const counts = await runCounts(house.db, run.id);
  expect(counts.offered).toBeLessThanOrEqual(1);
  await house.drain();
  expect(
    await letters(
      'place.offered',
      people.map((one) => one.id),
    ),
  ).toBe(counts.offered);
  expect(await house.broken()).toEqual([]);
});

test('more offers than places are refused together, and nobody hears of any', async () => {
  const { run, coordinator, people } = await scene(1, 2);
  const ids = people.map((one) => one.id);
  await mark(run, coordinator, ids, 'offered');
  const announcing = house.write((tx) => announceDecisions(tx, run.id, { personId: coordinator.id }));
  await expect(announcing).rejects.toThrow('over-capacity');
  await house.drain();
  expect(await runCounts(house.db, run.id)).toMatchObject({ submitted: 2, offered: 0 });
  expect(await letters('place.offered', ids)).toBe(0);
});

test('S3.3 two coordinators who announce at once send one set of letters', async () => {
  const { run, coordinator, people } = await scene(2, 5);
  const ids = people.map((one) => one.id);
  await mark(run, coordinator, ids.slice(0, 2), 'offered');
  await mark(run, coordinator, ids.slice(2, 4), 'reserve');
  await mark(run, coordinator, ids.slice(4), 'not-offered');
  const done = await howManyDone(
    Array.from({ length: 6 }, () =>
      house.write((tx) => announceDecisions(tx, run.id, { personId: coordinator.id })),
    ),
  );
  expect(done).toBe(1);
  await house.drain();
  expect(await letters('place.offered', ids)).toBe(2);
  expect(await letters('place.reserved', ids)).toBe(2);
  expect(await letters('announcing.not-offered', ids)).toBe(1);
});
