import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { findApplication } from '#application';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { sampleLetters } from '../application/samples.ts';
import { ukTime } from '../programme/samples.ts';
import { changeHoldRule } from './change-hold-rule.ts';
import { endReserveList } from './end-list.ts';
import { lapseOffers, offerFreePlaces } from './offer-places.ts';
import { offerOf } from './offer.sql.ts';
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

type Three = [SampleAsker, SampleAsker, SampleAsker];
const state = async ({ id }: SampleAsker) => (await findApplication(house.db, id))?.state;
const lapse = (run: { id: string }) => house.write((tx) => lapseOffers(tx, run.id));
const pass = (run: { id: string }) => house.write((tx) => offerFreePlaces(tx, run.id));
const reservePath = ({ id }: SampleAsker) => `/applications/${id}/reserve`;

test('S3.5 a free place is held a day for the next by rank, who lets it lapse, and then for the one after', async () => {
  const { run, askers } = await sampleOffers(house, 1, ['Amara', 'Bertha', 'Cyril']);
  const [amara, bertha, cyril] = askers as Three;
  await sampleReply(house, amara, 'declined');
  stopClockAt(ukTime('2024-01-15T14:10'));
  expect(await pass(run)).toBe(1);
  expect([await state(bertha), await state(cyril)]).toEqual(['offered', 'reserve']);
  expect((await offerOf(house.db, bertha.id))?.replyBy.toString()).toBe(
    ukTime('2024-01-16T17:00').toString(),
  );
  stopClockAt(ukTime('2024-01-16T16:59'));
  expect(await lapse(run)).toBe(0);
  stopClockAt(ukTime('2024-01-16T17:00'));
  expect(await lapse(run)).toBe(1);
  expect([await state(bertha), await state(cyril)]).toEqual(['offer-lapsed', 'offered']);
  const late = await house.submit(`/applications/${bertha.id}/offer`, { answer: 'accepted' }, bertha.person);
  expect(late.status).toBe(409);
  const link = await house.visit(`/applications/${bertha.id}/offer`, bertha.person);
  expect(link.text).toContain('it has gone on to the reserve list');
  expect(link.text).toContain('mailto:cmalt@ox.example');
});

test('S3.5 no place is offered once workshop 1 has begun, unless the coordinator allows it for longer', async () => {
  const { run, askers, coordinator } = await sampleOffers(house, 1, ['Amara', 'Bertha', 'Cyril']);
  const [, bertha] = askers as Three;
  stopClockAt(ukTime('2024-01-18T09:30'));
  expect(await lapse(run)).toBe(1);
  expect(await pass(run)).toBe(0);
  expect(await state(bertha)).toBe('reserve');
  const rule = { ...USUAL_RULE, offersUntil: ukTime('2024-02-19T10:00') };
  await house.write((tx) => changeHoldRule(tx, run.id, rule, coordinator.id));
  expect(await state(bertha)).toBe('offered');
  expect((await offerOf(house.db, bertha.id))?.replyBy.toString()).toBe(
    ukTime('2024-01-19T12:00').toString(),
  );
});

test('S3.5 who comes from the reserve list is held for as long as the run’s own rule says', async () => {
  const { run, askers, coordinator } = await sampleOffers(house, 1, ['Amara', 'Bertha']);
  const [amara, bertha] = askers as Three;
  const rule = { ...USUAL_RULE, reserveHours: 3, undoMinutes: 0 };
  await house.write((tx) => changeHoldRule(tx, run.id, rule, coordinator.id));
  // Without time to change one's mind, the place goes on with the answer itself.
  await sampleReply(house, amara, 'declined');
  expect((await offerOf(house.db, bertha.id))?.replyBy.toString()).toBe(
    ukTime('2024-01-15T17:00').toString(),
  );
  expect((await house.submit(`/applications/${amara.id}/offer/take-back`, {}, amara.person)).status).toBe(
    409,
  );
});

test('S3.6 whoever is on the reserve list is told so, sees whether it still stands, and leaves it when they want', async () => {
  const { run, askers } = await sampleOffers(house, 1, ['Amara', 'Bertha', 'Cyril']);
  const [amara, bertha, cyril] = askers as Three;
  await house.drain();
  expect(await sampleLetters(house, 'place.reserved', [bertha.id, cyril.id])).toBe(2);
  const { rows } = await sql<{ text: string }>`select text from platform.letter
    where kind = 'place.reserved' and about = ${`application:${bertha.id}`}`.execute(house.db);
  expect(rows[0]?.text).toContain('until Thu 18 January 2024, 9.30am (UK time)');
  expect(rows[0]?.text).toContain(reservePath(bertha));
  const page = await house.visit(reservePath(bertha), bertha.person);
  expect(page.text).toContain('You are on the list. It counts until Thu 18 January 2024, 9.30am');
  // Nobody learns their number or who else waits.
  expect(page.text).not.toContain('Cyril');
  expect((await house.visit(reservePath(amara), amara.person)).status).toBe(404);
  expect((await house.visit(reservePath(bertha), cyril.person)).status).toBe(404);
  for (const again of [1, 2]) {
    const left = await house.submit(`${reservePath(bertha)}/leave`, { again: String(again) }, bertha.person);
    expect(left.status).toBe(303);
  }
  expect((await house.visit(reservePath(bertha), bertha.person)).text).toContain('You have left the list');
  await sampleReply(house, amara, 'declined');
  stopClockAt(ukTime('2024-01-15T14:10'));
  await pass(run);
  expect([await state(bertha), await state(cyril)]).toEqual(['withdrawn', 'offered']);
  const left = await house.submit(`${reservePath(cyril)}/leave`, {}, cyril.person);
  expect(left.status).toBe(409);
  expect((await house.visit(reservePath(cyril), cyril.person)).text).toContain('it is offered to you');
});

test('S3.6 at the end of the list each who is still on it is told so once, and their page says so', async () => {
  const { run, askers, coordinator } = await sampleOffers(house, 1, ['Amara', 'Bertha', 'Cyril']);
  const [amara, bertha, cyril] = askers as Three;
  const end = () => house.write((tx) => endReserveList(tx, run.id));
  await sampleReply(house, amara, 'accepted');
  stopClockAt(ukTime('2024-01-18T09:29'));
  expect(await end()).toBe(0);
  stopClockAt(ukTime('2024-01-18T09:30'));
  const told = await Promise.all([end(), end(), end()]);
  expect(told.reduce((sum, one) => sum + one, 0)).toBe(2);
  await house.drain();
  expect(await sampleLetters(house, 'place.list-ended', [bertha.id, cyril.id])).toBe(2);
  expect((await house.visit(reservePath(bertha), bertha.person)).text).toContain('The list is closed since');
  // The coordinator allows more: the list stands again, and its end is told another time.
  const rule = { ...USUAL_RULE, offersUntil: ukTime('2024-02-19T10:00') };
  await house.write((tx) => changeHoldRule(tx, run.id, rule, coordinator.id));
  expect((await house.visit(reservePath(bertha), bertha.person)).text).toContain('You are on the list');
  expect(await end()).toBe(0);
  stopClockAt(ukTime('2024-02-19T10:00'));
  expect(await end()).toBe(2);
});
