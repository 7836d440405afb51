import { Temporal } from 'temporal-polyfill';
import { instantFrom } from '#calendar';
import { refuse, type Refusal } from '#platform/refusal.ts';

/** When a mentor has time: one weekday's hours by the wall clock of a zone, again every so many weeks. */
export type Pattern = {
  readonly zone: string;
  /** 'YYYY-MM-DD', both included. One day means: just this date. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** ISO weekday, 1 is Monday. */
  readonly weekday: number;
  readonly everyWeeks: number;
  /** 'HH:MM'. */
  readonly starts: string;
  readonly ends: string;
  readonly slotMinutes: number;
  readonly gapMinutes: number;
  /** Days on which there is none, 'YYYY-MM-DD'. */
  readonly except: readonly string[];
};

/** A stretch of time. */
export type Stretch = { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant };

/** More slots than any mentor offers in a year: a mistyped date is caught before it fills a calendar. */
export const MOST_SLOTS = 600;

/** The days of a pattern: its weekday from the first such day on, every so many weeks, without the exceptions. */
export function daysOf(pattern: Pattern): Temporal.PlainDate[] {
  const last = Temporal.PlainDate.from(pattern.lastDay);
  const first = Temporal.PlainDate.from(pattern.firstDay);
  const wait = (pattern.weekday - first.dayOfWeek + 7) % 7;
  const days: Temporal.PlainDate[] = [];
  let day = first.add({ days: wait });
  while (Temporal.PlainDate.compare(day, last) <= 0 && days.length <= MOST_SLOTS) {
    if (!pattern.except.includes(day.toString())) days.push(day);
    day = day.add({ weeks: pattern.everyWeeks });
  }
  return days;
}

/**
 * The slots of a pattern, earliest first: each as long as asked, with the gap between two, none reaching past the end. Hours are
 * the wall clock's, so they stay the same on both sides of a clock change; a day on which the clock skips or repeats the beginning
 * or the end has none.
 */
export function cutSlots(pattern: Pattern): Stretch[] {
  return daysOf(pattern).flatMap((day) => slotsOn(day, pattern));
}

function slotsOn(day: Temporal.PlainDate, pattern: Pattern): Stretch[] {
  const opens = instantFrom(day.toString(), pattern.starts, pattern.zone).instant;
  const closes = instantFrom(day.toString(), pattern.ends, pattern.zone).instant;
  if (!opens || !closes) return [];
  const slots: Stretch[] = [];
  let startsAt = opens;
  while (slots.length < MOST_SLOTS) {
    const endsAt = startsAt.add({ minutes: pattern.slotMinutes });
    if (endsAt.epochMilliseconds > closes.epochMilliseconds) break;
    slots.push({ startsAt, endsAt });
    startsAt = endsAt.add({ minutes: pattern.gapMinutes });
  }
  return slots;
}

export type PublishRefusal = 'no-slots' | 'too-many-slots' | 'overlap';

/** Why these slots cannot be published: there are none ahead, or more than anybody offers. */
export function refusalToPublish(slots: readonly Stretch[]): Refusal<PublishRefusal> | undefined {
  if (slots.length === 0)
    return refuse('no-slots', 'No slot comes of this: check the dates, the weekday and the hours.', 422);
  if (slots.length <= MOST_SLOTS) return undefined;
  return refuse('too-many-slots', `This makes more than ${MOST_SLOTS} slots. Choose a shorter span.`, 422);
}
