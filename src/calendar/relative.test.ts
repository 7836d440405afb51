import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { sayDaysApart, sayDuration, sayRelative } from './relative.ts';

const london = 'Europe/London';
const now = Temporal.Instant.from('2024-01-02T23:30Z');

test.each([
  ['2024-01-02T00:01Z', 'today'],
  ['2024-01-02T23:59Z', 'today'],
  ['2024-01-03T00:01Z', 'tomorrow'],
  ['2024-01-01T23:59Z', 'yesterday'],
  ['2024-01-08T12:00Z', 'in 6 days'],
  ['2024-01-15T12:00Z', 'in 13 days'],
  ['2024-01-16T12:00Z', 'in 2 weeks'],
  ['2023-12-12T12:00Z', '3 weeks ago'],
  ['2024-03-01T12:00Z', 'in 8 weeks'],
  ['2024-05-01T12:00Z', 'in 3 months'],
  ['2024-05-02T12:00Z', 'in 4 months'],
  ['2025-12-31T12:00Z', 'in 23 months'],
  ['2026-01-02T12:00Z', 'in 2 years'],
  ['2021-01-03T12:00Z', '2 years ago'],
  ['2021-01-02T12:00Z', '3 years ago'],
])('from late on 2 January 2024, %s is %s', (moment, words) => {
  expect(sayRelative(now, Temporal.Instant.from(moment), london)).toBe(words);
});

test('days are those of the zone, not of UTC', () => {
  const beforeMidnightInNewYork = Temporal.Instant.from('2024-01-03T04:30Z');
  expect(sayRelative(now, beforeMidnightInNewYork, 'America/New_York')).toBe('today');
  expect(sayRelative(now, beforeMidnightInNewYork, london)).toBe('tomorrow');
});

test('a deadline at 0:00 counts to the day whose 11.59pm it is said to be', () => {
  expect(sayRelative(now, Temporal.Instant.from('2024-01-03T00:00Z'), london)).toBe('today');
});

test('two dates apart over a clock change count whole days', () => {
  const days = ['2024-03-30', '2024-04-01'].map((text) => Temporal.PlainDate.from(text));
  const [before, after] = days as [Temporal.PlainDate, Temporal.PlainDate];
  expect(sayDaysApart(before, after)).toBe('in 2 days');
  expect(sayDaysApart(after, before)).toBe('2 days ago');
});

test.each([
  [0, '0 minutes'],
  [1, '1 minute'],
  [45, '45 minutes'],
  [60, '1 hour'],
  [61, '1 hour 1 minute'],
  [150, '2 hours 30 minutes'],
  [660, '11 hours'],
])('%i minutes are "%s"', (minutes, words) => {
  expect(sayDuration(minutes)).toBe(words);
});

test.each([-1, Number.NaN])('a duration of %d minutes is refused', (minutes) => {
  expect(() => sayDuration(minutes)).toThrow(RangeError);
});
