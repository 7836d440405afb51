import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import * as samlify from 'samlify';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { bring, leaveFor, signInBySaml } from '#test/saml-house.ts';
import { startSamlProvider, type SamlProvider } from '#test/saml-provider.ts';
import { giveHat, findPersonByEmail } from './people.sql.ts';
import { browserAt, readSignInLetter, sampleInstitution, samplePerson, type Jar } from './samples.ts';
import { identitiesOf } from '#test/oidc-provider.ts';

let house: TestHouse;
let provider: SamlProvider;

beforeAll(async () => {
  provider = await startSamlProvider();
  house = await openHouse(provider.settings);
  await house.write((tx) => sampleInstitution(tx));
  provider.learn((await house.visit('/sign-in/saml/metadata')).text);
});

beforeEach(() => provider.change({}));
afterEach(async () => {
  releaseClock();
  expect(await house.broken()).toEqual([]);
});
afterAll(() => provider.close());

const SUBJECT_ID = 'urn:oasis:names:tc:SAML:attribute:subject-id';
const MAIL = 'urn:oid:0.9.2342.19200300.100.1.3';
const NAME = 'urn:oid:2.16.840.1.113730.3.1.241';
const DEPARTMENT = 'urn:oid:2.5.4.11';

/** Gives somebody an account at the provider. */
function enrol(login: string, said: Record<string, string> = {}): string {
  const email = `${login}@northfield.example`;
  const attributes = { [SUBJECT_ID]: `${login}-1@northfield.example`, [MAIL]: email, ...said };
  provider.directory[login] = { attributes };
  return email;
}

const signIn = (login: string, to = '/') => signInBySaml(house, provider, login, to);

async function viewerOf(browser: Jar): Promise<string | undefined> {
  const page = await (await browser.get('/account')).text();
  return /<p class="address"><strong>([^<]+)</.exec(page)?.[1];
}

