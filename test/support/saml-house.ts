import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { releaseClock } from '#platform/clock.ts';
import { judgeAnswer, SamlRefused } from '../../src/people/saml.ts';
import { samlHere } from '../../src/people/saml-metadata.ts';
import { browserAt, keepCookies, sampleInstitution, type Jar } from '../../src/people/samples.ts';
import { openHouse, type TestHouse } from './house.ts';
import { startSamlProvider, type Change, type Posted, type SamlProvider } from './saml-provider.ts';

type House = { ask(request: Request): Promise<Response> };

/** Sends a browser away from our house; answers where to. */
export async function leaveFor(browser: Jar, to = '/'): Promise<string> {
  const start = await browser.get(`/sign-in/saml?to=${encodeURIComponent(to)}`);
  return start.headers.get('location') ?? '';
}

/** Posts what the provider's page would. The browser brings no cookies with it, as it comes from another site, and keeps those it is given. */
export async function bring(house: House, browser: Jar, { to, fields }: Posted): Promise<Response> {
  const headers = { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1' };
  const post = new Request(to, { method: 'POST', body: new URLSearchParams(fields), headers });
  const response = await house.ask(post);
  keepCookies(browser.cookies, response);
  return response;
}

/** Away, through the provider's pages, and back: the answers to its post and to the browser's request after it. */
export async function signInBySaml(house: House, provider: SamlProvider, login: string, to = '/') {
  const browser = browserAt(house);
  const posted = await provider.walk(await leaveFor(browser, to), login);
  const taken = await bring(house, browser, posted);
  const next = taken.headers.get('location');
  const answer = next ? await browser.get(next, { 'sec-fetch-site': 'cross-site' }) : taken;
  return { browser, posted, taken, answer };
}

/** A house with a provider that knows it, in which Mallory has an account; both are in order before each test. */
export type SamlHouse = { house: TestHouse; provider: SamlProvider; metadata: string };

/** Opens both for a file of tests. */
export function openSamlHouse(): SamlHouse {
  const opened = {} as SamlHouse;
  beforeAll(async () => {
    opened.provider = await startSamlProvider();
    opened.house = await openHouse(opened.provider.settings);
    await opened.house.write((tx) => sampleInstitution(tx));
    opened.metadata = (await opened.house.visit('/sign-in/saml/metadata')).text;
    const attributes = { [SUBJECT_ID]: MALLORY, mail: 'mallory@northfield.example', displayName: 'Mallory' };
    opened.provider.directory.mallory = { attributes };
  });
  beforeEach(() => {
    opened.provider.change({});
    opened.provider.learn(opened.metadata);
  });
  afterEach(async () => {
    releaseClock();
    expect(await opened.house.broken()).toEqual([]);
  });
  afterAll(() => opened.provider.close());
  return opened;
}

export const SUBJECT_ID = 'urn:oasis:names:tc:SAML:attribute:subject-id';
export const MALLORY = 'mallory-1@northfield.example';
export const VICTIM = 'victim-1@northfield.example';

/** What the provider makes Mallory's browser post, in answer to a request of ours. */
export async function mallorys(
  at: SamlHouse,
  change: Change = {},
): Promise<{ browser: Jar; posted: Posted }> {
  at.provider.change(change);
  const browser = browserAt(at.house);
  return { browser, posted: await at.provider.walk(await leaveFor(browser), 'mallory') };
}

/** The answer's text. */
export function xmlOf({ fields }: Posted): string {
  return Buffer.from(fields.SAMLResponse ?? '', 'base64').toString();
}

/** The same post with another text for an answer. */
export function withXml(posted: Posted, xml: string): Posted {
  const SAMLResponse = Buffer.from(xml).toString('base64');
  return { ...posted, fields: { ...posted.fields, SAMLResponse } };
}

/** Why an answer would sign nobody in, by the code that the log has; "in" when it would. */
export async function faultOf({ fields }: Posted): Promise<string> {
  const here = samlHere();
  if (!here) throw new Error('No provider is set up.');
  try {
    await judgeAnswer(here, fields.SAMLResponse ?? '', async () => true);
    return 'in';
  } catch (error) {
    if (error instanceof SamlRefused) return error.code;
    throw error;
  }
}

/** Brings an answer to the house itself: it says no in words with a number, and nobody is signed in. Answers the page. */
export async function expectRefused(
  { house }: SamlHouse,
  browser: Jar,
  posted: Posted,
  code: string,
): Promise<string> {
  expect(await faultOf(posted)).toBe(code);
  const taken = await bring(house, browser, posted);
  expect([403, 409]).toContain(taken.status);
  const page = await taken.text();
  expect(page).toMatch(/Its number is [0-9a-f]{10}\./);
  expect((await browser.get('/sign-in/saml/in')).status).toBe(409);
  expect(browser.cookies.has('waymark-session')).toBe(false);
  return page;
}
