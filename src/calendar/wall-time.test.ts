import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { instantFrom, readDate, readTime, toForm } from './wall-time.ts';

const london = 'Europe/London';

test('a typed date and time is the moment that the clocks of the zone show', () => {
  expect(String(instantFrom('2024-01-08', '12:00', london).instant)).toBe('2024-01-08T12:00:00Z');
  expect(String(instantFrom('2024-05-13', '14:00', london).instant)).toBe('2024-05-13T13:00:00Z');
  expect(String(instantFrom('2024-05-13', '14:00', 'America/New_York').instant)).toBe('2024-05-13T18:00:00Z');
});

test.each([
  ['2024-03-31', '01:30', '2024-03-31T00:30:00Z', '2024-03-31T01:30:00Z'],
  ['2026-03-29', '01:00', '2026-03-29T00:00:00Z', '2026-03-29T01:00:00Z'],
])('%s at %s never happens in London and is refused with the times around it', (date, time, ...choices) => {
  const read = instantFrom(date, time, london, 'earlier');
  expect(read.refusal?.code).toBe('skipped-time');
  expect(read.instant ?? read.choices.map(String)).toEqual(choices);
});

test.each([
  ['2024-10-27', '01:30', '2024-10-27T00:30:00Z', '2024-10-27T01:30:00Z'],
  ['2026-10-25', '01:00', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'],
])(
  '%s at %s happens twice in London and is asked about until one is chosen',
  (date, time, earlier, later) => {
    const read = instantFrom(date, time, london);
    expect(read.refusal?.code).toBe('repeated-time');
    expect(read.refusal?.says).toMatch(/^1(\.30)?am happens twice on this day in UK time/);
    expect(read.instant ?? read.choices.map(String)).toEqual([earlier, later]);
    expect(String(instantFrom(date, time, london, 'earlier').instant)).toBe(earlier);
    expect(String(instantFrom(date, time, london, 'later').instant)).toBe(later);
  },
);

test.each([
  ['2024-10-27', '00:59'],
  ['2024-10-27', '02:00'],
  ['2024-03-31', '00:59'],
  ['2024-03-31', '02:00'],
])('%s at %s, beside a clock change, is taken as it stands', (date, time) => {
  expect(instantFrom(date, time, london).refusal).toBeUndefined();
});

test.each([
  ['2024-02-30', '12:00', london, 'not-a-date'],
  ['2023-02-29', '12:00', london, 'not-a-date'],
  ['0024-01-08', '12:00', london, 'not-a-date'],
  ['8 January', '12:00', london, 'not-a-date'],
  ['2024-01-08T12:00', '12:00', london, 'not-a-date'],
  ['2024-01-08', '24:00', london, 'not-a-time'],
  ['2024-01-08', '9:30', london, 'not-a-time'],
  ['2024-01-08', '', london, 'not-a-time'],
  ['2024-01-08', '12:00', 'GMT+25', 'unknown-zone'],
])('%s %s %s is refused as %s', (date, time, zone, code) => {
  expect(instantFrom(date, time, zone).refusal).toMatchObject({ code, status: 422 });
});

test('29 February is a date in a leap year', () => {
  expect(String(readDate('2024-02-29'))).toBe('2024-02-29');
});

test('a moment shown in a form reads back as itself, save for the pass of a repeated hour', () => {
  const minute = fc.integer({ min: 10_000, max: 50_000_000 });
  fc.assert(
    fc.property(minute, fc.constantFrom(london, 'America/New_York', 'Asia/Kathmandu'), (minutes, zone) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(minutes * 60_000);
      const { date, time } = toForm(instant, zone);
      const read = instantFrom(date, time, zone);
      const found = read.refusal === undefined ? [read.instant] : read.choices;
      expect(found.map(String)).toContain(String(instant));
    }),
  );
});

test('no text makes the parsers throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (date, time, zone) => {
      readTime(time);
      expect(instantFrom(date, time, zone).refusal).toBeDefined();
    }),
  );
});
