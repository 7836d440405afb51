import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { HATS, type Organisation, type Person } from './person.ts';
import { HATS_AT, refusalToGive, refusalToTake } from './hats.ts';
import { giveHat, takeHat, wearersOf } from './people.sql.ts';
import { sampleBody, sampleInstitution, samplePerson } from './samples.ts';

let house: TestHouse;
let university: Organisation;
let body: Organisation;
let coordinator: Person;
let registrar: Person;

beforeAll(async () => {
  house = await openHouse();
  university = await house.write((tx) => sampleInstitution(tx));
  body = await house.write((tx) => sampleBody(tx));
  coordinator = await house.write((tx) =>
    samplePerson(tx, 'Carys Morgan', { hat: 'coordinator', organisation: university }),
  );
  registrar = await house.write((tx) =>
    samplePerson(tx, 'Ravi Mistry', { hat: 'registrar', organisation: body }),
  );
});

afterEach(async () => expect(await house.broken()).toEqual([]));

function give(fields: Record<string, string>, as: Person = coordinator, at: Organisation = university) {
  return house.submit(`/people/hats/${at.id}/give`, fields, as);
}

function take(person: Person, hat: string, as: Person = coordinator, at: Organisation = university) {
  return house.submit(`/people/hats/${at.id}/take`, { person: person.id, hat }, as);
}

async function lettersTo(email: string): Promise<string[]> {
  const rows = await house.db
    .selectFrom('platform.letter')
    .select('text')
    .where('to_address', '=', email)
    .where('kind', '=', 'people.hat-given')
    .execute();
  return rows.map(({ text }) => text);
}

