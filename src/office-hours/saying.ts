import { sayDate, sayDuration, saySpan, sayTime, sayTimeRange, weekdays } from '#calendar';
import { Temporal } from 'temporal-polyfill';
import type { Slot } from './booking.ts';
import type { Window } from './window.sql.ts';

/** When an office hour is, in words: "Thu 14 March 2024, 2pm to 2.20pm (UK time)". */
export function sayWhen({ startsAt, endsAt, zone }: Pick<Slot, 'startsAt' | 'endsAt' | 'zone'>): string {
  return saySpan(startsAt, endsAt, zone);
}

/** The times alone, for where the day stands above: "2pm to 2.20pm". */
export function sayTimes({ startsAt, endsAt, zone }: Pick<Slot, 'startsAt' | 'endsAt' | 'zone'>): string {
  return sayTimeRange(startsAt, endsAt, zone);
}

/** The day of a slot in its own zone, for grouping: 'YYYY-MM-DD'. */
export function dayOf({ startsAt, zone }: Pick<Slot, 'startsAt' | 'zone'>): string {
  return startsAt.toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** A day in words: "Thu 14 March 2024". */
export function sayDay(day: string): string {
  return sayDate(Temporal.PlainDate.from(day));
}

/** Slots or bookings day by day, in the order in which they came. */
export function byDay<Item>(items: readonly Item[], slotOf: (item: Item) => Slot): [string, Item[]][] {
  const days = new Map<string, Item[]>();
  for (const item of items) {
    const day = dayOf(slotOf(item));
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}

/** A window in words: "Thursdays, 2pm to 4pm, from Thu 14 March 2024 to Thu 18 April 2024, slots of 20 minutes". */
export function sayWindow(window: Window): string {
  const hours = `${sayClock(window.starts)} to ${sayClock(window.ends)}`;
  const slots = `slots of ${sayDuration(window.slotMinutes)}${window.gapMinutes ? `, ${sayDuration(window.gapMinutes)} between` : ''}`;
  if (window.firstDay === window.lastDay) return `${sayDay(window.firstDay)}, ${hours}, ${slots}`;
  const day = `${weekdays[window.weekday - 1]}s`;
  const rhythm = window.everyWeeks === 1 ? day : `${day}, every ${window.everyWeeks} weeks`;
  return `${rhythm}, ${hours}, from ${sayDay(window.firstDay)} to ${sayDay(window.lastDay)}, ${slots}`;
}

function sayClock(clock: string): string {
  return sayTime(Temporal.PlainTime.from(clock));
}

/** Notice in words: "24 hours", "none". */
export function sayNotice(minutes: number): string {
  return minutes === 0 ? 'none' : sayDuration(minutes);
}
