import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayNumberOf } from './day-number.ts';
import { offsetAt, wallClock } from './wall-clock.ts';

const zones = [
  'Europe/London',
  'America/New_York',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'UTC',
];
const from = Temporal.Instant.from('1971-01-01T00:00Z').epochMilliseconds;
const until = Temporal.Instant.from('2090-01-01T00:00Z').epochMilliseconds;

function expectAgreement(instant: Temporal.Instant, zone: string): void {
  const slow = instant.toZonedDateTimeISO(zone);
  const time = slow.toPlainTime();
  const { day, time: sinceStart } = wallClock(instant, zone);
  expect(day).toBe(dayNumberOf(slow.toPlainDateTime()));
  expect(sinceStart).toBe(((time.hour * 60 + time.minute) * 60 + time.second) * 1000 + time.millisecond);
  expect(offsetAt(instant, zone) * 1e6).toBe(slow.offsetNanoseconds);
}

test('the remembered clock shows what Temporal shows, whatever was asked before', () => {
  fc.assert(
    fc.property(fc.integer({ min: from, max: until }), fc.constantFrom(...zones), (moment, zone) => {
      expectAgreement(Temporal.Instant.fromEpochMilliseconds(moment), zone);
    }),
  );
});

test('the remembered clock turns at the very millisecond of every change', () => {
  for (const zone of zones) {
    let at = Temporal.Instant.from('2020-01-01T00:00Z')
      .toZonedDateTimeISO(zone)
      .getTimeZoneTransition('next');
    while (at !== null && at.year < 2030) {
      for (const milliseconds of [-1, 0, 1]) expectAgreement(at.toInstant().add({ milliseconds }), zone);
      at = at.getTimeZoneTransition('next');
    }
  }
});

test('a zone that does not exist is refused', () => {
  expect(() => wallClock(Temporal.Instant.from('2024-01-01T00:00Z'), 'Europe/Oxford')).toThrow(RangeError);
});
