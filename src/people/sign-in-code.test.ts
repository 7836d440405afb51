import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '#test/house.ts';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { askForSignIn, browserAt, sampleInstitution } from './samples.ts';

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

describe('a code', () => {
  test('signs in, in the browser that asked, however it is spaced', async () => {
    const { browser, code } = await askFor('code@northfield.example', '/programmes');
    expect(await (await browser.get('/sign-in/sent')).text()).toContain('code@northfield.example');
    const typed = `${code.slice(0, 4)} ${code.slice(4)} `;
    const used = await browser.post('/sign-in/code', { code: typed });
    expect(used.headers.get('location')).toBe('/account/name?to=%2Fprogrammes');
    const again = await browser.post('/sign-in/code', { code });
    expect(again.status).toBe(422);
  });

  test('does nothing in any other browser', async () => {
    const { code } = await askFor('elsewhere@northfield.example');
    const other = await askFor('other@northfield.example');
    expect((await browserAt(house).post('/sign-in/code', { code })).status).toBe(422);
    expect((await other.browser.post('/sign-in/code', { code })).status).toBe(422);
  });

  test('may be wrong four times; after the fifth even the right one is refused, while the link still works', async () => {
    const { browser, code, link } = await askFor('tries@northfield.example');
    const wrong = code === '00000000' ? '00000001' : '00000000';
    const says: string[] = [];
    for (let time = 0; time < 5; time++) {
      const answer = await browser.post('/sign-in/code', { code: wrong });
      expect(answer.status).toBe(422);
      says.push(/You have \d tr(?:y|ies) left|that was the last try/.exec(await answer.text())?.[0] ?? '');
    }
    expect(says).toEqual([
      'You have 4 tries left',
      'You have 3 tries left',
      'You have 2 tries left',
      'You have 1 try left',
      'that was the last try',
    ]);
    const right = await browser.post('/sign-in/code', { code });
    expect(right.status).toBe(429);
    expect((await browser.post(`/sign-in/link/${link}`, {})).status).toBe(303);
  });

  test('guessed thirty times at once is tried five times', async () => {
    const { browser } = await askFor('guess@northfield.example');
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, guess) =>
        browser.post('/sign-in/code', { code: String(guess).padStart(8, '0') }),
      ),
    );
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(25);
  });

  test('that is not eight digits is sent back without costing a try', async () => {
    const { browser, code } = await askFor('typing@northfield.example');
    for (let time = 0; time < 8; time++)
      expect((await browser.post('/sign-in/code', { code: '123' })).status).toBe(422);
    expect((await browser.post('/sign-in/code', { code: 'x'.repeat(50_000) })).status).toBe(422);
    expect((await browser.post('/sign-in/code', { code })).status).toBe(303);
  });

  test('runs out with its letter', async () => {
    stopClockAt('2026-11-23T10:00:00Z');
    const { browser, code } = await askFor('slow@northfield.example');
    stopClockAt('2026-11-23T10:15:00Z');
    const late = await browser.post('/sign-in/code', { code });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('has run out');
  });
});
