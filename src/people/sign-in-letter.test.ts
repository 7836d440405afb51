import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '#test/house.ts';
import { now, releaseClock, stopClockAt } from '#platform/clock.ts';
import { Refused } from '#platform/refusal.ts';
import { findPersonByEmail } from './people.sql.ts';
import { askForSignIn, sampleInstitution, samplePerson } from './samples.ts';
import { LETTERS_PER_REMOTE } from './sign-in-letter.ts';
import { askForLetter } from './sign-in.ts';

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

async function countOf(table: 'people.person'): Promise<number> {
  const { n } = await house.db
    .selectFrom(table)
    .select((row) => row.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

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
