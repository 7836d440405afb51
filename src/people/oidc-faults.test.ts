import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { BASE, openHouse, type TestHouse } from '#test/house.ts';
import { findPersonByEmail } from './people.sql.ts';
import { identitiesOf, providerSettings, startProvider, type SampleProvider } from '#test/oidc-provider.ts';
import { browserAt, sampleInstitution } from './samples.ts';

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

test('an answer with another state, in another browser, or for the second time signs nobody in', async () => {
  provider.claims.replay = { email: 'replay@northfield.example', email_verified: true, name: 'Ray Play' };
  const browser = browserAt(house);
  const back = await provider.walk(await provider.leave(browser), 'replay');
  const forged = back.replace(/state=[^&]+/, 'state=forged');
  expect((await browser.get(forged)).status).toBe(409);
  expect((await browser.get('/sign-in/oidc/back?code=x')).status).toBe(409);
  const other = browserAt(house);
  expect((await other.get(back)).status).toBe(409);
  await provider.leave(other);
  expect((await other.get(back)).status).toBe(409);
  const stolen = new Map(browser.cookies);
  expect((await browser.get(back)).status).toBe(303);
  for (const [name, value] of stolen) other.cookies.set(name, value);
  const replayed = await other.get(back);
  expect(replayed.status).toBe(409);
  expect(other.cookies.has('waymark-session')).toBe(false);
});

test('an answer used by ten at once opens one session', async () => {
  provider.claims.race = { email: 'race@northfield.example', email_verified: true, name: 'Ra Ce' };
  const browser = browserAt(house);
  const back = await provider.walk(await provider.leave(browser), 'race');
  const answers = await Promise.all(Array.from({ length: 10 }, () => browser.get(back)));
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
});

test('a first visit by two browsers at once makes one person with one identity', async () => {
  provider.claims.twin = { email: 'twin@northfield.example', email_verified: true, name: 'Twin' };
  const pair = [];
  for (const browser of [browserAt(house), browserAt(house)])
    pair.push({ browser, back: await provider.walk(await provider.leave(browser), 'twin') });
  const answers = await Promise.all(pair.map(({ browser, back }) => browser.get(back)));
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(await identitiesOf(house, 'twin@northfield.example')).toEqual(['twin']);
});

test('who declines at the provider is told so, with the other way in', async () => {
  const browser = browserAt(house);
  const back = await provider.walk(await provider.leave(browser, '/programmes'), 'nobody', true);
  const answer = await browser.get(back);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('/sign-in?to=%2Fprogrammes');
});

test('hostile claims are kept as text, and somebody without a name is asked for one', async () => {
  provider.claims.hostile = {
    email: 'hostile@northfield.example',
    email_verified: true,
    name: { not: 'text' },
    department: `<script>alert(1)</script>\0${'x'.repeat(5000)}`,
  };
  const { browser, answer } = await provider.signIn(house, 'hostile');
  expect(answer.headers.get('location')).toBe('/account/name');
  const person = await findPersonByEmail(house.db, 'hostile@northfield.example');
  expect(person?.department).toHaveLength(200);
  expect(await (await browser.get('/account')).text()).not.toContain('<script>alert');
});

test('the way on cannot lead out of the house through the provider', async () => {
  provider.claims.way = { email: 'way@northfield.example', email_verified: true, name: 'Way' };
  const { answer } = await provider.signIn(house, 'way', '//evil.example');
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
  const down = await openHouse(providerSettings('http://127.0.0.1:9'));
  const { status, text } = await down.visit('/sign-in/oidc?to=/programmes');
  expect(status).toBe(503);
  expect(text).toContain('cannot be reached');
  expect(text).toContain('href="/sign-in?to=%2Fprogrammes"');
  expect((await down.submit('/sign-in/letter', { email: 'a@x.example' })).status).toBe(303);
});

test('a provider that never answers keeps nobody waiting for longer than its time', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const waiting = await openHouse(
    providerSettings(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`),
  );
  const began = performance.now();
  expect((await waiting.visit('/sign-in/oidc')).status).toBe(503);
  expect(performance.now() - began).toBeLessThan(8000);
  silent.closeAllConnections();
  silent.close();
});

test('plain http to a provider elsewhere is refused', async () => {
  const plain = await openHouse(providerSettings('http://provider.example'));
  expect((await plain.visit('/sign-in/oidc')).status).toBe(503);
});

test('without a provider there is no such page', async () => {
  const without = await openHouse();
  expect((await without.visit('/sign-in/oidc')).status).toBe(404);
  expect((await without.visit('/sign-in/oidc/back?code=a&state=b')).status).toBe(404);
  expect((await without.visit('/sign-in')).text).not.toContain('/sign-in/oidc');
});
