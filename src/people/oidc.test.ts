import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openHouse, BASE, type TestHouse } from '#test/house.ts';
import { findPersonByEmail } from './people.sql.ts';
import type { Person } from './person.ts';
import {
  browserAt,
  keepCookies,
  readSignInLetter,
  sampleInstitution,
  samplePerson,
  type Jar,
} from './samples.ts';

/** What the provider says of whoever signs in there, by login; each test writes its own. */
const claims: Record<string, Record<string, unknown>> = {};

let house: TestHouse;
let server: Server;
let issuer: string;

const configuration: Configuration = {
  clients: [
    {
      client_id: 'waymark',
      client_secret: 'a-secret-of-the-test-only-0123456789',
      redirect_uris: [`${BASE}/sign-in/oidc/back`],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name', 'given_name', 'family_name', 'department'],
  },
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => true },
  cookies: { keys: ['a key of the test'] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...claims[id] }) }),
};

beforeAll(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configuration);
  const handle = provider.callback();
  server.on('request', (request, response) => void handle(request, response));
  house = await openHouse({
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'waymark',
    OIDC_CLIENT_SECRET: 'a-secret-of-the-test-only-0123456789',
  });
  await house.write((tx) => sampleInstitution(tx));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

let atProvider: Map<string, string>;
beforeEach(() => {
  atProvider = new Map();
});

afterEach(async () => expect(await house.broken()).toEqual([]));

/** One request to the provider, with its cookies. */
async function askProvider(address: string, form?: Record<string, string>): Promise<Response> {
  const cookie = [...atProvider].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(new URL(address, issuer), {
    headers: { cookie },
    redirect: 'manual',
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  });
  keepCookies(atProvider, response);
  return response;
}

/** Walks the provider's own pages, login then consent, until it sends the browser back to us; answers where to. */
async function walkProvider(start: string, login: string, abort = false): Promise<string> {
  let address = start;
  for (let step = 0; step < 12; step++) {
    let response = await askProvider(address);
    if (response.status === 200) {
      const page = await response.text();
      const path = new URL(address, issuer).pathname;
      if (abort) response = await askProvider(`${path}/abort`);
      else if (page.includes('name="login"'))
        response = await askProvider(path, { prompt: 'login', login, password: 'any' });
      else response = await askProvider(path, { prompt: 'consent' });
    }
    address = new URL(response.headers.get('location') ?? '', address.startsWith('http') ? address : issuer)
      .href;
    if (address.startsWith(BASE)) return address.slice(BASE.length);
  }
  throw new Error('The provider never sent the browser back.');
}

async function leaveFor(browser: Jar, to = '/'): Promise<string> {
  const start = await browser.get(`/sign-in/oidc?to=${encodeURIComponent(to)}`);
  expect(start.status).toBe(303);
  return start.headers.get('location') ?? '';
}

async function signIn(login: string, to = '/', browser = browserAt(house)) {
  const back = await walkProvider(await leaveFor(browser, to), login);
  return { browser, back, answer: await browser.get(back, { 'sec-fetch-site': 'cross-site' }) };
}

async function viewerOf(browser: Jar): Promise<string | undefined> {
  const page = await (await browser.get('/account')).text();
  return /<dt>E-mail<\/dt><dd>([^<]+)</.exec(page)?.[1];
}

async function identitiesOf(person: Person | undefined): Promise<string[]> {
  const rows = await house.db
    .selectFrom('people.identity')
    .select('subject')
    .where('person_id', '=', person?.id ?? '')
    .execute();
  return rows.map(({ subject }) => subject);
}

test('somebody new is in with their name and department as the provider gave them, and goes on to where they were going', async () => {
  claims.new = {
    email: 'New@northfield.example',
    email_verified: true,
    name: 'Nia Price',
    department: 'Physics',
  };
  const { browser, answer } = await signIn('new', '/programmes?year=2027');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/programmes?year=2027');
  expect(await viewerOf(browser)).toBe('new@northfield.example');
  const person = await findPersonByEmail(house.db, 'new@northfield.example');
  expect(person).toMatchObject({ name: 'Nia Price', department: 'Physics', isNamed: true });
  expect(await identitiesOf(person)).toEqual(['new']);
});

test('a person is known again by subject, whatever address the provider claims next year', async () => {
  claims.moved = { email: 'before@northfield.example', email_verified: true, name: 'Mo Vedder' };
  await signIn('moved');
  await house.write((tx) => samplePerson(tx, 'After'));
  claims.moved = { email: 'after@northfield.example', email_verified: true, name: 'Mo Vedder' };
  const { browser } = await signIn('moved');
  expect(await viewerOf(browser)).toBe('before@northfield.example');
  expect(await identitiesOf(await findPersonByEmail(house.db, 'after@northfield.example'))).toEqual([]);
});