describe('giving a role', () => {
  test('to somebody unknown adds them, tells them by letter, and works at their first click', async () => {
    const { status, location } = await give({
      name: 'Maya Lindqvist',
      email: 'Maya@northfield.example',
      hat: 'mentor',
    });
    expect([status, location]).toEqual([303, `/people/hats/${university.id}`]);
    const [mentor] = await wearersOf(house.db, university.id, 'mentor');
    expect(mentor).toMatchObject({ name: 'Maya Lindqvist', email: 'maya@northfield.example', isNamed: true });
    const [letter] = await lettersTo('maya@northfield.example');
    expect(letter).toMatch(/Carys Morgan gave you a role at University of Northfield\.[^]*Your role: Mentor/);
    const { text } = await house.visit('/account', mentor);
    expect(text).toContain('Mentor');
  });

  test('twice, or twenty times at once, gives it once and writes one letter', async () => {
    const fields = { name: 'Sol Pereira', email: 'sol@northfield.example', hat: 'selector' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => give(fields)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    expect(await wearersOf(house.db, university.id, 'selector')).toHaveLength(1);
    expect(await lettersTo('sol@northfield.example')).toHaveLength(1);
  });

  test('does not rename somebody who is here already', async () => {
    const person = await house.write((tx) => samplePerson(tx, 'Ines Duarte'));
    await give({ name: 'Somebody Else', email: person.email, hat: 'mentor' });
    const mentors = await wearersOf(house.db, university.id, 'mentor');
    expect(mentors.find(({ id }) => id === person.id)?.name).toBe('Ines Duarte');
  });

  test.each([
    [{ name: '', email: 'a@x.example', hat: 'mentor' }, 'Their name is missing'],
    [{ name: 'A', email: 'nope', hat: 'mentor' }, 'must be an e-mail address'],
    [{ name: 'A', email: 'a@x.example', hat: '' }, 'Choose a role'],
    [{ name: 'A', email: 'a@x.example', hat: 'assessor' }, 'Choose a role'],
    [{ name: 'A', email: 'a@x.example', hat: 'emperor' }, 'Choose a role'],
    [{ name: 'z'.repeat(300), email: 'kept@x.example', hat: 'mentor' }, 'kept@x.example'],
    [{}, 'Their name is missing'],
  ])('%j is sent back', async (fields, says) => {
    const { status, text } = await give(fields);
    expect(status).toBe(422);
    expect(text).toContain(says);
  });

  test('shows a hostile name as text, on the page and in the letter', async () => {
    await give({ name: '<script>alert(1)</script>', email: 'hostile@x.example', hat: 'mentor' });
    const { text } = await house.visit(`/people/hats/${university.id}`, coordinator);
    expect(text).toContain('&lt;script>alert(1)');
    expect(text).not.toContain('<script>alert');
    const { html } = await house.db
      .selectFrom('platform.letter')
      .select('html')
      .where('to_address', '=', 'hostile@x.example')
      .executeTakeFirstOrThrow();
    expect(html).not.toContain('<script>alert');
  });
});

describe('who may', () => {
  test('see and change the roles: the keepers of that organisation, and for everyone else there is no such page', async () => {
    const mentor = await house.write((tx) =>
      samplePerson(tx, 'Only Mentor', { hat: 'mentor', organisation: university }),
    );
    const pages: [Person, Organisation, number][] = [
      [coordinator, university, 200],
      [registrar, body, 200],
      [coordinator, body, 404],
      [registrar, university, 404],
      [mentor, university, 404],
    ];
    for (const [person, organisation, status] of pages) {
      expect((await house.visit(`/people/hats/${organisation.id}`, person)).status).toBe(status);
      if (status === 404) {
        const fields = { name: 'X', email: 'x@x.example', hat: HATS_AT[organisation.kind][1] ?? '' };
        expect((await give(fields, person, organisation)).status).toBe(404);
        expect((await take(coordinator, 'coordinator', person, organisation)).status).toBe(404);
      }
    }
    expect((await house.visit(`/people/hats/${university.id}`)).location).toContain('/sign-in?to=');
    expect((await house.visit(`/people/hats/${crypto.randomUUID()}`, coordinator)).status).toBe(404);
  });
});

describe('taking a role back', () => {
  test('shuts its doors at the next click', async () => {
    const second = await house.write((tx) =>
      samplePerson(tx, 'Second Keeper', { hat: 'coordinator', organisation: university }),
    );
    expect((await house.visit(`/people/hats/${university.id}`, second)).status).toBe(200);
    expect((await take(second, 'coordinator')).status).toBe(303);
    expect((await house.visit(`/people/hats/${university.id}`, second)).status).toBe(404);
    expect((await take(second, 'coordinator')).status).toBe(303);
  });

  test('is refused for the last coordinator, and for the last registrar', async () => {
    for (const [person, hat, organisation] of [
      [coordinator, 'coordinator', university],
      [registrar, 'registrar', body],
    ] as const) {
      const { status, text } = await take(person, hat, person, organisation);
      expect(status).toBe(409);
      expect(text).toContain(`the only ${hat} left`);
    }
  });

  test('at once by two coordinators from each other leaves one, ten times of ten', async () => {
    for (let round = 0; round < 10; round++) {
      const [first, second] = await Promise.all([
        house.write((tx) => samplePerson(tx, `First ${round}`)),
        house.write((tx) => samplePerson(tx, `Second ${round}`)),
      ]);
      await house.write(async (tx) => {
        for (const { id: personId } of [first, second])
          await giveHat(tx, { personId, organisationId: university.id, hat: 'coordinator' });
        await takeHat(tx, { personId: coordinator.id, organisationId: university.id, hat: 'coordinator' });
      });
      const answers = await Promise.all([
        take(second, 'coordinator', first),
        take(first, 'coordinator', second),
      ]);
      expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1);
      const left = await wearersOf(house.db, university.id, 'coordinator');
      expect(left).toHaveLength(1);
      await house.write(async (tx) => {
        await giveHat(tx, { personId: coordinator.id, organisationId: university.id, hat: 'coordinator' });
        for (const { id: personId } of left)
          await takeHat(tx, { personId, organisationId: university.id, hat: 'coordinator' });
      });
    }
  });

  test.each([
    { person: 'not-a-uuid', hat: 'mentor' },
    { person: '', hat: '' },
    { person: crypto.randomUUID(), hat: 'assessor' },
  ])('with %j is sent back', async (fields) => {
    const { status } = await house.submit(`/people/hats/${university.id}/take`, fields, coordinator);
    expect(status).toBe(422);
  });
});

test('every hat is worn at one kind of organisation, and only keepers are counted', () => {
  for (const hat of HATS) {
    const kinds = (['institution', 'awarding-body'] as const).filter((kind) => !refusalToGive(kind, hat));
    expect(kinds).toHaveLength(1);
    const [kind = 'institution'] = kinds;
    const isKeeper = HATS_AT[kind][0] === hat;
    expect(refusalToTake(kind, hat, 1)?.code).toBe(isKeeper ? 'last-keeper' : undefined);
    expect(refusalToTake(kind, hat, 2)).toBeUndefined();
  }
});

test('the list makes as many queries for thirty people as for one', async () => {
  const page = `/people/hats/${university.id}`;
  const before = await queriesOfPage(house, page, coordinator);
  await house.write(async (tx) => {
    for (let number = 0; number < 30; number++)
      await samplePerson(tx, `Crowd ${number}`, { hat: 'mentor', organisation: university });
  });
  expect(before.length).toBeGreaterThan(1);
  expect(await queriesOfPage(house, page, coordinator)).toHaveLength(before.length);
});
