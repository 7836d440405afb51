import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { awardValidity } from './award-validity.ts';
import { feeOn } from './fees.ts';
import { registrationExpiry } from './registration-clock.ts';
import { cmalt, fellowship } from './samples.ts';
import { windowsInForce } from './windows.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const london = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/London').toInstant();
const someDay = fc.integer({ min: 0, max: 365 * 12 }).map((days) => day('2018-01-01').add({ days }));

describe('submission windows', () => {
  test('in January 2024 the window opens at noon and is shut again at noon a fortnight later', () => {
    const openAt = (text: string) => {
      const rule = windowsInForce(cmalt, london(text));
      return rule?.rule === 'windows' && rule.openNow !== undefined;
    };
    expect(openAt('2024-01-15T11:59')).toBe(false);
    expect(openAt('2024-01-15T12:00')).toBe(true);
    expect(openAt('2024-01-29T11:59')).toBe(true);
    expect(openAt('2024-01-29T12:00')).toBe(false);
  });

  test('a window in summer closes at noon in London, which is eleven in Greenwich', () => {
    const rule = windowsInForce(cmalt, london('2024-05-20T09:00'));
    expect(rule?.rule === 'windows' && rule.openNow?.closes.toString()).toBe('2024-05-30T11:00:00Z');
    expect(rule?.rule === 'windows' && rule.next?.opens?.toString()).toBe('2024-09-16T11:00:00Z');
  });

  test('submission is open all year from the first minute of 7 January 2025, in London', () => {
    expect(windowsInForce(cmalt, london('2025-01-06T23:59'))?.rule).toBe('windows');
    expect(windowsInForce(cmalt, london('2025-01-07T00:00'))?.rule).toBe('open');
    expect(windowsInForce(cmalt, london('2019-01-01T00:00'))).toBeUndefined();
  });
});

describe('when a registration runs out', () => {
  const expiry = (text: string) => {
    const found = registrationExpiry(cmalt, day(text));
    return [
      found?.expires.toZonedDateTimeISO('Europe/London').toPlainDateTime().toString().slice(0, 16),
      found?.lastDay.toString(),
      found?.by,
    ];
  };

  test('10 February 2022: two years end while windows are in force, so the next one to close decides', () => {
    expect(expiry('2022-02-10')).toEqual(['2024-05-30T12:00', '2024-05-30', 'window']);
    expect(registrationExpiry(cmalt, day('2022-02-10'))?.because).toBe(
      'The registration period ends on 10 February 2024; the next submission window to close then or later closes on 30 May 2024.',
    );
  });

  test('10 February 2023: two years end when submission is open all year, so they alone decide', () => {
    expect(expiry('2023-02-10')).toEqual(['2025-02-11T00:00', '2025-02-10', 'period']);
    expect(registrationExpiry(cmalt, day('2023-02-10'))?.because).toBe(
      'Registration holds for two years; submission is open all year then, so no window extends it.',
    );
  });

  test('29 February 2024: two years end on 28 February', () => {
    expect(expiry('2024-02-29')).toEqual(['2026-03-01T00:00', '2026-02-28', 'period']);
  });

  test('two years that end on the day a window closes end with that window', () => {
    expect(expiry('2022-05-30')).toEqual(['2024-05-30T12:00', '2024-05-30', 'window']);
    expect(expiry('2022-05-31')).toEqual(['2024-09-30T12:00', '2024-09-30', 'window']);
  });

  test('two years that end after the last window on file are not extended', () => {
    expect(expiry('2022-10-01')).toEqual(['2024-10-02T00:00', '2024-10-01', 'period']);
  });

  test('a registration that ends in summer time holds to the end of the day in London', () => {
    expect(registrationExpiry(cmalt, day('2024-07-01'))?.expires.toString()).toBe('2026-07-01T23:00:00Z');
  });

  test('a scheme without registration has no such date', () => {
    expect(registrationExpiry(fellowship, day('2024-02-29'))).toBeUndefined();
  });

  test('no registration ends before its two years, and a later one never ends earlier', () => {
    fc.assert(
      fc.property(someDay, someDay, (one, other) => {
        const [earlier, later] = Temporal.PlainDate.compare(one, other) <= 0 ? [one, other] : [other, one];
        const first = registrationExpiry(cmalt, earlier);
        const second = registrationExpiry(cmalt, later);
        if (!first || !second) throw new Error('CMALT has a registration clock.');
        expect(Temporal.PlainDate.compare(first.lastDay, earlier.add({ years: 2 }))).toBeGreaterThanOrEqual(
          0,
        );
        expect(Temporal.Instant.compare(first.expires, second.expires)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('where submission is open all year, a registration ends exactly two years on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (days) => {
        const registered = day('2023-01-07').add({ days });
        expect(registrationExpiry(cmalt, registered)?.lastDay.toString()).toBe(
          registered.add({ years: 2 }).toString(),
        );
      }),
    );
  });
});

describe('fees', () => {
  test('what registration costs is to be confirmed on every pathway', () => {
    for (const edition of [cmalt, fellowship]) {
      for (const { id } of edition.pathways) {
        const fee = feeOn(edition, id, day('2024-03-01'));
        expect([fee.amountPence, fee.currency, fee.confirmed]).toEqual([null, 'GBP', false]);
      }
    }
  });

  test('the yearly fee of 2024 holds on the last day of 2024 and not on the next', () => {
    const annual = (text: string, rate: 'standard' | 'reduced') =>
      feeOn(cmalt, 'senior', day(text), { what: 'annual', rate });
    expect(annual('2024-12-31', 'standard')).toMatchObject({ amountPence: 9400, confirmed: true });
    expect(annual('2024-01-01', 'reduced')).toMatchObject({ amountPence: 5600, confirmed: true });
    expect(annual('2025-01-01', 'standard')).toEqual({
      amountPence: null,
      currency: 'GBP',
      confirmed: false,
      source: 'No fee is on file for this date.',
    });
  });

  test('a fee is never both unknown and confirmed', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom('registration' as const, 'annual' as const), (date, what) => {
        const { amountPence, confirmed } = feeOn(cmalt, 'cmalt', date, { what });
        expect(confirmed && amountPence === null).toBe(false);
      }),
    );
  });
});

describe('how long an award holds', () => {
  test('a CMALT award holds three years, is due for review then, and its holder is reminded four times', () => {
    const validity = awardValidity(cmalt, day('2026-05-15'));
    expect(validity.until?.toString()).toBe('2029-05-15');
    expect(validity.reviewDue?.toString()).toBe('2029-05-15');
    expect(validity.reminders.map(String)).toEqual(['2028-05-15', '2028-11-15', '2029-02-15', '2029-04-15']);
  });

  test('an award of 29 February holds until 28 February', () => {
    expect(awardValidity(cmalt, day('2024-02-29')).until?.toString()).toBe('2027-02-28');
  });

  test('Fellowship does not lapse', () => {
    expect(awardValidity(fellowship, day('2024-02-29'))).toMatchObject({
      until: undefined,
      reviewDue: undefined,
      reminders: [],
    });
  });
});
