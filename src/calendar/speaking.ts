import type { Temporal } from 'temporal-polyfill';
import type { Terms } from './terms.ts';
import { termWeek, weekLabel } from './term-week.ts';
import { sayZone } from './zone.ts';

/** Names of days, Monday first, as `PlainDate.dayOfWeek` counts them from 1. */
export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** Names of months, January first. */
export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** How a date is said: with its year unless `year` is false, and with its term week when `terms` are given. */
export type Saying = { year?: boolean | undefined; terms?: Terms | undefined };

/**
 * How a moment is said. `edge` settles a moment at 0:00, which people read as either end of the day: one that `closes` something
 * (the default) is said as 11.59pm of the day before, one that `opens` something as 12.01am, so that both are true and safe.
 */
export type SayingMoment = Saying & { edge?: 'closes' | 'opens' | undefined };

type Clock = Pick<
  Temporal.PlainTime,
  'hour' | 'minute' | 'second' | 'millisecond' | 'microsecond' | 'nanosecond'
>;
type Wall = { date: Temporal.PlainDate; time: string };

/** A date: "Thu 18 January 2024", or "Thu 18 January" without its year; " · Wk 1, HT24" follows when terms are given. */
export function sayDate(date: Temporal.PlainDate, saying: Saying = {}): string {
  return bareDate(date, saying) + weekAfter(date, saying);
}

/** The week that begins with a date: "Week commencing Mon 15 January 2024", with its term week when terms are given. */
export function sayWeekCommencing(date: Temporal.PlainDate, saying: Saying = {}): string {
  return `Week commencing ${sayDate(date, saying)}`;
}

/**
 * A time of day: "9.30am", "2pm", "12 noon" (never 12pm), "12.15am". 0:00 exactly is "11.59pm", so that "midnight" and "12am",
 * which people read as either end of a day, never appear; the rest of that minute is "12.01am".
 */
export function sayTime(time: Temporal.PlainTime): string {
  return isMidnight(time) ? '11.59pm' : clockTime(time);
}

/** A date and time as a clock on the wall shows them: "Mon 8 January 2024, 12 noon". 0:00 is settled by `edge`. */
export function sayDateTime(at: Temporal.PlainDateTime, saying: SayingMoment = {}): string {
  const { date, time } = wall(at, saying);
  return `${bareDate(date, saying)}, ${time}${weekAfter(date, saying)}`;
}

/** A moment in a zone: "Mon 8 January 2024, 12 noon (UK time) · Wk 0, HT24", the week only when terms are given. */
export function sayInstant(instant: Temporal.Instant, zone: string, saying: SayingMoment = {}): string {
  const { date, time } = wall(instant.toZonedDateTimeISO(zone), saying);
  return `${bareDate(date, saying)}, ${time} (${sayZone(zone)})${weekAfter(date, saying)}`;
}

/** The times of day between two moments in a zone, "9.30am to 12.30pm" or "2pm to 4pm": for where the date stands beside. */
export function sayTimeRange(from: Temporal.Instant, to: Temporal.Instant, zone: string): string {
  return `${wall(from.toZonedDateTimeISO(zone), { edge: 'opens' }).time} to ${wall(to.toZonedDateTimeISO(zone), {}).time}`;
}

/**
 * An event in a zone: "Thu 18 January 2024, 9.30am to 12.30pm (UK time) · Wk 1, HT24". One that ends on another day says both
 * days. The term week, when terms are given, is that of
 * its beginning.
 */
export function saySpan(
  from: Temporal.Instant,
  to: Temporal.Instant,
  zone: string,
  saying: Saying = {},
): string {
  const start = wall(from.toZonedDateTimeISO(zone), { edge: 'opens' });
  const end = wall(to.toZonedDateTimeISO(zone), {});
  const until = end.date.equals(start.date) ? end.time : `${bareDate(end.date, saying)}, ${end.time}`;
  return `${bareDate(start.date, saying)}, ${start.time} to ${until} (${sayZone(zone)})${weekAfter(start.date, saying)}`;
}

/**
 * The same moment, or span when `to` is given, by the reader's clock, to stand beside the one in the event's zone: "4.30am to
 * 7.30am (New York time)", with the date where it is another day there. Undefined where both clocks show the same.
 */
export function sayInReaderZone(
  from: Temporal.Instant,
  zone: string,
  readerZone: string,
  to?: Temporal.Instant,
): string | undefined {
  if (sameClock(from, zone, readerZone) && (to === undefined || sameClock(to, zone, readerZone)))
    return undefined;
  const sameDay = spokenDay(from, zone).equals(spokenDay(from, readerZone));
  if (to === undefined) {
    if (!sameDay) return sayInstant(from, readerZone);
    return `${wall(from.toZonedDateTimeISO(readerZone), {}).time} (${sayZone(readerZone)})`;
  }
  const ends = spokenDay(to, readerZone);
  if (!sameDay || !ends.equals(spokenDay(from, readerZone))) return saySpan(from, to, readerZone);
  return `${sayTimeRange(from, to, readerZone)} (${sayZone(readerZone)})`;
}

/** The day on which a moment is said to be in a zone: that before when it is 0:00 exactly and closes something. */
export function spokenDay(
  instant: Temporal.Instant,
  zone: string,
  edge: 'closes' | 'opens' = 'closes',
): Temporal.PlainDate {
  return wall(instant.toZonedDateTimeISO(zone), { edge }).date;
}

function sameClock(instant: Temporal.Instant, zone: string, other: string): boolean {
  if (zone === other) return true;
  return (
    instant.toZonedDateTimeISO(zone).offsetNanoseconds === instant.toZonedDateTimeISO(other).offsetNanoseconds
  );
}

function wall(at: Temporal.PlainDateTime | Temporal.ZonedDateTime, { edge }: SayingMoment): Wall {
  const date = at.toPlainDate();
  if (!isMidnight(at)) return { date, time: clockTime(at) };
  if (edge === 'opens') return { date, time: '12.01am' };
  return { date: date.subtract({ days: 1 }), time: '11.59pm' };
}

function isMidnight(time: Clock): boolean {
  if (time.hour !== 0 || time.minute !== 0 || time.second !== 0) return false;
  return time.millisecond === 0 && time.microsecond === 0 && time.nanosecond === 0;
}

function clockTime({ hour, minute }: Clock): string {
  if (hour === 0 && minute === 0) return '12.01am';
  if (hour === 12 && minute === 0) return '12 noon';
  const minutes = minute === 0 ? '' : `.${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

function bareDate(date: Temporal.PlainDate, { year }: Saying): string {
  const day = `${weekdays[date.dayOfWeek - 1]?.slice(0, 3)} ${date.day} ${months[date.month - 1]}`;
  return year === false ? day : `${day} ${date.year}`;
}

function weekAfter(date: Temporal.PlainDate, { terms }: Saying): string {
  const week = terms === undefined ? undefined : termWeek(terms, date);
  return week === undefined ? '' : ` · ${weekLabel(week)}`;
}
