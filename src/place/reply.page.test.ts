import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { findApplication } from '#application';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { sampleLetters } from '../application/samples.ts';
import { ukTime } from '../programme/samples.ts';
import { lapseOffers } from './offer-places.ts';
import { offerOf, placesTaken } from './offer.sql.ts';
import { sampleOffers, type SampleAsker } from './samples.ts';
import { sweeps } from './upkeep.ts';

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

const offerPath = ({ id }: SampleAsker) => `/applications/${id}/offer`;
const state = async ({ id }: SampleAsker) => (await findApplication(house.db, id))?.state;
const answer = (who: SampleAsker, fields: Record<string, string>) =>
  house.submit(offerPath(who), fields, who.person);
const takeBack = (who: SampleAsker) => house.submit(`${offerPath(who)}/take-back`, {}, who.person);

async function scene(capacity: number, names: readonly string[]) {
  const { askers, ...rest } = await sampleOffers(house, capacity, names);
  return { ...rest, askers, first: askers[0] as SampleAsker, second: askers[1] as SampleAsker };
}

async function subjectsTo(who: SampleAsker, kind: string): Promise<string[]> {
  await house.drain();
  const { rows } = await sql<{ subject: string }>`select subject from platform.letter
    where about = ${`application:${who.id}`} and kind = ${kind} order by written_at, id`.execute(house.db);
  return rows.map((row) => row.subject);
}

test('S3.4 the three days of 2024: letters on Monday, answers by Wednesday 5pm, workshop 1 on Thursday at 9.30am', async () => {
  const { run, first, second } = await scene(1, ['Amara', 'Bertha']);
  expect((await offerOf(house.db, first.id))?.replyBy.toString()).toBe(ukTime('2024-01-17T17:00').toString());
  expect(await subjectsTo(first, 'place.offered')).toEqual([
    '[CMALT] [Action required] You have the offer of a place: reply by Wed 17 January 2024, 5pm (UK time)',
  ]);
  // Nobody answers: the next person still has until the first workshop begins, and not a minute longer.
  stopClockAt(ukTime('2024-01-17T17:00'));
  expect(await house.write((tx) => lapseOffers(tx, run.id))).toBe(1);
  const promoted = await offerOf(house.db, second.id);
  expect(promoted?.replyBy.toString()).toBe(ukTime('2024-01-18T09:30').toString());
  stopClockAt(ukTime('2024-01-18T09:29'));
  expect((await answer(second, { answer: 'accepted' })).status).toBe(303);
  expect(await state(second)).toBe('place-accepted');
});

test('S3.4 the page of an offer says by when to answer, and offers all three answers', async () => {
  const { first } = await scene(1, ['Amara']);
  const page = await house.visit(offerPath(first), first.person);
  for (const words of ['Accept this place', 'Decline', 'Defer to the next run', 'Wed 17 January 2024, 5pm'])
    expect(page.text).toContain(words);
});

test('S3.4 a link never answers: pages to decline and to defer only ask, and reading them changes nothing', async () => {
  const { first } = await scene(1, ['Amara']);
  for (const [path, button] of [
    ['/decline', 'Decline this place'],
    ['/defer', 'Put it off to the next run'],
  ]) {
    const page = await house.visit(offerPath(first) + path, first.person);
    expect(page.status).toBe(200);
    expect(page.text).toContain(button);
    expect(page.text).toContain('If you change your mind, you can take your answer back for 10 minutes.');
  }
  expect(await state(first)).toBe('offered');
});

test('S3.4 a declined place is held for ten minutes, taken back by one press, and accepted after all', async () => {
  const { run, first, second } = await scene(1, ['Amara', 'Bertha']);
  expect((await answer(first, { answer: 'declined', reason: 'A new job' })).status).toBe(303);
  expect(await placesTaken(house.db, run.id)).toBe(1);
  const page = await house.visit(offerPath(first), first.person);
  expect(page.text).toContain('Take my answer back');
  stopClockAt(ukTime('2024-01-15T14:09'));
  expect((await takeBack(first)).status).toBe(303);
  expect((await takeBack(first)).status).toBe(303);
  expect(await state(first)).toBe('offered');
  expect(await state(second)).toBe('reserve');
  expect((await answer(first, { answer: 'accepted' })).status).toBe(303);
  expect(await state(first)).toBe('place-accepted');
  expect(await subjectsTo(first, 'place.stands-again')).toHaveLength(1);
  const { rows } = await sql`select answer, reason from place.taken_back
    join place.offer on offer.id = taken_back.offer_id where application_id = ${first.id}`.execute(house.db);
  expect(rows).toEqual([{ answer: 'declined', reason: 'A new job' }]);
});

