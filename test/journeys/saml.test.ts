import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { rehearseFrom, releaseClock } from '#platform/clock.ts';
import { sampleRun, ukTime } from '../../src/programme/samples.ts';
import { startSamlProvider, type SamlProvider } from '../support/saml-provider.ts';
import { MOTIVATION } from './applying.ts';
import { lookOver, openStreet, type Street } from '../support/street.ts';

let provider: SamlProvider;

beforeAll(async () => {
  provider = await startSamlProvider();
  provider.directory.nadia = {
    attributes: {
      'urn:oasis:names:tc:SAML:attribute:subject-id': 'no77@northfield.example',
      'urn:oid:0.9.2342.19200300.100.1.3': 'nadia.okonjo@northfield.example',
      'urn:oid:2.16.840.1.113730.3.1.241': 'Nadia Okonjo',
      'urn:oid:2.5.4.11': 'Department of Physics',
    },
  };
});
afterEach(releaseClock);
afterAll(() => provider.close());

/** The house on one site (localhost), the provider on another (127.0.0.1), so that a post between them crosses sites. */
async function twoSites(change: Record<string, string> = {}): Promise<Street> {
  const street = await openStreet({ ...provider.settings, ...change });
  provider.learn(await (await fetch(`${street.url}/sign-in/saml/metadata`)).text());
  return street;
}

const button = /^Sign in with your/;

async function signInThere(page: Page): Promise<void> {
  await page.getByLabel('Login').fill('nadia');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test.each([{ scripting: true }, { scripting: false }])(
  'S2.1: words typed before signing in by SAML are there after it, and nothing that the directory knows is asked (scripting: $scripting)',
  async (options) => {
    const street = await twoSites();
    await sampleRun(street);
    rehearseFrom(ukTime('2024-01-02T10:00'));
    const page = await street.open(undefined, options);
    await page.goto('/programmes/cmalt/2024');
    await page.getByRole('button', { name: /apply/i }).first().click();
    await page.waitForURL('**/applications/*');
    const home = new URL(page.url()).pathname;
    await page.goto(`${home}/answers/reasons`);
    await page.getByLabel('Why do you want to take part?').fill(MOTIVATION);
    await page.getByLabel('What do you hope to submit?').fill('CMALT, I think.');
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/reasons'));
    await page.goto(`${home}/check`);
    await page.getByRole('link', { name: 'Sign in to send it' }).click();
    await page.getByRole('link', { name: button }).waitFor();
    await lookOver(page);
    await page.getByRole('link', { name: button }).click();
    await signInThere(page);
    if (!options.scripting) await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL(`**${home}/check`);
    expect(await page.textContent('main')).toContain(MOTIVATION.slice(0, 120));
    const facts = (await page.locator('.facts').first().textContent()) ?? '';
    for (const known of ['Nadia Okonjo', 'nadia.okonjo@northfield.example', 'Department of Physics'])
      expect(facts).toContain(known);
    await page.goto(`${home}/answers/work`);
    expect(await page.getByLabel('Which department or unit do you work in?').count()).toBe(0);
    await page.goto('/account');
    await lookOver(page);
    expect(await page.getByLabel('Your name').inputValue()).toBe('Nadia Okonjo');
    expect(await page.getByLabel('Your department').count()).toBe(0);
  },
);

test('S2.1: a refused answer has a page of ours in words, with ways on; a phone shows it whole', async () => {
  const street = await twoSites();
  await sampleRun(street);
  provider.change({ values: { Audience: 'https://other.example' } });
  const page = await street.open(undefined, { narrow: true });
  await page.goto('/sign-in');
  await page.getByRole('link', { name: button }).click();
  await signInThere(page);
  await page.getByRole('heading', { level: 1, name: 'You are not signed in' }).waitFor();
  await lookOver(page);
  provider.change({});
  await page.getByRole('link', { name: 'Try the work account again' }).click();
  await signInThere(page);
  await page.waitForURL(`${street.url}/`);
  expect(await page.textContent('body')).toContain('You are signed in as Nadia Okonjo.');
});

test('S2.1: whoever comes from a tile at the portal, where that is allowed, signs in there and lands where it points', async () => {
  const street = await twoSites({ SAML_UNSOLICITED: '1' });
  await sampleRun(street);
  const page = await street.open();
  await page.goto(`${provider.address}/portal?login=nadia&to=/programmes`);
  await page.getByLabel('Login').waitFor();
  await signInThere(page);
  await page.waitForURL(`${street.url}/programmes`);
});
