import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { personFor, type Person } from '#people';
import type { Programme } from '#programme';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { announce } from '#platform/news.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { cmalt } from '../framework/samples.ts';
import { sampleProgramme } from '../programme/samples.ts';
import { awardsOf } from './award.sql.ts';
import { newCode, readCode, sayCode } from './code.ts';
import { renewAward, renewedDates } from './renew.ts';
import { sampleAward, sampleOutcome } from './samples.ts';

let house: TestHouse;
let here: Programme;

beforeAll(async () => {
  house = await openHouse();
  stopClockAt('2024-12-20T10:00:00Z');
  here = await sampleProgramme(house);
  return releaseClock;
});

const someone = (name: string): Promise<Person> =>
  house.write((tx) => personFor(tx, { name, email: `${name}-${randomUUID()}@ox.example` }));

describe('a released outcome', () => {
  test('that makes a holder gives an award, once for two pieces of news about one case', async () => {
    const amara = await someone('amara');
    const outcome = sampleOutcome(here, amara);
    await house.write((tx) => announce(tx, 'assessment.outcome-released', outcome));
    await house.write((tx) => announce(tx, 'assessment.outcome-released', outcome));
    await house.drain();
    expect(await awardsOf(house.db, amara.id)).toHaveLength(1);
  });

  test('of a referral gives none', async () => {
    const marcus = await someone('marcus');
    const outcome = sampleOutcome(here, marcus, { outcomeId: 'referral-minor' });
    await house.write((tx) => announce(tx, 'assessment.outcome-released', outcome));
    await house.drain();
    expect(await awardsOf(house.db, marcus.id)).toEqual([]);
  });
});

describe('a review that was passed', () => {
  test('lets the same award hold on, under its number and code, once for one case', async () => {
    const tomasz = await someone('tomasz');
    const award = await sampleAward(house, here, tomasz);
    const outcome = sampleOutcome(here, tomasz, { decidedOn: '2027-11-02' });
    const renewals = Array.from({ length: 4 }, () => house.write((tx) => renewAward(tx, award.id, outcome)));
    await Promise.all(renewals);
    const [renewed, ...others] = await awardsOf(house.db, tomasz.id);
    expect(others).toEqual([]);
    expect(renewed).toMatchObject({
      number: award.number,
      code: award.code,
      renewedOn: '2027-11-02',
      validUntil: '2030-12-20',
      reviewDue: '2030-12-20',
    });
  });

  test('in time loses no day, and late begins anew', () => {
    expect(renewedDates(cmalt, { validUntil: '2027-12-20' }, '2027-06-01').validUntil).toBe('2030-12-20');
    expect(renewedDates(cmalt, { validUntil: '2027-12-20' }, '2028-02-29').validUntil).toBe('2031-02-28');
    expect(renewedDates(cmalt, { validUntil: '2028-02-29' }, '2028-02-29').validUntil).toBe('2031-02-28');
  });
});

describe('a verification code', () => {
  test('is read back however its groups are written', () => {
    fc.assert(
      fc.property(fc.constantFrom('-', ' ', '', '–', '.'), fc.boolean(), (between, small) => {
        const code = newCode();
        const typed = sayCode(code).replaceAll('-', between);
        expect(readCode(small ? typed.toLowerCase() : typed)).toBe(code);
      }),
    );
  });

  test('is never made of anything but 28 letters of its alphabet', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const code = readCode(text);
        expect(code === undefined || /^[0-9A-HJKMNP-TV-Z]{28}$/.test(code)).toBe(true);
      }),
    );
  });

  test('is another each time', () => {
    expect(new Set(Array.from({ length: 1000 }, newCode)).size).toBe(1000);
  });
});

test('no invariant is broken by any of this', async () => {
  expect(await house.broken()).toEqual([]);
});