test('a verified address that somebody here has opens their account, and tells them so by letter', async () => {
  const person = await house.write((tx) => samplePerson(tx, 'Here Before'));
  claims.here = { email: person.email, email_verified: true, name: 'Another Spelling' };
  const { browser } = await signIn('here');
  expect(await viewerOf(browser)).toBe(person.email);
  expect((await findPersonByEmail(house.db, person.email))?.name).toBe('Here Before');
  const letters = await house.db
    .selectFrom('platform.letter')
    .select('to_address')
    .where('kind', '=', 'people.provider-tied')
    .execute();
  expect(letters).toEqual([{ to_address: person.email }]);
});

test.each([
  ['unverified', { email: 'victim.one@northfield.example', email_verified: false }],
  ['silent', { email: 'victim.two@northfield.example' }],
  ['nearly', { email: 'victim.three@northfield.example', email_verified: 'true' }],
])('an address that the provider does not vouch for (%s) opens nothing', async (login, said) => {
  const name = said.email.split('@')[0]?.replace('.', ' ') ?? '';
  await house.write((tx) => samplePerson(tx, name));
  claims[login] = { ...said, name: 'Mallory' };
  const { browser, answer } = await signIn(login);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('show us that an e-mail address is yours');
  expect(browser.cookies.has('waymark-session')).toBe(false);
  expect(await identitiesOf(await findPersonByEmail(house.db, said.email))).toEqual([]);
});

test('whoever then proves the address by letter, in that browser, is known at the provider from then on', async () => {
  claims.entra = { email: 'entra@northfield.example', name: 'Enid Tran', department: 'Law' };
  const { browser } = await signIn('entra', '/programmes');
  await browser.post('/sign-in/letter', { email: 'entra@northfield.example', to: '/programmes' });
  const { code } = await readSignInLetter(house.db, 'entra@northfield.example');
  expect(await (await browser.get('/sign-in/sent')).text()).toContain('(Enid Tran) opens this account too');
  const used = await browser.post('/sign-in/code', { code });
  expect(used.headers.get('location')).toBe('/programmes');
  const person = await findPersonByEmail(house.db, 'entra@northfield.example');
  expect(person).toMatchObject({ name: 'Enid Tran', department: 'Law' });
  const again = await signIn('entra');
  expect(await viewerOf(again.browser)).toBe('entra@northfield.example');
});

test('a letter opened in another browser ties nothing: whoever sent it there gains nothing', async () => {
  const victim = await house.write((tx) => samplePerson(tx, 'Vera Quill'));
  claims.attacker = { name: 'Mallory' };
  const { browser } = await signIn('attacker');
  await browser.post('/sign-in/letter', { email: victim.email });
  const { link } = await readSignInLetter(house.db, victim.email);
  const own = browserAt(house);
  expect((await own.post(`/sign-in/link/${link}`, {})).status).toBe(303);
  expect(await identitiesOf(victim)).toEqual([]);
  expect((await signIn('attacker')).answer.status).toBe(200);
});

test('a second account at the provider with the same verified address does not get in by it', async () => {
  claims.first = { email: 'shared@northfield.example', email_verified: true, name: 'First Owner' };
  await signIn('first');
  claims.second = { email: 'shared@northfield.example', email_verified: true, name: 'Second Owner' };
  atProvider.clear();
  const { browser, answer } = await signIn('second');
  expect(answer.status).toBe(200);
  await browser.post('/sign-in/letter', { email: 'shared@northfield.example' });
  const { link } = await readSignInLetter(house.db, 'shared@northfield.example');
  await browser.post(`/sign-in/link/${link}`, {});
  expect(await identitiesOf(await findPersonByEmail(house.db, 'shared@northfield.example'))).toEqual([
    'first',
  ]);
});

test('an answer with another state, in another browser, or for the second time signs nobody in', async () => {
  claims.replay = { email: 'replay@northfield.example', email_verified: true, name: 'Ray Play' };
  const browser = browserAt(house);
  const back = await walkProvider(await leaveFor(browser), 'replay');
  const forged = back.replace(/state=[^&]+/, 'state=forged');
  expect((await browser.get(forged)).status).toBe(409);
  expect((await browser.get('/sign-in/oidc/back?code=x')).status).toBe(409);
  const other = browserAt(house);
  expect((await other.get(back)).status).toBe(409);
  await leaveFor(other);
  expect((await other.get(back)).status).toBe(409);
  const stolen = new Map(browser.cookies);
  expect((await browser.get(back)).status).toBe(303);
  for (const [name, value] of stolen) other.cookies.set(name, value);
  const replayed = await other.get(back);
  expect(replayed.status).toBe(409);
  expect(other.cookies.has('waymark-session')).toBe(false);
});

