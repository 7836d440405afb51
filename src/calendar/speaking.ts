import type { Temporal } from 'temporal-polyfill';
import { dateOfDayNumber, dayNumberOf, dayOfNumber } from './day-number.ts';
import type { Terms } from './terms.ts';
import { termWeekOfDay, weekLabel } from './term-week.ts';
import { offsetAt, wallClock, type WallClock } from './wall-clock.ts';
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

type Spoken = { day: number; time: string };

/** A date: "Thu 18 January 2024", or "Thu 18 January" without its year; " · Wk 1, HT24" follows when terms are given. */
export function sayDate(date: Temporal.PlainDate, saying: Saying = {}): string {
  const day = dayNumberOf(date);
  return bareDate(day, saying) + weekAfter(day, saying);
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
  return spoken({ day: 0, time: millisecondsOf(time) }, 'closes').time;
}

/** A date and time as a clock on the wall shows them: "Mon 8 January 2024, 12 noon". 0:00 is settled by `edge`. */
export function sayDateTime(at: Temporal.PlainDateTime, saying: SayingMoment = {}): string {
  const { day, time } = spoken({ day: dayNumberOf(at), time: millisecondsOf(at) }, saying.edge);
  return `${bareDate(day, saying)}, ${time}${weekAfter(day, saying)}`;
}

/** A moment in a zone: "Mon 8 January 2024, 12 noon (UK time) · Wk 0, HT24", the week only when terms are given. */
export function sayInstant(instant: Temporal.Instant, zone: string, saying: SayingMoment = {}): string {
  const { day, time } = spoken(wallClock(instant, zone), saying.edge);
  return `${bareDate(day, saying)}, ${time} (${sayZone(zone)})${weekAfter(day, saying)}`;
}

/** The times of day between two moments in a zone, "9.30am to 12.30pm" or "2pm to 4pm": for where the date stands beside. */
export function sayTimeRange(from: Temporal.Instant, to: Temporal.Instant, zone: string): string {
  return `${spoken(wallClock(from, zone), 'opens').time} to ${spoken(wallClock(to, zone)).time}`;
}

/**
 * An event in a zone: "Thu 18 January 2024, 9.30am to 12.30pm (UK time) · Wk 1, HT24". One that ends on another day says both
 * days. The term week, when terms are given, is that of its beginning.
 */
export function saySpan(
  from: Temporal.Instant,
  to: Temporal.Instant,
  zone: string,
  saying: Saying = {},
): string {
  const start = spoken(wallClock(from, zone), 'opens');
  const end = spoken(wallClock(to, zone));
  const until = end.day === start.day ? end.time : `${bareDate(end.day, saying)}, ${end.time}`;
  const week = weekAfter(start.day, saying);
  return `${bareDate(start.day, saying)}, ${start.time} to ${until} (${sayZone(zone)})${week}`;
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
  const words = sayZone(readerZone);
  if (to === undefined) {
    const there = spoken(wallClock(from, readerZone));
    const sameDay = there.day === spokenDayNumber(from, zone);
    return sameDay ? `${there.time} (${words})` : sayInstant(from, readerZone);
  }
  const days = [wallClock(from, zone).day, wallClock(from, readerZone).day, spokenDayNumber(to, readerZone)];
  const oneDay = days.every((day) => day === days[0]);
  return oneDay ? `${sayTimeRange(from, to, readerZone)} (${words})` : saySpan(from, to, readerZone);
}

/** The number of the day on which a moment is said to be in a zone: the day before for one at 0:00 that closes something. */
export function spokenDayNumber(
  instant: Temporal.Instant,
  zone: string,
  edge?: SayingMoment['edge'],
): number {
  return spoken(wallClock(instant, zone), edge).day;
}

/** The same as a date: what `sayInstant` says, for a table or a picker. */
export function spokenDay(
  instant: Temporal.Instant,
  zone: string,
  edge?: SayingMoment['edge'],
): Temporal.PlainDate {
  return dateOfDayNumber(spokenDayNumber(instant, zone, edge));
}

function sameClock(instant: Temporal.Instant, zone: string, other: string): boolean {
  return zone === other || offsetAt(instant, zone) === offsetAt(instant, other);
}

function spoken({ day, time }: WallClock, edge: SayingMoment['edge'] = 'closes'): Spoken {
  if (time > 0) return { day, time: clockTime(Math.floor(time / 60_000)) };
  return edge === 'opens' ? { day, time: '12.01am' } : { day: day - 1, time: '11.59pm' };
}

function clockTime(minutes: number): string {
  if (minutes === 0) return '12.01am';
  if (minutes === 720) return '12 noon';
  const hour = Math.floor(minutes / 60);
  const past = minutes % 60 === 0 ? '' : `.${String(minutes % 60).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${past}${hour < 12 ? 'am' : 'pm'}`;
}

function millisecondsOf({
  hour,
  minute,
  second,
  millisecond,
}: Temporal.PlainTime | Temporal.PlainDateTime): number {
  return ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

function bareDate(number: number, { year: withYear }: Saying): string {
  const { weekday, day, month, year } = dayOfNumber(number);
  const words = `${weekdays[weekday - 1]?.slice(0, 3)} ${day} ${months[month - 1]}`;
  return withYear === false ? words : `${words} ${year}`;
}

/** What follows a time on its line: the dot never begins one. */
function weekAfter(day: number, { terms }: Saying): string {
  const week = terms === undefined ? undefined : termWeekOfDay(terms, day);
  return week === undefined ? '' : `\u00a0· ${weekLabel(week)}`;
}
