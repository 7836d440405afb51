import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '#test/house.ts';
import { releaseClock } from '#platform/clock.ts';
import { settings } from '#platform/config.ts';
import { askForSignIn, sampleInstitution, samplePerson } from './samples.ts';
import { wayOn } from './way-on.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openHouse();
  await house.write((tx) => sampleInstitution(tx));
});

afterEach(async () => {
  releaseClock();
  expect(await house.broken()).toEqual([]);
});

const askFor = (email: string, to = '/') => askForSignIn(house, email, to);

describe('the way on', () => {
  test.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/..//evil.example',
    '/a/..//evil.example/',
    'evil.example',
    '',
    '/sign-in',
    '/sign-in/oidc?to=/x',
    '/sign-out',
    `/${'a'.repeat(3000)}`,
  ])('%j leads home', async (to) => {
    expect(wayOn(to)).toBe('/');
    const { text } = await house.visit(`/sign-in?to=${encodeURIComponent(to)}`);
    expect(text).toContain('name="to" value="/"');
  });

  test('that was encoded on the way is read as what it is', async () => {
    for (const to of ['%2F%2Fevil.example', '/%5Cevil.example', '%2F%5C%2Fevil.example']) {
      const { text } = await house.visit(`/sign-in?to=${to}`);
      expect(text).toContain('name="to" value="/"');
    }
  });

  test('keeps an address of ours whole, also one in letters that no header may hold', () => {
    expect(wayOn('/programmes/cmalt/2024?from=a%20b#dates')).toBe('/programmes/cmalt/2024?from=a%20b#dates');
    expect(wayOn('/suche?q=日本')).toBe('/suche?q=%E6%97%A5%E6%9C%AC');
  });

  test('never leaves the house, whatever the text', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('/', '\\', '.', ':', '@', '?', '#', '%2f', '\t', 'a', 'é'),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          nasty,
          nasty.map((text) => `/${text}`),
        ),
        (text) => {
          const { origin } = new URL(settings().url);
          const to = wayOn(text);
          expect(new URL(to, origin).origin).toBe(origin);
          expect(to).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
          expect(wayOn(to)).toBe(to);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('survives a mistyped address, the letter, and the page to wait on', async () => {
    const wrong = await house.submit('/sign-in/letter', { email: 'oops', to: '/programmes' });
    expect(wrong.text).toContain('name="to" value="/programmes"');
    const { asked, browser } = await askFor('wayon@northfield.example', '/programmes');
    expect(asked.headers.get('location')).toBe('/sign-in/sent?to=%2Fprogrammes');
    expect(await (await browser.get('/sign-in/sent')).text()).toContain('/sign-in?to=%2Fprogrammes');
  });

  test('is taken at once by whoever is signed in', async () => {
    const person = await house.write((tx) => samplePerson(tx, 'Already In'));
    expect((await house.visit('/sign-in?to=/account', person)).location).toBe('/account');
    expect((await house.visit('/account')).location).toBe('/sign-in?to=%2Faccount');
  });
});
