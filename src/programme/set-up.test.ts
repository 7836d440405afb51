import { beforeAll, expect, test } from 'vitest';
import { openFrameworks } from '#framework';
import { organisationsOf } from '#people';
import { openHouse } from '#test/house.ts';
import { programmesList } from './programme.sql.ts';
import { sampleProgramme } from './samples.ts';
import { setUpPath, slugOf } from './set-up.ts';

beforeAll(() => void openFrameworks('frameworks'));

const BEGINNING = {
  institution: 'Università della Marca',
  unit: '',
  contactAddress: 'team@marca.example',
  zone: 'Europe/Rome',
  termTable: '',
  editionId: 'alt-cmalt-2019-07',
  programme: 'CMALT at Marca',
  shortName: 'CMALT',
  bodyAddress: '',
  name: 'Lucia Ferri',
  email: 'lucia@marca.example',
};

test('an empty house is set up at its one address, and its first coordinator goes on to the first run', async () => {
  const house = await openHouse();
  expect((await house.visit(setUpPath())).status).toBe(200);
  const answer = await house.submit(setUpPath(), BEGINNING);
  expect(answer.status).toBe(303);
  const [programme] = await programmesList(house.db);
  expect(programme).toMatchObject({
    slug: 'cmalt',
    assessedHere: false,
    contactAddress: 'team@marca.example',
  });
  expect(answer.location).toBe(`/desk/new-run/${programme?.id}`);
  const cookie = answer.response.headers
    .getSetCookie()
    .find((one) => one.startsWith('waymark-session'))
    ?.split(';')[0];
  const next = await house.ask(
    new Request(`http://localhost:3000${answer.location}`, { headers: { cookie: cookie ?? '' } }),
  );
  expect(await next.text()).toContain('Make your first run');
  const [body] = await organisationsOf(house.db, 'awarding-body');
  expect(body).toMatchObject({ slug: 'alt', name: 'Association for Learning Technology' });
  expect(await house.broken()).toEqual([]);
});

test('the address works once, for one of several who try together', async () => {
  const house = await openHouse();
  const answers = await Promise.all([1, 2, 3, 4].map(() => house.submit(setUpPath(), BEGINNING)));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404, 404, 404]);
  expect(await organisationsOf(house.db, 'institution')).toHaveLength(1);
  expect((await house.visit(setUpPath())).status).toBe(404);
});

test('no other address sets a house up, and none does where someone lives', async () => {
  const house = await openHouse();
  expect((await house.visit('/setup/guess')).status).toBe(404);
  expect((await house.submit(`${setUpPath().slice(0, -1)}x`, BEGINNING)).status).toBe(404);
  await sampleProgramme(house);
  expect((await house.visit(setUpPath())).status).toBe(404);
  expect((await house.submit(setUpPath(), BEGINNING)).status).toBe(404);
});

test('a malformed beginning gets 422 with the words kept, and nothing is set up', async () => {
  const house = await openHouse();
  for (const fault of [
    { zone: 'Mars/Olympus' },
    { editionId: 'nothing' },
    { termTable: '../etc' },
    { contactAddress: 'no address' },
    { bodyAddress: 'x' },
    { institution: '' },
    { institution: 'x'.repeat(201) },
  ]) {
    const { status, text } = await house.submit(setUpPath(), { ...BEGINNING, ...fault });
    expect(status, JSON.stringify(fault)).toBe(422);
    expect(text).toContain('Lucia Ferri');
  }
  expect(await organisationsOf(house.db, 'institution')).toEqual([]);
});

test('a name becomes an address, whatever it is written in', () => {
  expect(slugOf('Université de Genève', 'x')).toBe('universite-de-geneve');
  expect(slugOf('東京大学', 'institution')).toBe('institution');
  expect(slugOf('  --A & B--  ', 'x')).toBe('a-b');
});
