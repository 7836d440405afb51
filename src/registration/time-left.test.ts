import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { cmalt } from '../framework/samples.ts';
import { expiryOf, lastDayOf } from './clock.ts';
import { MARKS, markAt } from './reminders.ts';
import { sayTimeLeft } from './time-left.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const between = fc.integer({ min: 0, max: 6000 }).map((days) => day('2019-07-01').add({ days }));

/** The length that was said, as a duration. */
function readLength(said: string): Temporal.Duration {
  const parts = [...said.matchAll(/(\d+) (year|month|week|day)/g)].map(([, number, unit]) => [
    `${unit}s`,
    Number(number),
  ]);
  return Temporal.Duration.from(Object.fromEntries(parts) as Temporal.DurationLike);
}

test('whoever counts what is said on a calendar comes to the very day, and beyond two years to less than a month before it', () => {
  fc.assert(
    fc.property(between, fc.integer({ min: 2, max: 3000 }), (today, days) => {
      const last = today.add({ days });
      const said = sayTimeLeft(today, last);
      const counted = today.add(readLength(said));
      if (!said.includes('year')) {
        expect(counted.toString(), said).toBe(last.toString());
        return;
      }
      expect(Temporal.PlainDate.compare(counted, last), said).toBeLessThanOrEqual(0);
      expect(counted.until(last).days, said).toBeLessThan(31);
    }),
  );
});

test('a day that is over is as far back as it was ahead', () => {
  fc.assert(
    fc.property(between, fc.integer({ min: 2, max: 3000 }), (first, days) => {
      const last = first.add({ days });
      expect(sayTimeLeft(last, first)).toBe(sayTimeLeft(first, last).replace(/^in (.*)$/, '$1 ago'));
    }),
  );
});

test.each([
  ['2025-06-16', '2026-06-15', 'in 11 months and 30 days'],
  ['2025-06-15', '2026-06-15', 'in 12 months'],
  ['2025-02-28', '2026-02-28', 'in 12 months'],
  ['2024-02-29', '2026-02-28', 'in 23 months and 30 days'],
  ['2024-06-16', '2027-06-15', 'in 2 years and 11 months'],
  ['2026-05-15', '2026-06-15', 'in 4 weeks and 3 days'],
  ['2026-06-14', '2026-06-15', 'tomorrow'],
  ['2026-06-15', '2026-06-15', 'today'],
])('from %s the day %s lies "%s"', (today, last, said) => {
  expect(sayTimeLeft(day(today), day(last))).toBe(said);
});

test('on the day of a reminder the letter says the very months or weeks that the reminder is called by', () => {
  const NAMES = { '12-months': 12, '6-months': 6, '3-months': 3 } as const;
  fc.assert(
    fc.property(between, (registeredOn) => {
      const { expires } = expiryOf(cmalt, registeredOn);
      for (const { mark } of MARKS) {
        const today = markAt(expires, cmalt.timeZone, mark).toZonedDateTimeISO(cmalt.timeZone).toPlainDate();
        const last = lastDayOf(cmalt, expires);
        const said = sayTimeLeft(today, last);
        if (mark in NAMES) {
          // Of a month that is too short the mark is its last day, from which as many months and a few days remain.
          const months = NAMES[mark as keyof typeof NAMES];
          expect(said).toMatch(new RegExp(`^in ${months} months(?: and [1-3] days?)?$`));
        }
        if (mark === '1-month') expect(said).toMatch(/^in 4 weeks(?: and [1-3] days?)?$/);
        if (mark === '2-weeks') expect(said).toBe('in 2 weeks');
      }
    }),
  );
});
