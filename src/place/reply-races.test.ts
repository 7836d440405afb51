import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { findApplication, runCounts, withdrawApplication } from '#application';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { howManyDone, sampleAskedRun } from '../application/samples.ts';
import { ukTime } from '../programme/samples.ts';
import { changeHoldRule } from './change-hold-rule.ts';
import { carryDeferrals, takeBackDeferral } from './defer.ts';
import { endReserveList } from './end-list.ts';
import { lapseOffers, offerFreePlaces, offerPlaces, putOnReserve } from './offer-places.ts';
import { placesTaken } from './offer.sql.ts';
import { giveUpPlace, takeBackReply } from './reply.ts';
import { remindOffers } from './remind.ts';
import { USUAL_RULE } from './rules.ts';
import { sampleNextRun, sampleOffers, sampleReply, type SampleAsker } from './samples.ts';

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

/** Every race is run so often, on connections of its own for each act; whatever wins, nothing may be broken after it. */
const ROUNDS = 20;

async function rounds(race: (round: number) => Promise<void>): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    stopClockAt(ukTime('2024-01-15T14:00'));
    await race(round);
    expect(await house.broken(), `round ${round + 1}`).toEqual([]);
  }
}

/** Begins them all at once, each round in another order, so that another one comes first. */
function atOnce(round: number, acts: readonly (() => Promise<unknown>)[]): Promise<number> {
  const from = round % acts.length;
  return howManyDone([...acts.slice(from), ...acts.slice(0, from)].map((act) => act()));
}

const state = async ({ id }: { id: string }) => (await findApplication(house.db, id))?.state;
const reply = (who: SampleAsker, answer: 'accepted' | 'declined' | 'deferred') => () =>
  sampleReply(house, who, answer);
const lapse = (runId: string) => () => house.write((tx) => lapseOffers(tx, runId));
const pass = (runId: string) => () => house.write((tx) => offerFreePlaces(tx, runId));