test('S2.1: somebody new is in by SAML with the name, address and department of the directory, and goes on to where they were going', async () => {
  enrol('new', { [MAIL]: 'New@northfield.example', [NAME]: 'Nia Price', [DEPARTMENT]: 'Physics' });
  const { browser, taken, answer } = await signIn('new', '/programmes?year=2027');
  expect(taken.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/programmes?year=2027');
  expect(await viewerOf(browser)).toBe('new@northfield.example');
  const person = await findPersonByEmail(house.db, 'new@northfield.example');
  expect(person).toMatchObject({ name: 'Nia Price', department: 'Physics', isNamed: true });
  expect(await identitiesOf(house, 'new@northfield.example')).toEqual([
    'subject-id new-1@northfield.example',
  ]);
});

test('S2.1: an assertion that is encrypted for us is read like any other', async () => {
  const email = enrol('sealed', { [NAME]: 'Selma Ide', [DEPARTMENT]: 'Law' });
  provider.change({ encrypted: true });
  const { browser, posted } = await signIn('sealed');
  expect(Buffer.from(posted.fields.SAMLResponse ?? '', 'base64').toString()).not.toContain('Selma');
  expect(await viewerOf(browser)).toBe(email);
});

test('S2.1: the request is signed, so that the provider refuses one that was changed on the way', async () => {
  enrol('changed');
  const location = await leaveFor(browserAt(house));
  const other = await leaveFor(browserAt(house));
  const request = /SAMLRequest=[^&]+/;
  const mixed = location.replace(request, request.exec(other)?.[0] ?? '');
  await expect(provider.walk(mixed, 'changed')).rejects.toThrow('refused');
  expect((await provider.walk(location, 'changed')).fields.SAMLResponse).toBeTruthy();
});

test('S2.1: our metadata stand at one address, do not change, and say our keys, what we ask for and where answers go', async () => {
  const first = await house.visit('/sign-in/saml/metadata');
  expect(first.response.headers.get('content-type')).toContain('application/samlmetadata+xml');
  expect((await house.visit('/sign-in/saml/metadata')).text).toBe(first.text);
  const read = samlify.ServiceProvider({ metadata: first.text }).entityMeta;
  expect(read.getEntityID()).toBe('http://localhost:3000/sign-in/saml/metadata');
  expect(read.getAssertionConsumerService('post')).toBe('http://localhost:3000/sign-in/saml/back');
  expect(read.isAuthnRequestSigned()).toBe(true);
  expect(read.isWantAssertionsSigned()).toBe(true);
  expect(read.getX509Certificate('encryption')).toBe(read.getX509Certificate('signing'));
  for (const asked of [SUBJECT_ID, MAIL, NAME, DEPARTMENT]) expect(first.text).toContain(`Name="${asked}"`);
});

test('S2.1: a person is known again by subject, whatever address the directory has next year', async () => {
  enrol('moved', { [MAIL]: 'before@northfield.example', [NAME]: 'Mo Vedder' });
  await signIn('moved');
  await house.write((tx) => samplePerson(tx, 'After'));
  enrol('moved', { [MAIL]: 'after@northfield.example', [NAME]: 'Mo Vedder' });
  const { browser } = await signIn('moved');
  expect(await viewerOf(browser)).toBe('before@northfield.example');
  expect(await identitiesOf(house, 'after@northfield.example')).toEqual([]);
});

test.each([
  [
    'a pairwise-id',
    { 'urn:oasis:names:tc:SAML:attribute:pairwise-id': 'PW77@northfield.example' },
    undefined,
    'pairwise-id pw77@northfield.example',
  ],
  ['a persistent NameID', {}, 'Zm9v+/=', 'persistent Zm9v+/='],
])('S2.1: %s is enough to be known again by', async (title, attributes, persistent, kept) => {
  const email = `${title.replaceAll(/\W+/g, '.').toLowerCase()}@northfield.example`;
  provider.directory.lasting = {
    attributes: { mail: email, displayName: 'La Sting', ...attributes },
    ...(persistent && { persistent }),
  };
  for (let time = 0; time < 2; time++) expect(await viewerOf((await signIn('lasting')).browser)).toBe(email);
  expect(await identitiesOf(house, email)).toEqual([kept]);
});

test('S2.1: a provider that begins to send a name that lasts longer keeps its people, also when it drops the old one', async () => {
  const mail = 'renamed@northfield.example';
  provider.directory.renamed = { attributes: { mail }, persistent: 'old-name' };
  await signIn('renamed');
  provider.directory.renamed = {
    attributes: { mail, [SUBJECT_ID]: 'r1@northfield.example' },
    persistent: 'old-name',
  };
  expect(await viewerOf((await signIn('renamed')).browser)).toBe(mail);
  provider.directory.renamed = { attributes: { [SUBJECT_ID]: 'R1@northfield.example' } };
  expect(await viewerOf((await signIn('renamed')).browser)).toBe(mail);
  expect(await identitiesOf(house, mail)).toEqual(['subject-id r1@northfield.example']);
});

test('S2.1: an address in a domain of the provider opens the account that was here, and its owner hears of it', async () => {
  const person = await house.write((tx) => samplePerson(tx, 'Here Before'));
  enrol('here', { [MAIL]: person.email, [NAME]: 'Another Spelling' });
  const { browser } = await signIn('here');
  expect(await viewerOf(browser)).toBe(person.email);
  expect((await findPersonByEmail(house.db, person.email))?.name).toBe('Here Before');
  const letters = await house.db
    .selectFrom('platform.letter')
    .select('to_address')
    .where('kind', '=', 'people.provider-tied')
    .where('to_address', '=', person.email)
    .execute();
  expect(letters).toHaveLength(1);
});

test('S2.1: an address elsewhere opens nothing until its owner proves it by letter, in that browser', async () => {
  enrol('elsewhere', { [MAIL]: 'someone@mail.example', [NAME]: 'Elsa Where', [DEPARTMENT]: 'Music' });
  const { browser, answer } = await signIn('elsewhere', '/programmes');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('show us that an e-mail address is yours');
  expect(browser.cookies.has('waymark-session')).toBe(false);
  await browser.post('/sign-in/letter', { email: 'someone@mail.example', to: '/programmes' });
  const { code } = await readSignInLetter(house.db, 'someone@mail.example');
  expect((await browser.post('/sign-in/code', { code })).headers.get('location')).toBe('/programmes');
  expect(await viewerOf((await signIn('elsewhere')).browser)).toBe('someone@mail.example');
  const person = await findPersonByEmail(house.db, 'someone@mail.example');
  expect(person).toMatchObject({ name: 'Elsa Where', department: 'Music' });
});

test('S2.1: what the directory says is shown and not theirs to write; the name that they go by is', async () => {
  const email = enrol('locked', { [NAME]: 'Katherine Lock', [DEPARTMENT]: 'Physics' });
  const { browser } = await signIn('locked');
  const page = await (await browser.get('/account')).text();
  expect(page).toMatch(/<dt>Name<\/dt><dd>Katherine Lock<\/dd>/);
  expect(page).toMatch(/<dt>E-mail<\/dt><dd>locked@northfield.example<\/dd>/);
  expect(page).toMatch(/<dt>Department<\/dt><dd>Physics<\/dd>/);
  expect(page).not.toContain('name="department"');
  expect(page).not.toContain('name="email"');
  const saved = await browser.post('/account', {
    name: 'Kate Lock',
    department: 'Magic',
    email: 'mine@evil.example',
  });
  expect(saved.status).toBe(303);
  const person = await findPersonByEmail(house.db, email);
  expect(person).toMatchObject({ name: 'Kate Lock', department: 'Physics' });
});

test('S2.1: at the next sign-in the department follows the directory, and a name does unless they chose their own', async () => {
  const [own, plain] = [enrol('own', { [NAME]: 'Robert Own' }), enrol('plain', { [NAME]: 'Ann Plain' })];
  await (await signIn('own')).browser.post('/account', { name: 'Bob Own' });
  await signIn('plain');
  enrol('own', { [NAME]: 'Robert Owen', [DEPARTMENT]: 'Music' });
  enrol('plain', { [NAME]: 'Ann Wed', [DEPARTMENT]: 'Music' });
  for (const login of ['own', 'plain']) await signIn(login);
  expect(await findPersonByEmail(house.db, own)).toMatchObject({ name: 'Bob Own', department: 'Music' });
  expect(await findPersonByEmail(house.db, plain)).toMatchObject({ name: 'Ann Wed', department: 'Music' });
});

test('S2.1: a department that the directory does not know is theirs to write', async () => {
  const email = enrol('open', { [NAME]: 'Op En' });
  const { browser } = await signIn('open');
  expect(await (await browser.get('/account')).text()).toContain('name="department"');
  await browser.post('/account', { name: 'Op En', department: 'Botany' });
  expect((await findPersonByEmail(house.db, email))?.department).toBe('Botany');
});

test('S2.1: whoever has not come that way for 400 days says their own department again', async () => {
  const email = enrol('left', { [NAME]: 'Le Ft', [DEPARTMENT]: 'Physics' });
  stopClockAt('2026-01-05T09:00:00Z');
  await signIn('left');
  stopClockAt('2027-02-20T09:00:00Z');
  const browser = browserAt(house);
  await browser.post('/sign-in/letter', { email });
  await browser.post(`/sign-in/link/${(await readSignInLetter(house.db, email)).link}`, {});
  await browser.post('/account', { name: 'Le Ft', department: 'Elsewhere' });
  expect((await findPersonByEmail(house.db, email))?.department).toBe('Elsewhere');
});

test('S2.1: a head of department keeps the department whose figures they see, whatever the directory says', async () => {
  const institution = await house.write((tx) => sampleInstitution(tx, { slug: 'second' }));
  const head = await house.write((tx) => samplePerson(tx, 'Hedda Head'));
  await house.write((tx) =>
    giveHat(tx, { personId: head.id, organisationId: institution.id, hat: 'head-of-department' }),
  );
  await house.pool.query(`update people.person set department = 'Chemistry' where id = $1`, [head.id]);
  enrol('head', { [MAIL]: head.email, [DEPARTMENT]: 'Physics' });
  const { browser } = await signIn('head');
  expect((await findPersonByEmail(house.db, head.email))?.department).toBe('Chemistry');
  expect(await (await browser.get('/account')).text()).toContain('Your department is Chemistry.');
});

test('S2.1: somebody without a name in the directory is asked for one, once', async () => {
  enrol('nameless');
  expect((await signIn('nameless', '/programmes')).answer.headers.get('location')).toBe(
    '/account/name?to=%2Fprogrammes',
  );
});

test('S2.1: signing out ends the session here, and the provider is not asked', async () => {
  enrol('leaver', { [NAME]: 'Lea Ver' });
  const { browser } = await signIn('leaver');
  const out = await browser.post('/sign-out', {});
  expect(out.headers.get('location')).toBe('/');
  expect(await viewerOf(browser)).toBeUndefined();
});

test('S2.1: a new session at every sign-in: the one that this browser had is over', async () => {
  enrol('twice', { [NAME]: 'Twi Ce' });
  const { browser } = await signIn('twice');
  const before = browser.cookies.get('waymark-session') ?? '';
  const posted = await provider.walk(await leaveFor(browser), 'twice');
  await bring(house, browser, posted);
  await browser.get('/sign-in/saml/in');
  expect(browser.cookies.get('waymark-session')).not.toBe(before);
  const thief = browserAt(house);
  thief.cookies.set('waymark-session', before);
  expect(await viewerOf(thief)).toBeUndefined();
});

test('S2.1: the sign-in page offers the work account first, and keeps the way on', async () => {
  const { text } = await house.visit('/sign-in?to=/programmes');
  expect(text).toContain('href="/sign-in/saml?to=%2Fprogrammes"');
  expect(text).toContain('Sign in with your University of Northfield account');
  expect(text.match(/button first/g)).toHaveLength(1);
});

test('S2.1: a browser that looks ahead is not sent to the provider', async () => {
  const ahead = { 'sec-purpose': 'prefetch' };
  expect((await browserAt(house).get('/sign-in/saml', ahead)).status).toBe(204);
  expect((await browserAt(house).get('/sign-in/saml/in', ahead)).status).toBe(204);
});
