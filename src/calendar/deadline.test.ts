import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { refusalAfter, standing } from './deadline.ts';

const at = Temporal.Instant.from('2024-01-08T12:00:00Z');
const deadline = { at, zone: 'Europe/London', graceMinutes: 10 };
const i = (time: string) => Temporal.Instant.from(`2024-01-08T${time}Z`);

test.each([
  ['11:59:59', 'open'],
  ['11:59:59.999', 'open'],
  ['12:00:00', 'in-grace'],
  ['12:00:01', 'in-grace'],
  ['12:09:59.999', 'in-grace'],
  ['12:10:00', 'closed'],
])('with ten minutes of grace after noon, at %s it is %s', (time, expected) => {
  expect(standing(deadline, i(time))).toBe(expected);
});

test('without grace the published instant itself closes', () => {
  expect(standing({ ...deadline, graceMinutes: 0 }, i('11:59:59.999'))).toBe('open');
  expect(standing({ ...deadline, graceMinutes: 0 }, at)).toBe('closed');
});

test('what arrives in grace is taken, and what arrives after it is refused with the published time', () => {
  expect(refusalAfter(deadline, i('12:09:59'))).toBeUndefined();
  expect(refusalAfter(deadline, i('12:10:00'))).toEqual({
    code: 'deadline-passed',
    says: 'This closed on Mon 8 January 2024, 12 noon (UK time).',
  });
});

test('a deadline never reopens', () => {
  const order = ['open', 'in-grace', 'closed'];
  const offset = fc.integer({ min: -1_000_000, max: 2_000_000 });
  fc.assert(
    fc.property(offset, fc.nat(1_000_000), fc.nat(30), (first, later, graceMinutes) => {
      const standings = [first, first + later].map((milliseconds) =>
        order.indexOf(standing({ ...deadline, graceMinutes }, at.add({ milliseconds }))),
      );
      expect(standings[1]).toBeGreaterThanOrEqual(standings[0] ?? 0);
    }),
  );
});
