import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { beginApplication, findApplication, withdrawApplication } from '#application';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { sampleLetters } from '../application/samples.ts';
import { ukTime } from '../programme/samples.ts';
import { carryDeferrals, takeBackDeferral } from './defer.ts';
import { carriedInto, deferralsOf } from './deferral.sql.ts';
import { offerPlaces } from './offer-places.ts';
import { offerOf, placesTaken } from './offer.sql.ts';
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

const carry = ({ id }: { id: string }) => house.write((tx) => carryDeferrals(tx, id));
const state = async (id: string) => (await findApplication(house.db, id))?.state;
const offerPath = ({ id }: SampleAsker) => `/applications/${id}/offer`;
const takeBack = (who: SampleAsker) => house.submit(`${offerPath(who)}/take-back`, {}, who.person);

test('S3.11 a deferred application waits until there is a next run, and comes into it with its answers and its place in the queue', async () => {
  const { askers, programme, run, coordinator } = await sampleOffers(house, 2, ['Amara', 'Bertha']);
  const [amara, bertha] = askers as [SampleAsker, SampleAsker];
  // Amara asked a day before Bertha, and defers after her.
  await sql`update application.submission set submitted_at = submitted_at - interval '1 day'
    where application_id = ${amara.id}`.execute(house.db);
  await sampleReply(house, bertha, 'deferred');
  await sampleReply(house, amara, 'deferred');
  expect(await carry(programme)).toBe(0);
  expect((await house.visit(offerPath(bertha), bertha.person)).text).toContain('Take my answer back');
  stopClockAt(ukTime('2024-01-15T15:00'));
  expect((await house.visit(offerPath(bertha), bertha.person)).text).toContain('There is no next run yet');
  const next = await sampleNextRun(house, programme);
  expect(await carry(programme)).toBe(0);
  const waiting = await house.visit(offerPath(bertha), bertha.person);
  expect(waiting.text).toContain(
    'CMALT 2025 programme when applications to that open, on Mon 18 November 2024',
  );
  stopClockAt(ukTime('2024-11-18T09:00'));
  // The run's opening is told by the clock, and heard here.
  await house.drain();
  const carried = await carriedInto(house.db, next.id);
  expect(carried.map((one) => [one.personId, one.state])).toEqual([
    [amara.person.id, 'submitted'],
    [bertha.person.id, 'submitted'],
  ]);
  expect(await carry(programme)).toBe(0);
  const { rows } =
    await sql`select before.submitted_at = after.submitted_at as queue, before.answers = after.answers as words
    from place.carrying join application.submission as before on before.application_id = carrying.application_id
    join application.submission as after on after.application_id = carrying.into_id
    where carrying.application_id = ${amara.id}`.execute(house.db);
  expect(rows).toEqual([{ queue: true, words: true }]);
  const into = carried[0]?.applicationId ?? '';
  expect(
    await sampleLetters(
      house,
      'place.carried',
      carried.map((one) => one.applicationId),
    ),
  ).toBe(2);
  expect((await house.visit(offerPath(amara), amara.person)).text).toContain(`/applications/${into}"`);
  expect((await house.visit(`/applications/${into}`, amara.person)).status).toBe(200);
  expect((await takeBack(amara)).status).toBe(409);
  const desk = await house.visit(`/desk/${next.id}/places`, coordinator);
  expect(desk.text).toContain('Deferred to this run (2)');
  expect(desk.text).toContain('CMALT 2024 programme');
  expect(await placesTaken(house.db, run.id)).toBe(0);
});

test('S3.11 the next run’s coordinator sees who comes before it opens', async () => {
  const { askers, programme, coordinator } = await sampleOffers(house, 1, ['Amara']);
  const [amara] = askers as [SampleAsker];
  const next = await sampleNextRun(house, programme);
  await sampleReply(house, amara, 'deferred');
  stopClockAt(ukTime('2024-01-15T15:00'));
  const desk = await house.visit(`/desk/${next.id}/places`, coordinator);
  expect(desk.text).toContain('Deferred to this run (1)');
  expect(desk.text).toContain('Comes in Mon 18 November 2024');
});

