import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { BASE, openHouse, type TestHouse } from '#test/house.ts';
import { findPersonByEmail } from './people.sql.ts';
import { identitiesOf, startProvider, type SampleProvider } from '#test/oidc-provider.ts';
import { browserAt, readSignInLetter, sampleInstitution, samplePerson, type Jar } from './samples.ts';

let house: TestHouse;
let provider: SampleProvider;

beforeAll(async () => {
  provider = await startProvider(BASE);
  house = await openHouse(provider.settings);
  await house.write((tx) => sampleInstitution(tx));
});

beforeEach(() => provider.forget());

afterEach(async () => expect(await house.broken()).toEqual([]));

afterAll(() => provider.close());

async function viewerOf(browser: Jar): Promise<string | undefined> {
  const page = await (await browser.get('/account')).text();
  return /<p class="address"><strong>([^<]+)</.exec(page)?.[1];
}

test('somebody new is in with their name and department as the provider gave them, and goes on to where they were going', async () => {
  provider.claims.new = {
    email: 'New@northfield.example',
    email_verified: true,
    name: 'Nia Price',
    department: 'Physics',
  };
  const { browser, answer } = await provider.signIn(house, 'new', '/programmes?year=2027');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/programmes?year=2027');
  expect(await viewerOf(browser)).toBe('new@northfield.example');
  const person = await findPersonByEmail(house.db, 'new@northfield.example');
  expect(person).toMatchObject({ name: 'Nia Price', department: 'Physics', isNamed: true });
  expect(await identitiesOf(house, person?.email ?? '')).toEqual(['new']);
});

test('a person is known again by subject, whatever address the provider claims next year', async () => {
  provider.claims.moved = { email: 'before@northfield.example', email_verified: true, name: 'Mo Vedder' };
  await provider.signIn(house, 'moved');
  await house.write((tx) => samplePerson(tx, 'After'));
  provider.claims.moved = { email: 'after@northfield.example', email_verified: true, name: 'Mo Vedder' };
  const { browser } = await provider.signIn(house, 'moved');
  expect(await viewerOf(browser)).toBe('before@northfield.example');
  expect(await identitiesOf(house, 'after@northfield.example')).toEqual([]);
});

test('a verified address that somebody here has opens their account, and tells them so by letter', async () => {
  const person = await house.write((tx) => samplePerson(tx, 'Here Before'));
  provider.claims.here = { email: person.email, email_verified: true, name: 'Another Spelling' };
  const { browser } = await provider.signIn(house, 'here');
  expect(await viewerOf(browser)).toBe(person.email);
  expect((await findPersonByEmail(house.db, person.email))?.name).toBe('Here Before');
  const letters = await house.db
    .selectFrom('platform.letter')
    .select('to_address')
    .where('kind', '=', 'people.provider-tied')
    .execute();
  expect(letters).toEqual([{ to_address: person.email }]);
});

test('S2.1: what the provider says is shown and not theirs to write; the name that they go by is', async () => {
  provider.claims.locked = {
    email: 'locked@northfield.example',
    email_verified: true,
    name: 'Katherine Lock',
    department: 'Physics',
  };
  const { browser } = await provider.signIn(house, 'locked');
  const page = await (await browser.get('/account')).text();
  expect(page).toMatch(/<dt>Department<\/dt><dd>Physics<\/dd>/);
  expect(page).not.toContain('name="department"');
  await browser.post('/account', { name: 'Kate Lock', department: 'Magic' });
  const person = await findPersonByEmail(house.db, 'locked@northfield.example');
  expect(person).toMatchObject({ name: 'Kate Lock', department: 'Physics' });
});

test.each([
  ['unverified', { email: 'victim.one@northfield.example', email_verified: false }],
  ['silent', { email: 'victim.two@northfield.example' }],
  ['nearly', { email: 'victim.three@northfield.example', email_verified: 'true' }],
])('an address that the provider does not vouch for (%s) opens nothing', async (login, said) => {
  const name = said.email.split('@')[0]?.replace('.', ' ') ?? '';
  await house.write((tx) => samplePerson(tx, name));
  provider.claims[login] = { ...said, name: 'Mallory' };
  const { browser, answer } = await provider.signIn(house, login);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('show us that an e-mail address is yours');
  expect(browser.cookies.has('waymark-session')).toBe(false);
  expect(await identitiesOf(house, said.email)).toEqual([]);
});

test('whoever then proves the address by letter, in that browser, is known at the provider from then on', async () => {
  provider.claims.entra = { email: 'entra@northfield.example', name: 'Enid Tran', department: 'Law' };
  const { browser } = await provider.signIn(house, 'entra', '/programmes');
  await browser.post('/sign-in/letter', { email: 'entra@northfield.example', to: '/programmes' });
  const { code } = await readSignInLetter(house.db, 'entra@northfield.example');
  expect(await (await browser.get('/sign-in/sent')).text()).toContain('(Enid Tran) opens this account too');
  const used = await browser.post('/sign-in/code', { code });
  expect(used.headers.get('location')).toBe('/programmes');
  const person = await findPersonByEmail(house.db, 'entra@northfield.example');
  expect(person).toMatchObject({ name: 'Enid Tran', department: 'Law' });
  const again = await provider.signIn(house, 'entra');
  expect(await viewerOf(again.browser)).toBe('entra@northfield.example');
});

test('a letter opened in another browser ties nothing: whoever sent it there gains nothing', async () => {
  const victim = await house.write((tx) => samplePerson(tx, 'Vera Quill'));
  provider.claims.attacker = { name: 'Mallory' };
  const { browser } = await provider.signIn(house, 'attacker');
  await browser.post('/sign-in/letter', { email: victim.email });
  const { link } = await readSignInLetter(house.db, victim.email);
  const own = browserAt(house);
  expect((await own.post(`/sign-in/link/${link}`, {})).status).toBe(303);
  expect(await identitiesOf(house, victim.email)).toEqual([]);
  expect((await provider.signIn(house, 'attacker')).answer.status).toBe(200);
});

test('a second account at the provider with the same verified address does not get in by it', async () => {
  provider.claims.first = { email: 'shared@northfield.example', email_verified: true, name: 'First Owner' };
  await provider.signIn(house, 'first');
  provider.claims.second = { email: 'shared@northfield.example', email_verified: true, name: 'Second Owner' };
  provider.forget();
  const { browser, answer } = await provider.signIn(house, 'second');
  expect(answer.status).toBe(200);
  await browser.post('/sign-in/letter', { email: 'shared@northfield.example' });
  const { link } = await readSignInLetter(house.db, 'shared@northfield.example');
  await browser.post(`/sign-in/link/${link}`, {});
  expect(await identitiesOf(house, 'shared@northfield.example')).toEqual(['first']);
});