async function told(kind: string, { id }: { id: string }): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.news
    where kind = ${kind} and payload ->> 'applicationId' = ${id}`.execute(house.db);
  return rows[0]?.n ?? 0;
}

test('the last place goes to one, whoever offers it to whom at once', async () => {
  await rounds(async (round) => {
    const { run, ids } = await sampleAskedRun(house, 1, ['Ada', 'Bo', 'Cy']);
    const reserve = { applicationId: ids[2] ?? '', rank: 1 };
    await house.write((tx) => putOnReserve(tx, run.id, [reserve]));
    await atOnce(round, [
      () => house.write((tx) => offerPlaces(tx, run.id, ids.slice(0, 1))),
      () => house.write((tx) => offerPlaces(tx, run.id, ids.slice(1, 2))),
      pass(run.id),
    ]);
    expect(await placesTaken(house.db, run.id)).toBe(1);
    expect((await runCounts(house.db, run.id)).offered).toBe(1);
  });
});

test('a place is accepted by its holder or goes to the reserve list, and never both', async () => {
  await rounds(async (round) => {
    const { run, askers } = await sampleOffers(house, 1, ['Ada', 'Bo']);
    const [ada, bo] = askers as [SampleAsker, SampleAsker];
    await sampleReply(house, ada, 'declined');
    // A second before the place goes on, it is taken back and accepted; at that second, others pass it on.
    stopClockAt(ukTime(round % 2 === 0 ? '2024-01-15T14:09:59' : '2024-01-15T14:10'));
    await atOnce(round, [
      () => house.write((tx) => takeBackReply(tx, ada.about)).then(reply(ada, 'accepted')),
      pass(run.id),
      pass(run.id),
    ]);
    expect(await placesTaken(house.db, run.id)).toBe(1);
    const [one, other] = [await state(ada), await state(bo)];
    expect(one === 'place-accepted' ? other : one).toBe(
      one === 'place-accepted' ? 'reserve' : 'place-declined',
    );
  });
});

test('an offer from the reserve list is accepted once, while others give up, decline and are passed over', async () => {
  await rounds(async (round) => {
    const { run, askers } = await sampleOffers(house, 2, ['Ada', 'Bo', 'Cy', 'Di']);
    const [ada, bo, cy, di] = askers as [SampleAsker, SampleAsker, SampleAsker, SampleAsker];
    await sampleReply(house, ada, 'accepted');
    await atOnce(round, [
      () => house.write((tx) => giveUpPlace(tx, { ...ada.about, reason: '' })).then(reply(cy, 'accepted')),
      reply(bo, 'accepted'),
      () => house.write((tx) => withdrawApplication(tx, { ...di.about, reason: '' })),
      pass(run.id),
    ]);
    expect(await placesTaken(house.db, run.id)).toBe(2);
    expect([await state(bo), await state(cy), await state(di)]).toEqual([
      'place-accepted',
      'place-accepted',
      'withdrawn',
    ]);
  });
});

test('an offer accepted from many windows at once is accepted once', async () => {
  await rounds(async (round) => {
    const { run, askers } = await sampleOffers(house, 1, ['Ada']);
    const [ada] = askers as [SampleAsker];
    expect(
      await atOnce(
        round,
        Array.from({ length: 5 }, () => reply(ada, 'accepted')),
      ),
    ).toBe(5);
    expect(await told('place.accepted', ada)).toBe(1);
    expect(await placesTaken(house.db, run.id)).toBe(1);
  });
});

test.each(['declined', 'deferred'] as const)(
  'an offer is %s in its last second or lapses at its end, and the place goes on once',
  async (answer) => {
    await rounds(async (round) => {
      const { run, askers, coordinator } = await sampleOffers(house, 1, ['Ada', 'Bo']);
      const [ada, bo] = askers as [SampleAsker, SampleAsker];
      if (round % 4 < 2) {
        const rule = { ...USUAL_RULE, undoMinutes: 0 };
        await house.write((tx) => changeHoldRule(tx, run.id, rule, coordinator.id));
      }
      stopClockAt(ukTime(round % 2 === 0 ? '2024-01-17T16:59:59' : '2024-01-17T17:00'));
      const last = reply(ada, answer);
      await atOnce(round, [last, lapse(run.id), last, lapse(run.id)]);
      stopClockAt(ukTime('2024-01-17T17:00:01'));
      await atOnce(round, [lapse(run.id), pass(run.id), pass(run.id)]);
      const became = answer === 'declined' ? 'place-declined' : 'deferred';
      expect(['offer-lapsed', became]).toContain(await state(ada));
      expect(await state(bo)).toBe('offered');
      expect(await told('place.lapsed', ada)).toBe((await state(ada)) === 'offer-lapsed' ? 1 : 0);
      expect(await told('place.offered', bo)).toBe(1);
      expect(await placesTaken(house.db, run.id)).toBe(1);
    });
  },
);

test('a deferred application is carried once or its person leaves the queue, whoever comes first', async () => {
  await rounds(async (round) => {
    const { askers, programme } = await sampleOffers(house, 1, ['Ada']);
    const [ada] = askers as [SampleAsker];
    await sampleReply(house, ada, 'deferred');
    await sampleNextRun(house, programme);
    stopClockAt(ukTime('2024-11-18T09:00'));
    const carry = () => house.write((tx) => carryDeferrals(tx, programme.id));
    const leave = () => house.write((tx) => takeBackDeferral(tx, ada.about));
    await atOnce(round, [carry, leave, carry, carry]);
    const left = (await state(ada)) === 'place-declined';
    expect(await told('place.declined', ada)).toBe(left ? 1 : 0);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from place.carrying
      where application_id = ${ada.id}`.execute(house.db);
    expect(rows[0]?.n).toBe(left ? 0 : 1);
  });
});

test('who answers while reminders go out is reminded before the answer or not at all', async () => {
  await rounds(async (round) => {
    const { run, askers } = await sampleOffers(house, 2, ['Ada', 'Bo']);
    const [ada, bo] = askers as [SampleAsker, SampleAsker];
    stopClockAt(ukTime('2024-01-16T17:00'));
    const remind = () => house.write((tx) => remindOffers(tx, run.id));
    await atOnce(round, [remind, reply(ada, 'accepted'), remind]);
    expect(await told('place.reminded', ada)).toBeLessThanOrEqual(1);
    expect(await told('place.reminded', bo)).toBe(1);
  });
});

test('at the end of the list nobody is both offered a place and told that there is none', async () => {
  await rounds(async (round) => {
    const { run, askers, coordinator } = await sampleOffers(house, 1, ['Ada', 'Bo', 'Cy']);
    const [ada, bo, cy] = askers as [SampleAsker, SampleAsker, SampleAsker];
    stopClockAt(ukTime('2024-01-17T16:59'));
    await sampleReply(house, ada, 'declined');
    stopClockAt(ukTime('2024-01-18T09:30'));
    const rule = { ...USUAL_RULE, offersUntil: ukTime('2024-02-19T10:00') };
    await atOnce(round, [
      () => house.write((tx) => endReserveList(tx, run.id)),
      () => house.write((tx) => changeHoldRule(tx, run.id, rule, coordinator.id)),
      pass(run.id),
    ]);
    expect([await state(bo), await state(cy)]).toEqual(['offered', 'reserve']);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from place.list_end
      where application_id = any(${[bo.id, cy.id]}::uuid[])`.execute(house.db);
    expect(rows[0]?.n).toBe(0);
  });
});
