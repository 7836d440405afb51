import type { Temporal } from 'temporal-polyfill';
import { dayNumberOf, dayOfNumber, type Day } from './day-number.ts';
import { spokenDayNumber } from './speaking.ts';
import { wallClock } from './wall-clock.ts';

/**
 * How far a moment lies from now, counted in calendar days of a zone: "today", "tomorrow", "in 6 days", "3 weeks ago". Whole
 * weeks from two weeks on, whole months from ten weeks, whole years from two years, always rounded towards now, so that no one
 * is promised more time than there is. Stands beside an absolute date, never instead of it. A moment at 0:00 counts to the day
 * before, as it is said.
 */
export function sayRelative(now: Temporal.Instant, instant: Temporal.Instant, zone: string): string {
  return sayApart(wallClock(now, zone).day, spokenDayNumber(instant, zone));
}

/** The same between two dates: how far `date` lies from `today`. */
export function sayDaysApart(today: Temporal.PlainDate, date: Temporal.PlainDate): string {
  return sayApart(dayNumberOf(today), dayNumberOf(date));
}

/** A length of time in minutes, in words: "11 hours", "2 hours 30 minutes", "45 minutes". Throws for a negative length. */
export function sayDuration(minutes: number): string {
  if (!(minutes >= 0)) throw new RangeError(`A duration of ${minutes} minutes cannot be said`);
  const whole = Math.round(minutes);
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return count(rest, 'minute');
  return rest === 0 ? count(hours, 'hour') : `${count(hours, 'hour')} ${count(rest, 'minute')}`;
}

function sayApart(today: number, day: number): string {
  const days = day - today;
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${sayLength(today, day)}` : `${sayLength(day, today)} ago`;
}

function sayLength(first: number, last: number): string {
  const days = last - first;
  if (days < 14) return count(days, 'day');
  if (days < 70) return count(Math.floor(days / 7), 'week');
  const months = wholeMonths(dayOfNumber(first), dayOfNumber(last));
  return months < 24 ? count(months, 'month') : count(Math.floor(months / 12), 'year');
}

function wholeMonths(first: Day, last: Day): number {
  const begun = (last.year - first.year) * 12 + last.month - first.month;
  return last.day < first.day ? begun - 1 : begun;
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
