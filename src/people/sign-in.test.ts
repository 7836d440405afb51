import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '#test/house.ts';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { removeOldWaysIn } from './house-keeping.ts';
import { findPersonByEmail } from './people.sql.ts';
import { askForSignIn, browserAt, sampleInstitution } from './samples.ts';
import { useLink } from './sign-in.ts';

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

async function countOf(table: 'people.session'): Promise<number> {
  const { n } = await house.db
    .selectFrom(table)
    .select((row) => row.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

describe('a link', () => {
  test('signs in somebody who was not known, asks for their name once, and goes on to where they were going', async () => {
    const { browser, link } = await askFor('new.here@elsewhere.example', '/programmes/cmalt?x=1#apply');
    const used = await browser.post(`/sign-in/link/${link}`, {});
    expect(used.status).toBe(303);
    expect(used.headers.get('location')).toBe('/account/name?to=%2Fprogrammes%2Fcmalt%3Fx%3D1%23apply');
    const named = await browser.post('/account/name', {
      name: 'Noor Haddad',
      to: '/programmes/cmalt?x=1#apply',
    });
    expect(named.headers.get('location')).toBe('/programmes/cmalt?x=1#apply');
    const again = await askFor('new.here@elsewhere.example');
    const back = await again.browser.post(`/sign-in/link/${again.link}`, {});
    expect(back.headers.get('location')).toBe('/');
    expect(again.text).toContain('Dear Noor Haddad');
  });

  test('is opened five times and still works, and once used works for nobody else', async () => {
    const { browser, link } = await askFor('opened@northfield.example');
    for (let time = 0; time < 5; time++) {
      const { status, text } = await house.visit(`/sign-in/link/${link}`);
      expect(status).toBe(200);
      expect(text).toContain('Sign in as o…@northfield.example');
      expect(text).not.toContain('opened@');
    }
    expect((await browser.post(`/sign-in/link/${link}`, {})).status).toBe(303);
    const second = await house.submit(`/sign-in/link/${link}`, {});
    expect(second.status).toBe(410);
    expect(second.text).toContain('This link has been used');
    expect(second.response.headers.getSetCookie()).toEqual([]);
    expect((await house.visit(`/sign-in/link/${link}`)).status).toBe(410);
  });

  test('that was used leads its own reader on instead of complaining', async () => {
    const { browser, link } = await askFor('twice@northfield.example', '/programmes');
    await browser.post(`/sign-in/link/${link}`, {});
    const again = await browser.post(`/sign-in/link/${link}`, {});
    expect(again.status).toBe(303);
    expect(again.headers.get('location')).toBe('/programmes');
  });

  test('works for fifteen minutes and not for a second more', async () => {
    stopClockAt('2026-11-23T10:00:00Z');
    const early = await askFor('early@northfield.example');
    const late = await askFor('late@northfield.example');
    stopClockAt('2026-11-23T10:14:59Z');
    expect((await early.browser.post(`/sign-in/link/${early.link}`, {})).status).toBe(303);
    stopClockAt('2026-11-23T10:15:00Z');
    const { status, text } = await house.submit(`/sign-in/link/${late.link}`, {});
    expect(status).toBe(410);
    expect(text).toContain('This link has run out');
  });

  test('used by twenty at once opens one session, and nineteen are told so kindly', async () => {
    const { link } = await askFor('race@northfield.example');
    const before = await countOf('people.session');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => house.submit(`/sign-in/link/${link}`, {})),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(
      answers.filter(({ status, text }) => status === 410 && text.includes('has been used')),
    ).toHaveLength(19);
    expect(await countOf('people.session')).toBe(before + 1);
  });

  test('for somebody new, two different ones at once, makes one person', async () => {
    const [first, second] = [
      await askFor('both@northfield.example'),
      await askFor('both@northfield.example'),
    ];
    const { text } = second;
    const older = await house.db
      .selectFrom('platform.letter')
      .select('text')
      .where('to_address', '=', 'both@northfield.example')
      .where('text', '!=', text)
      .executeTakeFirstOrThrow();
    const links = [text, older.text].map((one) => /link\/([\w-]+)/.exec(one)?.[1] ?? '');
    expect(new Set(links).size).toBe(2);
    const answers = await Promise.all([
      first.browser.post(`/sign-in/link/${links[0]}`, {}),
      second.browser.post(`/sign-in/link/${links[1]}`, {}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const people = await house.db
      .selectFrom('people.person')
      .select('id')
      .where('email', '=', 'both@northfield.example')
      .execute();
    expect(people).toHaveLength(1);
  });

  test('that nobody sent answers 404 in words', async () => {
    const { status, text } = await house.submit(`/sign-in/link/${'x'.repeat(43)}`, {});
    expect(status).toBe(404);
    expect(text).toContain('not one that we know');
  });

  test('posted from another site signs nobody in', async () => {
    const { browser, link } = await askFor('forged@northfield.example');
    const forged = await browser.post(`/sign-in/link/${link}`, {}, { 'sec-fetch-site': 'cross-site' });
    expect(forged.status).toBe(403);
    expect((await browser.post(`/sign-in/link/${link}`, {})).status).toBe(303);
  });

  test('ends the session that the browser had, and leaves every cookie that is not ours to end', async () => {
    const { browser, link } = await askFor('rotate@northfield.example');
    browser.cookies.set('waymark-draft', 'kept');
    await browser.post(`/sign-in/link/${link}`, {});
    const first = browser.cookies.get('waymark-session');
    expect(browser.cookies.get('waymark-draft')).toBe('kept');
    const again = await askFor('rotate@northfield.example');
    await browser.post(`/sign-in/link/${again.link}`, {});
    expect(browser.cookies.get('waymark-session')).not.toBe(first);
    const old = browserAt(house);
    old.cookies.set('waymark-session', first ?? '');
    expect((await old.get('/account')).status).toBe(303);
    expect((await browser.get('/account')).status).toBe(200);
  });
});

test('the nightly sweep removes what has run out and nothing else', async () => {
  stopClockAt('2026-09-01T10:00:00Z');
  const old = await askFor('old@northfield.example');
  await old.browser.post(`/sign-in/link/${old.link}`, {});
  stopClockAt('2026-11-23T09:59:00Z');
  const fresh = await askFor('fresh@northfield.example');
  await fresh.browser.post(`/sign-in/link/${fresh.link}`, {});
  stopClockAt('2026-11-23T10:00:00Z');
  await removeOldWaysIn.run(house.db, {});
  expect((await house.submit(`/sign-in/link/${old.link}`, {})).status).toBe(404);
  expect((await fresh.browser.get('/account')).status).toBe(200);
  const left = await house.pool.query(`select 1 from people.session where began_at < '2026-10-01'`);
  expect(left.rowCount).toBe(0);
});

test('a link that breaks off half way leaves nothing behind', async () => {
  const { link } = await askFor('half@northfield.example');
  const broken = house.write(async (tx) => {
    await useLink(tx, link, { device: 'a test', waitingTab: undefined });
    throw new Error('The power went.');
  });
  await expect(broken).rejects.toThrow('The power went.');
  expect(await findPersonByEmail(house.db, 'half@northfield.example')).toBeUndefined();
  expect((await house.submit(`/sign-in/link/${link}`, {})).status).toBe(303);
});
