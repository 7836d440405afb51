import { beforeEach, expect, test } from 'vitest';
import { addOrganisation, giveHat, type Person } from '#people';
import type { Run } from '#programme';
import { announce } from '#platform/news.ts';
import { writeLetter } from '#platform/letters.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { samplePlace } from '../place/samples.ts';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';

let house: TestHouse;
let run: Run;
let coordinator: Person;
let registrar: Person;

beforeEach(async () => {
  house = await openHouse();
  run = await sampleRun(house);
  coordinator = await samplePersonWith(house, run, 'Farida Underhill', 'coordinator');
  registrar = await samplePersonWith(house, run, 'Ravi Mistry', 'registrar');
  await house.drain();
});

/** The table of seats is away for a while, so that nobody can be given one. */
async function failToSeat(name: string): Promise<Person> {
  const person = await samplePersonWith(house, run, name);
  await house.pool.query('alter table workshop.enrolment rename to enrolment_away');
  await samplePlace(house, run, person);
  await expect(house.drain()).rejects.toThrow();
  await house.pool.query('alter table workshop.enrolment_away rename to enrolment');
  return person;
}

async function strayLetter(change: Partial<Parameters<typeof writeLetter>[1]> = {}, to = coordinator) {
  const id = await house.write((tx) =>
    writeLetter(tx, {
      kind: 'workshop.series',
      to: { personId: to.id, name: to.name, address: to.email },
      words: { subject: 'What only its reader reads', greeting: 'Dear', paragraphs: [], signedBy: 'Us' },
      ...change,
    }),
  );
  await house.drain();
  await house.pool.query(
    `update platform.letter set state = 'bounced', sent_at = null, trouble = 'refused with 550' where id = $1`,
    [id],
  );
  return id;
}

const listOf = async (as: Person) => (await house.visit('/troubles', as)).text;

test('where everything went through, the page says what would stand here', async () => {
  expect(await listOf(coordinator)).toContain('Everything went through');
  expect((await house.visit('/desk', coordinator)).status).toBe(303);
  expect((await house.visit(`/desk/${run.id}`, coordinator)).text).not.toContain('that did not go through');
});

test('a seat that could not be given stands on the page and the desk, and is given when it is tried again', async () => {
  const amara = await failToSeat('Amara Udeh');
  const page = await listOf(coordinator);
  expect(page).toContain('Seat in the workshops, with its dates, for an accepted place');
  expect(page).toContain('Amara Udeh');
  expect(page).toContain('Tried once; again within a minute');
  expect((await house.visit(`/desk/${run.id}`, coordinator)).text).toContain(
    '1 thing that did not go through',
  );
  const [, job] = /troubles\/job\/(\d+)\/again/.exec(page) ?? [];
  const pressed = await house.submit(`/troubles/job/${job}/again`, {}, coordinator);
  expect(pressed.status).toBe(303);
  await house.drain();
  expect(await listOf(coordinator)).toContain('Everything went through');
  expect((await house.visit('/workshops', amara)).text).toContain('Is this for me?');
  const again = await house.submit(`/troubles/job/${job}/again`, {}, coordinator);
  expect(again.status).toBe(303);
  expect(await house.broken()).toEqual([]);
});

test('work that was given up says so, and its tries begin anew', async () => {
  await failToSeat('Amara Udeh');
  await house.pool.query(
    'update graphile_worker._private_jobs set attempts = 12 where last_error is not null',
  );
  expect(await listOf(coordinator)).toContain('Tried 12 times, given up');
  await house.submit('/troubles/again', {}, coordinator);
  expect(await listOf(coordinator)).toContain('Being tried again');
  await house.drain();
  expect(await listOf(coordinator)).toContain('Everything went through');
});

test('a refused letter is listed without its words, and can be sent again or left at that', async () => {
  const first = await strayLetter();
  const second = await strayLetter();
  const page = await listOf(coordinator);
  expect(page.match(/Letter about the workshops/g)).toHaveLength(2);
  expect(page).toContain('Refused by the receiving side');
  expect(page).not.toContain('What only its reader reads');
  await house.submit(`/troubles/letter/${first}/again`, {}, coordinator);
  await house.submit(`/troubles/letter/${second}/leave`, {}, coordinator);
  await house.drain();
  expect(await listOf(coordinator)).toContain('Everything went through');
  const { rows } = await house.pool.query(
    'select id, state, let_be_by from platform.letter where id = any($1::uuid[]) order by state',
    [[first, second]],
  );
  expect(rows).toEqual([
    { id: second, state: 'bounced', let_be_by: coordinator.id },
    { id: first, state: 'sent', let_be_by: null },
  ]);
});

test('coordinators mind the institution’s and registrars the body’s; nobody acts on what they do not mind', async () => {
  const ofCase = await strayLetter({ kind: 'assessment.invited' });
  const ofRun = await strayLetter({ about: `run:${run.id}` });
  expect(await listOf(coordinator)).not.toContain(ofCase);
  expect(await listOf(coordinator)).toContain(ofRun);
  expect(await listOf(registrar)).toContain(ofCase);
  expect(await listOf(registrar)).not.toContain(ofRun);
  await house.submit(`/troubles/letter/${ofCase}/leave`, {}, coordinator);
  expect(await listOf(registrar)).toContain(ofCase);
  const stranger = await samplePersonWith(house, run, 'Tomasz Wren', 'mentor');
  expect((await house.visit('/troubles', stranger)).status).toBe(404);
});

test('another institution’s coordinator sees none of it, and no name where it is not known whose matter it is', async () => {
  await strayLetter({ about: `run:${run.id}` });
  const other = await samplePersonWith(house, run, 'Carys Morgan');
  await house.write(async (tx) => {
    const organisation = await addOrganisation(tx, {
      slug: 'northfield',
      kind: 'institution',
      name: 'University of Northfield',
      unit: undefined,
      contactAddress: 'team@northfield.example',
      zone: 'Europe/London',
    });
    await giveHat(tx, { personId: other.id, organisationId: organisation.id, hat: 'coordinator' });
  });
  expect(await listOf(other)).toContain('Everything went through');
  await strayLetter({ to: { name: 'Asker Unplaced', address: 'asker@example.org' } });
  for (const viewer of [other, coordinator]) {
    expect(await listOf(viewer)).toContain('Letter about the workshops');
    expect(await listOf(viewer)).not.toContain('Asker Unplaced');
  }
});

test('a letter to sign in with is counted, and says nothing of whom it was for', async () => {
  await strayLetter({ kind: 'people.sign-in', secret: true });
  const page = await listOf(registrar);
  expect(page).toContain('Letter to sign in with');
  expect(page).not.toContain(coordinator.name);
});

test('thirty troubles cost as many queries as one', async () => {
  await strayLetter();
  await failToSeat('Amara Udeh');
  const few = await queriesOfPage(house, '/troubles', coordinator);
  for (let number = 0; number < 30; number++) {
    const personId = coordinator.id;
    const unknown = '00000000-0000-4000-8000-000000000000';
    await house.write((tx) =>
      announce(tx, 'place.reserved', { applicationId: unknown, runId: run.id, personId }),
    );
  }
  await expect(house.drain()).rejects.toThrow();
  expect((await listOf(coordinator)).match(/Letter about the reserve list/g)).toHaveLength(30);
  expect(await queriesOfPage(house, '/troubles', coordinator)).toHaveLength(few.length);
});