test('an answer used by ten at once opens one session', async () => {
  claims.race = { email: 'race@northfield.example', email_verified: true, name: 'Ra Ce' };
  const browser = browserAt(house);
  const back = await walkProvider(await leaveFor(browser), 'race');
  const answers = await Promise.all(Array.from({ length: 10 }, () => browser.get(back)));
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
});

test('a first visit by two browsers at once makes one person with one identity', async () => {
  claims.twin = { email: 'twin@northfield.example', email_verified: true, name: 'Twin' };
  const pair = [];
  for (const browser of [browserAt(house), browserAt(house)])
    pair.push({ browser, back: await walkProvider(await leaveFor(browser), 'twin') });
  const answers = await Promise.all(pair.map(({ browser, back }) => browser.get(back)));
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(await identitiesOf(await findPersonByEmail(house.db, 'twin@northfield.example'))).toEqual(['twin']);
});

test('who declines at the provider is told so, with the other way in', async () => {
  const browser = browserAt(house);
  const back = await walkProvider(await leaveFor(browser, '/programmes'), 'nobody', true);
  const answer = await browser.get(back);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('/sign-in?to=%2Fprogrammes');
});

test('hostile claims are kept as text, and somebody without a name is asked for one', async () => {
  claims.hostile = {
    email: 'hostile@northfield.example',
    email_verified: true,
    name: { not: 'text' },
    department: `<script>alert(1)</script>\0${'x'.repeat(5000)}`,
  };
  const { browser, answer } = await signIn('hostile');
  expect(answer.headers.get('location')).toBe('/account/name');
  const person = await findPersonByEmail(house.db, 'hostile@northfield.example');
  expect(person?.department).toHaveLength(200);
  expect(await (await browser.get('/account')).text()).not.toContain('<script>alert');
});

test('the way on cannot lead out of the house through the provider', async () => {
  claims.way = { email: 'way@northfield.example', email_verified: true, name: 'Way' };
  const { answer } = await signIn('way', '//evil.example');
  expect(answer.headers.get('location')).toBe('/');
});

test('a browser that looks ahead is not sent to the provider', async () => {
  const answer = await browserAt(house).get('/sign-in/oidc', { 'sec-purpose': 'prefetch' });
  expect(answer.status).toBe(204);
});

test('the sign-in page offers the work account first, and says where both ways lead', async () => {
  const { text } = await house.visit('/sign-in?to=/programmes');
  expect(text).toContain('href="/sign-in/oidc?to=%2Fprogrammes"');
  expect(text.match(/button first/g)).toHaveLength(1);
});

test('while the provider is down the page says so in words, and a letter still lets people in', async () => {
  const down = await openHouse({
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'waymark',
    OIDC_CLIENT_SECRET: 'a-secret-of-the-test-only-0123456789',
  });
  const { status, text } = await down.visit('/sign-in/oidc?to=/programmes');
  expect(status).toBe(503);
  expect(text).toContain('cannot be reached');
  expect(text).toContain('href="/sign-in?to=%2Fprogrammes"');
  expect((await down.submit('/sign-in/letter', { email: 'a@x.example' })).status).toBe(303);
});

test('a provider that never answers keeps nobody waiting for longer than its time', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const waiting = await openHouse({
    OIDC_ISSUER: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    OIDC_CLIENT_ID: 'waymark',
    OIDC_CLIENT_SECRET: 'a-secret-of-the-test-only-0123456789',
  });
  const began = performance.now();
  expect((await waiting.visit('/sign-in/oidc')).status).toBe(503);
  expect(performance.now() - began).toBeLessThan(8000);
  silent.closeAllConnections();
  silent.close();
});

test('plain http to a provider elsewhere is refused', async () => {
  const plain = await openHouse({
    OIDC_ISSUER: 'http://provider.example',
    OIDC_CLIENT_ID: 'waymark',
    OIDC_CLIENT_SECRET: 'a-secret-of-the-test-only-0123456789',
  });
  expect((await plain.visit('/sign-in/oidc')).status).toBe(503);
});

test('without a provider there is no such page', async () => {
  const without = await openHouse();
  expect((await without.visit('/sign-in/oidc')).status).toBe(404);
  expect((await without.visit('/sign-in/oidc/back?code=a&state=b')).status).toBe(404);
  expect((await without.visit('/sign-in')).text).not.toContain('/sign-in/oidc');
});