test('S3.4 after ten minutes the place has gone on, and the first link says so kindly', async () => {
  const { run, first, second } = await scene(1, ['Amara', 'Bertha']);
  await answer(first, { answer: 'declined' });
  stopClockAt(ukTime('2024-01-15T14:10'));
  const late = await takeBack(first);
  expect(late.status).toBe(409);
  expect(late.text).toContain('the place has gone on to somebody else');
  for (const sweep of sweeps) await sweep.run(house.db, {});
  expect(await state(second)).toBe('offered');
  expect(await placesTaken(house.db, run.id)).toBe(1);
  const page = await house.visit(offerPath(first), first.person);
  expect(page.text).toContain('You declined this place. It has gone on.');
  expect(page.text).toContain('cmalt@ox.example');
  expect(page.text).not.toContain('Take my answer back');
});

test('S3.4 two tabs: what the second one sends after the first has answered is refused, and says what stands', async () => {
  const { first, second } = await scene(2, ['Amara', 'Bertha']);
  await answer(first, { answer: 'declined' });
  const other = await answer(first, { answer: 'accepted' });
  expect(other.status).toBe(409);
  expect(other.text).toContain('Take that answer back first');
  expect((await answer(first, { answer: 'declined' })).status).toBe(303);
  await answer(second, { answer: 'accepted' });
  const declining = await house.visit(`${offerPath(second)}/decline`, second.person);
  expect([declining.status, declining.location]).toEqual([303, offerPath(second)]);
  expect((await takeBack(second)).status).toBe(409);
  expect(await state(second)).toBe('place-accepted');
});

test('S3.4 opened after its time an offer says that it is over and whom to write to, and takes no answer', async () => {
  const { run, first } = await scene(1, ['Amara']);
  stopClockAt(ukTime('2024-01-17T17:00'));
  const before = await house.visit(offerPath(first), first.person);
  expect(before.text).toContain('this place was held until Wed 17 January 2024, 5pm');
  expect(before.text).not.toContain('Accept this place');
  for (const way of ['accepted', 'declined', 'deferred'])
    expect((await answer(first, { answer: way })).status).toBe(409);
  await house.write((tx) => lapseOffers(tx, run.id));
  const after = await house.visit(offerPath(first), first.person);
  expect(after.text).toContain('this place was held until Wed 17 January 2024, 5pm');
  expect(after.text).toContain('mailto:cmalt@ox.example');
  await house.drain();
  expect(await sampleLetters(house, 'place.lapsed', [first.id])).toBe(1);
});

test('a letter that is written late promises no time to change one’s mind that is over', async () => {
  const { first, second } = await scene(2, ['Amara', 'Bertha']);
  await answer(first, { answer: 'declined' });
  await answer(second, { answer: 'deferred' });
  stopClockAt(ukTime('2024-01-15T14:30'));
  await house.drain();
  const { rows } = await sql<{ text: string }>`select text from platform.letter
    where kind in ('place.declined', 'place.deferred')
      and about = any(${[first, second].map(({ id }) => `application:${id}`)}::text[])`.execute(house.db);
  expect(rows).toHaveLength(2);
  for (const { text } of rows) expect(text).not.toContain('take it back until');
});

test('strange answers are 422, reasons that are too long come back as typed, and somebody else’s offer is not there', async () => {
  const { first, second } = await scene(1, ['Amara', 'Bertha']);
  const long = 'x'.repeat(2001);
  const back = await answer(first, { answer: 'deferred', reason: long });
  expect(back.status).toBe(422);
  expect(back.text).toContain(long);
  for (const fields of [{}, { answer: '' }, { answer: 'accept' }, { answer: '__proto__' }])
    expect((await answer(first, fields as Record<string, string>)).status).toBe(422);
  expect((await house.submit(offerPath(first), { answer: 'accepted' }, second.person)).status).toBe(404);
  for (const path of ['', '/decline', '/defer'])
    expect((await house.visit(offerPath(first) + path, second.person)).status).toBe(404);
  for (const path of ['/offer/take-back', '/give-up', '/reserve/leave'])
    expect((await house.submit(`/applications/${first.id}${path}`, {}, second.person)).status).toBe(404);
  for (const id of ['not-an-id', '%00', "'--"])
    expect((await house.submit(`/applications/${id}/offer/take-back`, {}, first.person)).status).toBe(404);
  expect(await state(first)).toBe('offered');
});
