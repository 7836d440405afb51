import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '#test/house.ts';
import { now, releaseClock, stopClockAt } from '#platform/clock.ts';
import { settings } from '#platform/config.ts';
import { Refused } from '#platform/refusal.ts';
import { removeOldWaysIn } from './house-keeping.ts';
import { findPersonByEmail } from './people.sql.ts';
import { browserAt, readSignInLetter, sampleInstitution, samplePerson } from './samples.ts';
import { LETTERS_PER_REMOTE } from './sign-in-letter.ts';
import { askForLetter, useLink } from './sign-in.ts';
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

async function askFor(email: string, to = '/') {
  const browser = browserAt(house);
  const asked = await browser.post('/sign-in/letter', { email, to });
  expect(asked.status).toBe(303);
  return { browser, asked, ...(await readSignInLetter(house.db, email)) };
}

async function countOf(table: 'people.session' | 'people.person'): Promise<number> {
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

describe('asking for a letter', () => {
  test('answers the same for an address that is known and one that is not', async () => {
    await house.write((tx) => samplePerson(tx, 'Known Person'));
    const people = await countOf('people.person');
    const known = await house.submit('/sign-in/letter', { email: 'known.person@northfield.example' });
    const unknown = await house.submit('/sign-in/letter', { email: 'nobody@northfield.example' });
    for (const answer of [known, unknown]) {
      expect(answer.status).toBe(303);
      expect(answer.location).toBe('/sign-in/sent');
      expect(answer.text).toBe('');
    }
    const names = (visit: typeof known) =>
      visit.response.headers.getSetCookie().map((line) => line.replace(/=[^;]+/, ''));
    expect(names(known)).toEqual(names(unknown));
    expect(await countOf('people.person')).toBe(people);
    expect(await findPersonByEmail(house.db, 'nobody@northfield.example')).toBeUndefined();
  });

  test('keeps neither link nor code, and marks the letter secret', async () => {
    const { link, code, secret } = await askFor('secret@northfield.example');
    expect(link).toHaveLength(43);
    expect(code).toMatch(/^\d{8}$/);
    expect(secret).toBe(true);
    const rows = await house.pool.query(`select sign_in_letter::text as all from people.sign_in_letter`);
    for (const row of rows.rows as { all: string }[]) {
      expect(row.all).not.toContain(link);
      expect(row.all).not.toContain(code);
    }
  });

  test('six times in an hour for one address is one time too many, whichever case it is typed in', async () => {
    stopClockAt('2026-11-23T10:00:00Z');
    for (let time = 0; time < 5; time++) await askFor('often@northfield.example');
    const sixth = await house.submit('/sign-in/letter', {
      email: 'OFTEN@northfield.example',
      to: '/programmes',
    });
    expect(sixth.status).toBe(429);
    expect(sixth.text).toContain('5 e-mails went to this address');
    expect(sixth.text).toContain('value="/programmes"');
    stopClockAt('2026-11-23T11:00:01Z');
    await askFor('often@northfield.example');
  });

  test('by many at once never sends more than the limit', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        house.submit('/sign-in/letter', { email: 'flood@northfield.example' }),
      ),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  test('from one place for ever more addresses stops at the limit, and not for other places', async () => {
    stopClockAt(now());
    const ask = (number: number, remote: string) =>
      house.write((tx) => askForLetter(tx, { email: `p${number}@many.example`, toPath: '/', remote }));
    for (let number = 0; number < LETTERS_PER_REMOTE; number++) await ask(number, '192.0.2.7');
    await expect(ask(1000, '192.0.2.7')).rejects.toThrow(Refused);
    await ask(1000, '192.0.2.8');
    const kept = await house.pool.query(
      `select 1 from people.sign_in_letter t where t::text like '%192.0.2%'`,
    );
    expect(kept.rowCount).toBe(0);
  });

  test.each([
    ['', 'must be an e-mail address'],
    ['no-at-sign', 'must be an e-mail address'],
    ['<script>alert(1)</script>@x.example', 'must be an e-mail address'],
    ['a@b', 'must be an e-mail address'],
    [`${'a'.repeat(100_000)}@northfield.example`, 'must be an e-mail address'],
    ['a@x.example\r\nBcc: b@x.example', 'must be an e-mail address'],
  ])('for %j is sent back with what was typed', async (email, says) => {
    const { status, text } = await house.submit('/sign-in/letter', { email });
    expect(status).toBe(422);
    expect(text).toContain(says);
    expect(text).not.toContain('<script>alert');
  });

  test('with the address given twice, no address, or no form at all is sent back', async () => {
    const twice = await house.submit('/sign-in/letter', { email: ['a@x.example', 'b@x.example'] });
    expect(twice.status).toBe(422);
    expect((await house.submit('/sign-in/letter', {})).status).toBe(422);
    const json = await house.ask(
      new Request('http://localhost:3000/sign-in/letter', {
        method: 'POST',
        body: '{"email":"a@x.example"}',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      }),
    );
    expect(json.status).toBe(422);
  });

  test('with NUL bytes in every field never ends in an error of ours', async () => {
    const letter = await house.submit('/sign-in/letter', { email: 'nul\x00@x.example', to: '/a\x00b' });
    expect([303, 422]).toContain(letter.status);
    expect((await house.submit('/sign-in/code', { code: '1234\x005678' })).status).toBe(422);
    expect((await house.visit('/sign-in?to=%00')).status).toBe(200);
    expect((await house.visit('/sign-in/sent?to=%00')).status).toBe(200);
  });
});

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
