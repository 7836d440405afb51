import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { cmalt, fellowship } from '../framework/samples.ts';
import {
  clockStanding,
  expiryAfterPause,
  expiryOf,
  lastDayOf,
  lastSensibleDay,
  refusalOfDay,
} from './clock.ts';
import { MARKS, markAt, reminderDue } from './reminders.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => Temporal.Instant.from(text);
const expires = (registeredOn: string) => expiryOf(cmalt, day(registeredOn)).expires;
const LONDON = 'Europe/London';

describe('a registration runs out', () => {
  test('with the window of 30 May 2024 at 12 noon for one of 10 February 2022', () => {
    expect(expires('2022-02-10').toString()).toBe('2024-05-30T11:00:00Z');
  });

  test('after 10 February 2025 for one of 10 February 2023, since submission is open then', () => {
    expect(lastDayOf(cmalt, expires('2023-02-10')).toString()).toBe('2025-02-10');
  });

  test('after 28 February 2026 for one of 29 February 2024', () => {
    expect(lastDayOf(cmalt, expires('2024-02-29')).toString()).toBe('2026-02-28');
  });

  test('at the end of the day on a wall clock in London, in summer too', () => {
    expect(expires('2024-06-15').toString()).toBe('2026-06-15T23:00:00Z');
    expect(expires('2024-01-15').toString()).toBe('2026-01-16T00:00:00Z');
  });

  test('on the day that the clocks go back, at the end of its 25 hours', () => {
    expect(expires('2024-10-25').toString()).toBe('2026-10-26T00:00:00Z');
  });
});

describe('the last sensible day to submit', () => {
  test('is two weeks before the last day while submission is open all year', () => {
    expect(lastSensibleDay(cmalt, expires('2024-06-15')).toString()).toBe('2026-06-01');
  });

  test('is the close of the window that decides while there were windows', () => {
    expect(lastSensibleDay(cmalt, expires('2022-02-10')).toString()).toBe('2024-05-30');
  });

  test('is never after the last day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (days) => {
        const end = expiryOf(cmalt, day('2019-07-01').add({ days })).expires;
        const sensible = lastSensibleDay(cmalt, end);
        expect(Temporal.PlainDate.compare(sensible, lastDayOf(cmalt, end))).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('a pause', () => {
  test('of one day moves the expiry by one day', () => {
    const moved = expiryAfterPause(cmalt, expires('2024-06-15'), {
      fromDay: '2025-01-01',
      untilDay: '2025-01-01',
    });
    expect(lastDayOf(cmalt, moved).toString()).toBe('2026-06-16');
  });

  test('keeps the wall-clock time across a change of clocks and is never lost in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 729 }), (start, length) => {
        const before = expiryOf(cmalt, day('2024-01-01').add({ days: start })).expires;
        const fromDay = day('2025-01-01');
        const moved = expiryAfterPause(cmalt, before, {
          fromDay: fromDay.toString(),
          untilDay: fromDay.add({ days: length }).toString(),
        });
        const wall = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(LONDON);
        expect(wall(moved).toPlainTime().toString()).toBe(wall(before).toPlainTime().toString());
        expect(wall(before).toPlainDate().until(wall(moved).toPlainDate()).days).toBe(length + 1);
      }),
    );
  });
});

describe('a reminder', () => {
  const end = expires('2024-06-15');
  const reminded = (knownSince: string, sent: string[] = []) => ({
    expires: end,
    zone: LONDON,
    knownSince: at(knownSince),
    sent,
  });

  test('is due as the day begins that lies twelve months before the last one, not a moment earlier', () => {
    const mark = markAt(end, LONDON, '12-months');
    expect(mark.toString()).toBe('2025-06-14T23:00:00Z');
    expect(reminderDue(reminded('2024-06-15T12:00:00Z'), mark.subtract({ milliseconds: 1 }))).toBeUndefined();
    expect(reminderDue(reminded('2024-06-15T12:00:00Z'), mark)).toBe('12-months');
  });

  test('that fell before the expiry was known is never made up for', () => {
    expect(reminderDue(reminded('2026-04-01T12:00:00Z'), at('2026-04-02T06:15:00Z'))).toBeUndefined();
    expect(reminderDue(reminded('2026-04-01T12:00:00Z'), at('2026-05-17T06:15:00Z'))).toBe('1-month');
  });

  test('is one only after a long silence, and the nearest', () => {
    expect(reminderDue(reminded('2024-06-15T12:00:00Z'), at('2026-05-20T06:15:00Z'))).toBe('1-month');
  });

  test('is never due once it has run out', () => {
    expect(reminderDue(reminded('2024-06-15T12:00:00Z'), end)).toBeUndefined();
  });

  test('comes at most once for each mark and in order, however often one looks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 800 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 700 }),
        (looks, known) => {
          const sent: string[] = [];
          const start = at('2024-06-15T12:00:00Z');
          const knownSince = start.add({ hours: known * 24 });
          for (const look of [...looks].sort((one, other) => one - other)) {
            const due = reminderDue(
              { expires: end, zone: LONDON, knownSince, sent },
              start.add({ hours: look * 24 }),
            );
            if (due) sent.push(due);
          }
          const order = MARKS.map(({ mark }) => mark as string);
          const places = sent.map((mark) => order.indexOf(mark));
          expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
        },
      ),
    );
  });

  test('comes for every mark when one looks every day', () => {
    const sent: string[] = [];
    for (let look = 0; look < 731; look += 1) {
      const now = at('2024-06-15T12:00:00Z').add({ hours: look * 24 });
      const due = reminderDue(reminded('2024-06-15T12:00:00Z', sent), now);
      if (due) sent.push(due);
    }
    expect(sent).toEqual(['12-months', '6-months', '3-months', '1-month', '2-weeks']);
  });
});

describe('the clock', () => {
  test('stands still once something was submitted, also after the expiry', () => {
    const after = at('2027-01-01T00:00:00Z');
    expect(clockStanding({ expires: at('2026-01-01T00:00:00Z'), submittedAt: after }, after)).toBe(
      'submitted',
    );
  });

  test('has run out at the very instant of the expiry and not before', () => {
    const end = at('2026-01-01T00:00:00Z');
    expect(clockStanding({ expires: end, submittedAt: undefined }, end)).toBe('expired');
    const before = end.subtract({ milliseconds: 1 });
    expect(clockStanding({ expires: end, submittedAt: undefined }, before)).toBe('running');
  });
});

describe('the day of registering', () => {
  test('is today at the latest, by the clock of the scheme', () => {
    // 23.30 on 14 June in UTC is 0.30 on 15 June in London.
    const now = at('2024-06-14T23:30:00Z');
    expect(refusalOfDay(cmalt, day('2024-06-15'), now)).toBeUndefined();
    expect(refusalOfDay(cmalt, day('2024-06-16'), now)?.code).toBe('day-to-come');
  });

  test('is refused for a scheme that has no registration', () => {
    expect(refusalOfDay(fellowship, day('2024-06-15'), at('2024-06-20T00:00:00Z'))?.code).toBe(
      'no-registration',
    );
  });
});
