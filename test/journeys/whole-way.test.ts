import { expect, test } from 'vitest';
import { awardsOf } from '#award';
import { findPersonByEmail, giveHat, personFor, type Person } from '#people';
import { rehearseFrom } from '#platform/clock.ts';
import { workshopsOf } from '#programme';
import { samplePersonWith, sampleRun, ukTime } from '../../src/programme/samples.ts';
import { lookOver, openStreet, type Street } from '../support/street.ts';
import {
  checkInAndInvite,
  enrolAssessor,
  holdAward,
  judge,
  proposePass,
  release,
  sign,
} from './assessing.ts';
import { applyAsStranger } from './applying.ts';
import { announce } from './new-run.ts';
import {
  addPreparation,
  bookOfficeHour,
  chooseAndAsk,
  confirmRegistration,
  markAttendance,
  prepare,
  publishOfficeHours,
} from './taking-part.ts';
import { addEvidence, comment, handIn, settleComment, share, writeEverything } from './writing.ts';

const NADIA = { name: 'Nadia Okonjo', email: 'nadia.okonjo@ox.example' };
const PIOTR = { name: 'Piotr Hale', email: 'piotr.hale@ox.example' };

/** An assessor of the awarding body who has nothing to do with the institution. */
async function outsider(street: Street, organisationId: string, name: string): Promise<Person> {
  return street.write(async (tx) => {
    const person = await personFor(tx, {
      name,
      email: `${name.toLowerCase().replace(' ', '.')}@elsewhere.example`,
    });
    await giveHat(tx, { personId: person.id, organisationId, hat: 'assessor' });
    return person;
  });
}

test('six people walk the whole way, from the programme page to an award that anyone can verify', async () => {
  const street = await openStreet();
  const run = await sampleRun(street, { capacity: 2 });
  const coordinator = await samplePersonWith(street, run, 'Paula Verney', 'coordinator');
  const mentor = await samplePersonWith(street, run, 'Ruth Adeyemi', 'mentor');
  const registrar = await samplePersonWith(street, run, 'Bea Quist', 'registrar');
  const gwen = await outsider(street, run.programme.awardingBodyId, 'Gwen Ashby');
  const tomas = await outsider(street, run.programme.awardingBodyId, 'Tomas Lind');

  // They apply: Nadia on a phone, Piotr in a browser without scripting.
  rehearseFrom(ukTime('2024-01-02T10:00'));
  await applyAsStranger(street, await street.open(undefined, { narrow: true }), NADIA);
  await applyAsStranger(street, await street.open(undefined, { scripting: false }), PIOTR);
  const nadia = await findPersonByEmail(street.db, NADIA.email);
  const piotr = await findPersonByEmail(street.db, PIOTR.email);
  if (!nadia || !piotr) throw new Error('Whoever applied is a person here.');

  // The coordinator offers both a place, and nobody hears before the announcement.
  rehearseFrom(ukTime('2024-01-15T09:00'));
  const desk = await street.open(coordinator);
  await desk.goto(`/desk/${run.id}`);
  await lookOver(desk);
  await desk.goto(`/desk/${run.id}/decisions`);
  await lookOver(desk);
  for (const name of [NADIA.name, PIOTR.name]) await desk.getByLabel(`Choose ${name}`).check();
  await desk.getByRole('button', { name: /offer/i }).first().click();
  await desk
    .getByRole('link', { name: /announce/i })
    .first()
    .click();
  await desk.waitForURL('**/announce');
  await lookOver(desk);
  const phone = await street.open(nadia, { narrow: true });
  await phone.goto('/');
  expect(await phone.textContent('main')).not.toContain('Accept your place');
  await announce(desk, `/desk/${run.id}`, '2 letters');

  // They accept, and the five workshops are theirs.
  await phone.goto('/');
  await lookOver(phone);
  await phone.getByRole('link', { name: 'Accept or decline' }).click();
  await phone.getByRole('button', { name: /^Accept/ }).click();
  await phone.getByRole('heading', { name: 'Your place is confirmed' }).waitFor();
  const plain = await street.open(piotr, { scripting: false });
  await plain.goto('/');
  await plain.getByRole('link', { name: 'Accept or decline' }).click();
  await plain.getByRole('button', { name: /^Accept/ }).click();
  await plain.getByRole('heading', { name: 'Your place is confirmed' }).waitFor();
  await phone.goto('/workshops');
  await lookOver(phone);

  // The first workshop: something to prepare, ticked; attendance marked at the door, on a phone.
  await addPreparation(desk, run.id, 'Read one portfolio');
  await prepare(phone, 'Read one portfolio');
  rehearseFrom(ukTime('2024-01-18T09:20'));
  const [workshop] = await workshopsOf(street.db, run.id);
  const door = await street.open(coordinator, { narrow: true });
  await markAttendance(door, `/desk/${run.id}/workshops/${workshop?.id}/attendance`, NADIA.name, PIOTR.name);

  // A pathway, and a registration that the awarding body confirms.
  rehearseFrom(ukTime('2024-01-22T13:00'));
  const writer = await street.open(nadia);
  await chooseAndAsk(writer);
  const office = await street.open(registrar);
  await confirmRegistration(office, NADIA.name);
  await writer.goto('/');
  await lookOver(writer);

  // The portfolio, written, shown, talked over in an office hour.
  rehearseFrom(ukTime('2024-02-20T10:00'));
  const author = await street.open(nadia);
  const home = await writeEverything(author);
  await addEvidence(author, home);
  await share(author, home, mentor.name);
  const reader = await street.open(mentor);
  await publishOfficeHours(reader);
  await bookOfficeHour(author);
  await comment(reader, home);
  await reader.goto('/mentoring');
  await lookOver(reader);
  await settleComment(author, home);

  // Submitted: a copy that cannot change.
  rehearseFrom(ukTime('2024-09-20T11:00'));
  const candidate = await street.open(nadia);
  const number = await handIn(candidate, home, NADIA.name);
  expect(number).toMatch(/^S-2024-/);

  // Checked in, judged by two who know nothing of each other, agreed, released without names.
  const registry = await street.open(registrar);
  await enrolAssessor(registry, gwen.id, 'University of Wexcombe');
  await enrolAssessor(registry, tomas.id, 'Northmoor College');
  const casePath = await checkInAndInvite(registry, NADIA.name);
  const first = await street.open(gwen);
  const second = await street.open(tomas);
  await judge(
    first,
    'Strong',
    'The two students who did find the calendar are the best of it. Say more of what you changed.',
  );
  await second.goto('/assessing');
  expect(await second.textContent('main')).not.toContain(gwen.name);
  await judge(
    second,
    'Adequate',
    'Complete and credible throughout. The wider context would carry one more example.',
  );
  await proposePass(first);
  await sign(second);
  await release(registry, casePath, NADIA.name, [gwen.name, tomas.name]);

  // The award, its certificate, and a stranger who verifies it.
  await expect.poll(async () => (await awardsOf(street.db, nadia.id)).length, { timeout: 10_000 }).toBe(1);
  const verification = await holdAward(candidate, [gwen.name, tomas.name]);
  const stranger = await street.open(undefined, { narrow: true });
  await stranger.goto(verification);
  await lookOver(stranger);
  expect(await stranger.textContent('main')).toContain(NADIA.name);
  expect(await street.broken()).toEqual([]);
}, 240_000);