test('S3.11 within ten minutes a deferral is taken back and the offer stands; after that its person leaves the queue, once', async () => {
  const { askers, programme } = await sampleOffers(house, 2, ['Amara', 'Bertha']);
  const [amara, bertha] = askers as [SampleAsker, SampleAsker];
  await sampleReply(house, amara, 'deferred');
  await sampleReply(house, bertha, 'deferred');
  expect((await takeBack(amara)).status).toBe(303);
  expect(await state(amara.id)).toBe('offered');
  stopClockAt(ukTime('2024-01-15T14:11'));
  expect(await deferralsOf(house.db, programme.id)).toHaveLength(1);
  expect((await takeBack(bertha)).status).toBe(303);
  expect((await takeBack(bertha)).status).toBe(409);
  expect(await state(bertha.id)).toBe('place-declined');
  await house.write((tx) => takeBackDeferral(tx, bertha.about));
  await house.drain();
  const { rows } = await sql<{ subject: string }>`select subject from platform.letter
    where kind = 'place.left-queue' and about = ${`application:${bertha.id}`}`.execute(house.db);
  expect(rows).toEqual([{ subject: '[CMALT] You have left the queue for the next run' }]);
  await sampleNextRun(house, programme);
  stopClockAt(ukTime('2024-11-18T09:00'));
  expect(await carry(programme)).toBe(0);
});

test('S3.11 who has begun to apply to the next run keeps those words, and who withdrew there is not brought back', async () => {
  const { askers, programme } = await sampleOffers(house, 2, ['Amara', 'Bertha']);
  const [amara, bertha] = askers as [SampleAsker, SampleAsker];
  await sampleReply(house, amara, 'deferred');
  await sampleReply(house, bertha, 'deferred');
  const next = await sampleNextRun(house, programme);
  stopClockAt(ukTime('2024-11-18T09:00'));
  const own = await house.write((tx) => beginApplication(tx, next, { personId: amara.person.id }));
  const gone = await house.write((tx) => beginApplication(tx, next, { personId: bertha.person.id }));
  await sql`insert into application.submission (application_id, number, form_id, answers, team_answers, submitted_at, submitted_by, in_grace)
    select ${gone}, 1, form_id, answers, team_answers, ${ukTime('2024-11-18T09:00').toString()}::timestamptz, submitted_by, false
    from application.submission where application_id = ${bertha.id}`.execute(house.db);
  const leaving = { applicationId: gone, runId: next.id, personId: bertha.person.id, reason: '' };
  await house.write((tx) => withdrawApplication(tx, leaving));
  expect(await carry(programme)).toBe(2);
  expect([await state(own), await state(gone)]).toEqual(['submitted', 'withdrawn']);
  expect((await offerOf(house.db, amara.id))?.carriedInto).toBe(own);
  await house.drain();
  expect(await sampleLetters(house, 'place.carried', [own, gone])).toBe(1);
});

test('who deferred, was offered a place after all and deferred again comes into the next run once', async () => {
  const { askers, programme, run } = await sampleOffers(house, 1, ['Amara']);
  const [amara] = askers as [SampleAsker];
  await sampleReply(house, amara, 'deferred');
  stopClockAt(ukTime('2024-01-15T15:00'));
  await house.write((tx) => offerPlaces(tx, run.id, [amara.id]));
  expect(await deferralsOf(house.db, programme.id)).toEqual([]);
  await sampleReply(house, amara, 'deferred');
  stopClockAt(ukTime('2024-01-15T16:00'));
  expect(await deferralsOf(house.db, programme.id)).toHaveLength(1);
  await sampleNextRun(house, programme);
  stopClockAt(ukTime('2024-11-18T09:00'));
  expect(await carry(programme)).toBe(1);
});
