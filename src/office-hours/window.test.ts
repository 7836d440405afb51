import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { overlap } from './booking.ts';
import { cutSlots, daysOf, refusalToPublish, type Pattern } from './window.ts';

const pattern: Pattern = {
  zone: 'Europe/London',
  firstDay: '2024-03-14',
  lastDay: '2024-04-18',
  weekday: 4,
  everyWeeks: 1,
  starts: '14:00',
  ends: '16:00',
  slotMinutes: 20,
  gapMinutes: 0,
  except: ['2024-03-28'],
};

test('weekly hours stay the same by the clock on the wall when the clocks change', () => {
  const firsts = cutSlots({ ...pattern, slotMinutes: 120 }).map(({ startsAt }) => startsAt.toString());
  expect(firsts).toEqual([
    '2024-03-14T14:00:00Z',
    '2024-03-21T14:00:00Z',
    '2024-04-04T13:00:00Z',
    '2024-04-11T13:00:00Z',
    '2024-04-18T13:00:00Z',
  ]);
});

test('a gap stands between two slots, and none reaches past the end', () => {
  const slots = cutSlots({ ...pattern, lastDay: '2024-03-14', slotMinutes: 25, gapMinutes: 10 });
  expect(slots.map(({ startsAt }) => startsAt.toString().slice(11, 16))).toEqual(['14:00', '14:35', '15:10']);
});

test('every second week counts from the first such weekday', () => {
  const days = daysOf({ ...pattern, firstDay: '2024-03-12', everyWeeks: 2, except: [] });
  expect(days.map(String)).toEqual(['2024-03-14', '2024-03-28', '2024-04-11']);
});

test('no slot or far too many are refused', () => {
  expect(refusalToPublish([])?.code).toBe('no-slots');
  const many = cutSlots({ ...pattern, lastDay: '2034-03-14', slotMinutes: 5 });
  expect(refusalToPublish(many)?.code).toBe('too-many-slots');
});

const patterns = fc.record({
  zone: fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
  start: fc.integer({ min: 0, max: 700 }),
  days: fc.integer({ min: 0, max: 120 }),
  weekday: fc.integer({ min: 1, max: 7 }),
  everyWeeks: fc.integer({ min: 1, max: 4 }),
  from: fc.integer({ min: 0, max: 22 }),
  hours: fc.integer({ min: 1, max: 23 }),
  slotMinutes: fc.integer({ min: 5, max: 240 }),
  gapMinutes: fc.integer({ min: 0, max: 120 }),
});

test('slots are as long as asked, lie within the hours of their day and never overlap, in any zone and year', () => {
  fc.assert(
    fc.property(patterns, ({ start, days, from, hours, ...rest }) => {
      const first = Temporal.PlainDate.from('2024-01-01').add({ days: start });
      const two = (hour: number) => `${String(Math.min(23, hour)).padStart(2, '0')}:00`;
      const made: Pattern = {
        ...rest,
        firstDay: first.toString(),
        lastDay: first.add({ days }).toString(),
        starts: two(from),
        ends: two(from + hours),
        except: [],
      };
      const slots = cutSlots(made);
      for (const [index, slot] of slots.entries()) {
        const at = slot.startsAt.toZonedDateTimeISO(made.zone);
        expect(slot.endsAt.since(slot.startsAt).total('minutes')).toBe(made.slotMinutes);
        expect(at.dayOfWeek).toBe(made.weekday);
        const end = slot.endsAt.toZonedDateTimeISO(made.zone);
        expect(end.toPlainDate().equals(at.toPlainDate())).toBe(true);
        expect(end.toPlainTime().toString().slice(0, 5) <= made.ends).toBe(true);
        const next = slots[index + 1];
        if (next) expect(overlap(slot, next)).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});
