import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUpPath } from '#programme';
import { formsOn } from '#test/forms.ts';
import { attemptsOn, HOSTILE } from '#test/hostile.ts';
import { BASE, openHouse, type TestHouse } from '#test/house.ts';
import { startProvider, type SampleProvider } from '#test/oidc-provider.ts';
import { openUndoing } from '#test/undoing.ts';
import { browserAt, sampleInstitution } from '../../src/people/samples.ts';

let house: TestHouse;
let provider: SampleProvider;

beforeAll(async () => {
  provider = await startProvider(BASE);
  house = await openHouse(provider.settings);
  await house.write((tx) => sampleInstitution(tx));
});
afterAll(() => provider.close());

async function sessionsBegun(): Promise<number> {
  const { rows } = await house.pool.query<{ begun: number }>(
    'select count(*)::int as begun from people.session',
  );
  return rows[0]?.begun ?? 0;
}

const forAddress = (value: string) => encodeURIComponent(value.slice(0, 2000).toWellFormed());

/** What comes back in place of the provider's answer, to the browser in which a visit did begin. */
function answersInPlace(state: string, value: string): string[] {
  const said = forAddress(value);
  return [
    `code=${said}&state=${state}`,
    `code=a&code=${said}&state=${state}`,
    `error=${said}&error_description=${said}&state=${state}`,
    `state=${state}&iss=${said}&code=x`,
    `state=${said}&code=x`,
    `state=${state}&state=${said}&code=x`,
    `state=${state}&response=${said}&session_state=${said}&id_token=${said}`,
  ];
}

test('nobody comes in by a hostile answer in place of the provider’s, and none makes the house fail', async () => {
  for (const [turn, value] of HOSTILE.entries()) {
    const browser = browserAt(house);
    const state = new URL(await provider.leave(browser)).searchParams.get('state') ?? '';
    expect(state).not.toBe('');
    const answers = answersInPlace(state, value);
    const query = answers[turn % answers.length] ?? '';
    const { status } = await browser.get(`/sign-in/oidc/back?${query}`);
    expect([403, 409, 503], query).toContain(status);
  }
  expect(await sessionsBegun()).toBe(0);
}, 120_000);

test('nobody comes in by a visit that was made up', async () => {
  for (const value of HOSTILE) {
    const headers = { cookie: `waymark-provider=${forAddress(value)}` };
    const request = new Request(`${BASE}/sign-in/oidc/back?code=x&state=${forAddress(value)}`, { headers });
    expect((await house.ask(request)).status, value.slice(0, 40)).toBe(409);
  }
  expect(await sessionsBegun()).toBe(0);
});

// The settings of a house are those of the house opened last, so this one comes last.
test('an empty house is set up by a whole form or not at all, whatever is sent to its one address', async () => {
  const empty = await openHouse();
  const { text } = await empty.visit(setUpPath());
  const [form = { fields: new Map<string, string[]>() }] = formsOn(text, setUpPath());
  expect(form.fields.size).toBeGreaterThan(8);
  const undoing = await openUndoing(empty.pool.options);
  for (const turn of [0, 1, 2]) {
    for (const { what, type, body } of attemptsOn(form, { turn })) {
      const headers = { 'sec-fetch-site': 'same-origin', ...(type ? { 'content-type': type } : {}) };
      const request = new Request(BASE + setUpPath(), { method: 'POST', body, headers });
      const { status, changed } = await undoing.ask(request);
      expect([413, 422], what).toContain(status);
      expect(changed, what).toEqual([]);
    }
  }
}, 120_000);
