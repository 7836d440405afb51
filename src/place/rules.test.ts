import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { mayPromote, replyBy } from './rules.ts';

const LONDON = 'Europe/London';
const moments = fc
  .integer({ min: Date.UTC(2023, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 })
  .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000));

test('a place is held at least as long as promised, to 12 noon or 5pm by the wall clock, in every season', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 720 }), (at, hours) => {
      const due = replyBy(at, hours, LONDON, undefined);
      const wall = due.toZonedDateTimeISO(LONDON);
      expect([12, 17]).toContain(wall.hour);
      expect(wall.minute).toBe(0);
      const waits = due.epochMilliseconds - at.add({ hours }).epochMilliseconds;
      expect(waits).toBeGreaterThanOrEqual(0);
      // 5pm to 12 noon is 19 hours, one more in the night when the clocks go back.
      expect(waits).toBeLessThanOrEqual(20 * 3_600_000);
    }),
  );
});

test('no place is held beyond the first workshop while that is ahead, and none is held for no time', () => {
  fc.assert(
    fc.property(moments, moments, fc.integer({ min: 1, max: 720 }), (at, cutOff, hours) => {
      const due = replyBy(at, hours, LONDON, cutOff);
      expect(due.epochMilliseconds).toBeGreaterThan(at.epochMilliseconds);
      if (mayPromote(cutOff, at)) expect(due.epochMilliseconds).toBeLessThanOrEqual(cutOff.epochMilliseconds);
    }),
  );
});
