import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { howManyDone, sampleLetters } from '../application/samples.ts';
import { samplePersonWith, ukTime } from '../programme/samples.ts';
import { changeHoldRule } from './change-hold-rule.ts';
import { offerOf } from './offer.sql.ts';
import { takeBackReply } from './reply.ts';
import { nudge, remindOffers } from './remind.ts';
import { dueReminders, reminderTimes } from './reminder.ts';
import { USUAL_RULE } from './rules.ts';
import { sampleOffers, sampleReply, type SampleAsker } from './samples.ts';

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

const remind = (run: { id: string }) => house.write((tx) => remindOffers(tx, run.id));
const remindAt = (run: { id: string }, wall: string) => {
  stopClockAt(ukTime(wall));
  return remind(run);
};

async function letters({ id }: SampleAsker): Promise<number> {
  await house.drain();
  return sampleLetters(house, 'place.reminder', [id]);
}

test('S3.4 whoever has not replied is reminded 24 hours before the end and 48 hours after the offer, once each', async () => {
  const { run, askers } = await sampleOffers(house, 1, ['Amara']);
  const [amara] = askers as [SampleAsker];
  expect(await remindAt(run, '2024-01-16T16:59')).toBe(0);
  expect(await remindAt(run, '2024-01-16T17:00')).toBe(1);
  expect(await remindAt(run, '2024-01-16T17:10')).toBe(0);
  expect(await remindAt(run, '2024-01-17T13:59')).toBe(0);
  const together = await Promise.all([remindAt(run, '2024-01-17T14:00'), remind(run), remind(run)]);
  expect(together.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(await remindAt(run, '2024-01-17T16:59')).toBe(0);
  expect(await letters(amara)).toBe(2);
  const { rows } = await sql<{ subject: string }>`select subject from platform.letter
    where kind = 'place.reminder' and about = ${`application:${amara.id}`} limit 1`.execute(house.db);
  expect(rows[0]?.subject).toBe(
    '[CMALT] [Action required] Your place is not confirmed yet: reply by Wed 17 January 2024, 5pm (UK time)',
  );
});

test.each(['accepted', 'declined', 'deferred'] as const)(
  'S3.4 nobody who has %s is reminded, not even by a reminder that was under way',
  async (answer) => {
    const { run, askers } = await sampleOffers(house, 1, ['Amara']);
    const [amara] = askers as [SampleAsker];
    expect(await remindAt(run, '2024-01-16T17:00')).toBe(1);
    await sampleReply(house, amara, answer);
    expect(await letters(amara)).toBe(0);
    expect(await remindAt(run, '2024-01-17T14:00')).toBe(0);
  },
);

test('whoever takes an answer back is reminded again, of what was not reminded of before', async () => {
  const { run, askers } = await sampleOffers(house, 1, ['Amara']);
  const [amara] = askers as [SampleAsker];
  await remindAt(run, '2024-01-16T17:00');
  await sampleReply(house, amara, 'declined');
  await house.write((tx) => takeBackReply(tx, amara.about));
  expect(await remind(run)).toBe(0);
  expect(await remindAt(run, '2024-01-17T14:00')).toBe(1);
});

test('reminders go by the run’s own rule, and 0 hours are never', async () => {
  const { run, askers, coordinator } = await sampleOffers(house, 1, ['Amara']);
  const rule = { ...USUAL_RULE, remindBeforeHours: 0, remindAfterHours: 6 };
  expect(await house.write((tx) => changeHoldRule(tx, run.id, rule, coordinator.id))).toBe(true);
  expect(await remindAt(run, '2024-01-15T19:59')).toBe(0);
  expect(await remindAt(run, '2024-01-15T20:00')).toBe(1);
  expect(await remindAt(run, '2024-01-17T16:59')).toBe(0);
  expect(await letters(askers[0] as SampleAsker)).toBe(1);
});

test('a coordinator reminds somebody by hand, once an hour however many press at once', async () => {
  const { run, askers, coordinator } = await sampleOffers(house, 1, ['Amara']);
  const [amara] = askers as [SampleAsker];
  const offerId = (await offerOf(house.db, amara.id))?.id ?? '';
  const press = () => house.write((tx) => nudge(tx, { runId: run.id, offerId, personId: coordinator.id }));
  expect(await howManyDone(Array.from({ length: 5 }, press))).toBe(1);
  await expect(press()).rejects.toThrow('reminded-lately');
  stopClockAt(ukTime('2024-01-15T15:00'));
  await press();
  expect(await letters(amara)).toBe(2);
  await sampleReply(house, amara, 'accepted');
  stopClockAt(ukTime('2024-01-15T16:00'));
  await expect(press()).rejects.toThrow('not-open');
});

test('reminding by hand is for coordinators of the run: others find nothing, and offers of other runs are not there', async () => {
  const { run, askers, coordinator } = await sampleOffers(house, 1, ['Amara']);
  const other = await sampleOffers(house, 1, ['Bertha']);
  const [amara] = askers as [SampleAsker];
  const idOf = async (asker: SampleAsker) => (await offerOf(house.db, asker.id))?.id ?? '';
  const path = (id: string) => `/desk/${run.id}/places/${id}/remind`;
  const own = path(await idOf(amara));
  const selector = await samplePersonWith(house, run, 'Ursula Reads', 'selector');
  for (const person of [amara.person, selector])
    expect((await house.submit(own, {}, person)).status).toBe(404);
  expect((await house.submit(own, {})).status).toBe(303);
  for (const id of [await idOf(other.askers[0] as SampleAsker), 'not-an-id', '%00', "';--"])
    expect((await house.submit(path(id), {}, coordinator)).status, id).toBe(404);
  const body = new Request(`http://localhost:3000${own}`, {
    method: 'POST',
    body: '{"a":',
    headers: { 'content-type': 'application/json', cookie: await house.cookieOf(coordinator) },
  });
  expect((await house.ask(body)).status).toBeLessThan(500);
  expect((await house.submit(own, { strange: 'x'.repeat(30_000) }, coordinator)).location).toBe(
    `/desk/${run.id}/places`,
  );
  expect(await letters(amara)).toBe(1);
});

const hours = fc.integer({ min: 0, max: 720 });
const minutes = fc.integer({ min: 1, max: 60 * 24 * 40 });
const START = Temporal.Instant.from('2024-01-15T14:00:00Z');

test('every reminder falls after the offer and before its end, at most one of each kind, and none once it is over', () => {
  fc.assert(
    fc.property(hours, hours, minutes, minutes, (before, after, held, passed) => {
      const offer = { offeredAt: START, replyBy: START.add({ minutes: held }) };
      const rule = { remindBeforeHours: before, remindAfterHours: after };
      const times = reminderTimes(offer, rule);
      expect(new Set(times.map(({ why }) => why)).size).toBe(times.length);
      for (const { at } of times) {
        expect(at.epochMilliseconds).toBeGreaterThanOrEqual(offer.offeredAt.epochMilliseconds);
        expect(at.epochMilliseconds).toBeLessThan(offer.replyBy.epochMilliseconds);
      }
      const at = START.add({ minutes: passed });
      const due = dueReminders(offer, rule, [], at);
      expect(due.length).toBe(
        passed >= held ? 0 : times.filter((one) => one.at.epochMilliseconds <= at.epochMilliseconds).length,
      );
      const sent = due.map((why) => ({ why, remindedAt: at }));
      expect(dueReminders(offer, rule, sent, at)).toEqual([]);
    }),
  );
});
