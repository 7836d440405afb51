import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { findApplication, runCounts, withdrawApplication } from '#application';
import type { Person } from '#people';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import type { Run } from '#programme';
import { openHouse, type TestHouse } from '#test/house.ts';
import { howManyDone, sampleAskedRun, sampleLetters } from '../application/samples.ts';
import { ukTime } from '../programme/samples.ts';
import { lapseOffers, offerFreePlaces, offerPlaces, putOnReserve } from './offer-places.ts';
import { offerOf } from './offer.sql.ts';
import { replyToOffer } from './reply.ts';

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

const offer = (run: Run, ids: readonly string[]) => house.write((tx) => offerPlaces(tx, run.id, ids));

/** In this order on the reserve list. */
const reserve = (run: Run, ids: readonly string[]) =>
  house.write((tx) =>
    putOnReserve(
      tx,
      run.id,
      ids.map((applicationId, index) => ({ applicationId, rank: index + 1 })),
    ),
  );

test('a run of two places offers two, whoever offers how many at once, and no place twice', async () => {
  const { run, ids } = await scene(2, 6);
  const done = await howManyDone([
    ...ids.map((id) => offer(run, [id])),
    ...ids.map((id) => offer(run, [id])),
  ]);
  expect(done).toBe(2);
  expect(await runCounts(house.db, run.id)).toMatchObject({ offered: 2, submitted: 4 });
});

test('one offer too many refuses all of them, and an offer to somebody who has one is refused', async () => {
  const { run, ids } = await scene(2, 3);
  await expect(offer(run, ids)).rejects.toThrow('over-capacity');
  expect((await runCounts(house.db, run.id)).offered).toBe(0);
  await offer(run, ids.slice(0, 1));
  await expect(offer(run, ids.slice(0, 1))).rejects.toThrow('has-offer');
});

test('a place accepted from two windows at once is accepted once, and declining it then is refused', async () => {
  const { run, people } = await scene(1, 1);
  const [{ id, person }] = people as [{ id: string; person: Person }];
  await offer(run, [id]);
  const reply = (answer: 'accepted' | 'declined') =>
    house.write((tx) => replyToOffer(tx, { applicationId: id, runId: run.id, personId: person.id, answer }));
  expect(await howManyDone(Array.from({ length: 6 }, () => reply('accepted')))).toBe(6);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.news
    where kind = 'place.accepted' and payload ->> 'applicationId' = ${id}`.execute(house.db);
  expect(rows[0]?.n).toBe(1);
  await expect(reply('declined')).rejects.toThrow('accepted');
});

test('accepting and declining at once leaves one answer', async () => {
  const { run, people } = await scene(1, 1);
  const [{ id, person }] = people as [{ id: string; person: Person }];
  await offer(run, [id]);
  const acts = (['accepted', 'declined', 'accepted', 'declined'] as const).map((answer) =>
    house.write((tx) => replyToOffer(tx, { applicationId: id, runId: run.id, personId: person.id, answer })),
  );
  expect(await howManyDone(acts)).toBe(2);
});

test('places declined at once go to the reserve list in rank order and never beyond the capacity', async () => {
  const { run, people } = await scene(4, 9);
  const ids = people.map((one) => one.id);
  await offer(run, ids.slice(0, 4));
  await reserve(run, ids.slice(4));
  await Promise.all(
    people.slice(0, 4).map(({ id, person }, index) =>
      house.write((tx) =>
        replyToOffer(tx, {
          applicationId: id,
          runId: run.id,
          personId: person.id,
          answer: index === 0 ? 'accepted' : 'declined',
        }),
      ),
    ),
  );
  // Held for whoever changes their mind: nobody else is offered them yet.
  expect(await runCounts(house.db, run.id)).toMatchObject({ 'place-declined': 3, offered: 0, reserve: 5 });
  stopClockAt(ukTime('2024-01-15T14:10'));
  const passed = await Promise.all(
    Array.from({ length: 4 }, () => house.write((tx) => offerFreePlaces(tx, run.id))),
  );
  expect(passed.reduce((sum, one) => sum + one, 0)).toBe(3);
  expect(await runCounts(house.db, run.id)).toMatchObject({
    'place-accepted': 1,
    'place-declined': 3,
    offered: 3,
    reserve: 2,
  });
  const states = await Promise.all(ids.slice(4).map((id) => findApplication(house.db, id)));
  expect(states.map((one) => one?.state)).toEqual(['offered', 'offered', 'offered', 'reserve', 'reserve']);
  expect((await offerOf(house.db, ids[4] ?? ''))?.fromReserve).toBe(true);
});

test('an offer lapses once at its time to reply, to the second, and the sweep and the late reply agree', async () => {
  const { run, people } = await scene(1, 2);
  const [first, second] = people as [(typeof people)[0], (typeof people)[0]];
  const { replyBy } = await offer(run, [first.id]);
  await reserve(run, [second.id]);
  expect(replyBy.toString()).toBe(ukTime('2024-01-17T17:00').toString());
  stopClockAt(replyBy.subtract({ seconds: 1 }));
  expect(await house.write((tx) => lapseOffers(tx, run.id))).toBe(0);
  stopClockAt(replyBy);
  const lapses = await Promise.all(
    Array.from({ length: 4 }, () => house.write((tx) => lapseOffers(tx, run.id))),
  );
  expect(lapses.reduce((sum, one) => sum + one, 0)).toBe(1);
  const late = {
    applicationId: first.id,
    runId: run.id,
    personId: first.person.id,
    answer: 'accepted',
  } as const;
  await expect(house.write((tx) => replyToOffer(tx, late))).rejects.toThrow('lapsed');
  const promoted = await findApplication(house.db, second.id);
  expect(promoted?.state).toBe('offered');
  // Workshop 1 begins on Thursday at 9.30am, before two days have passed: nobody is held longer than that.
  expect(promoted?.replyBy?.toString()).toBe(ukTime('2024-01-18T09:30').toString());
});

test('no place goes to the reserve list once the first workshop has begun', async () => {
  const { run, people } = await scene(1, 2);
  const [first, second] = people as [(typeof people)[0], (typeof people)[0]];
  await offer(run, [first.id]);
  await reserve(run, [second.id]);
  stopClockAt(ukTime('2024-01-18T09:30'));
  expect(await house.write((tx) => lapseOffers(tx, run.id))).toBe(1);
  expect((await findApplication(house.db, second.id))?.state).toBe('reserve');
});

test('who withdraws from the reserve list is passed over, and who goes on it again gets no second letter', async () => {
  const { run, people, ids } = await scene(1, 3);
  await offer(run, ids.slice(0, 1));
  await reserve(run, ids.slice(1));
  await reserve(run, ids.slice(1));
  const [first, second] = people as [(typeof people)[0], (typeof people)[0]];
  const acts = [
    house.write((tx) => withdrawApplication(tx, { ...about(run, second), reason: 'Another programme' })),
    house.write((tx) => replyToOffer(tx, { ...about(run, first), answer: 'declined' })),
  ];
  await Promise.allSettled(acts);
  stopClockAt(ukTime('2024-01-15T14:10'));
  await house.write((tx) => offerFreePlaces(tx, run.id));
  const states = await Promise.all(
    ids.slice(1).map(async (id) => (await findApplication(house.db, id))?.state),
  );
  expect(states).toEqual(['withdrawn', 'offered']);
  await house.drain();
  expect(await sampleLetters(house, 'place.reserved', ids)).toBe(2);
});

const about = (run: Run, { id, person }: { id: string; person: Person }) => ({
  applicationId: id,
  runId: run.id,
  personId: person.id,
});
