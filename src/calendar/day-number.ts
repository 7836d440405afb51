import { Temporal } from 'temporal-polyfill';

const millisecondsADay = 86_400_000;

/**
 * The days from 1 January 1970 to a date (negative before it). Term arithmetic runs on these numbers: measured, a difference
 * of two `PlainDate`s costs twenty times as much, and a page asks for dozens.
 */
export function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / millisecondsADay;
}

/** The same for a date. */
export function dayNumberOf(date: Temporal.PlainDate): number {
  return dayNumber(date.year, date.month, date.day);
}

/** The date that has a day number. */
export function dateOfDayNumber(number: number): Temporal.PlainDate {
  return new Temporal.PlainDate(1970, 1, 1).add({ days: number });
}

/** The day number of the Sunday on or before a day. Day 0 was a Thursday. */
export function sundayOnOrBefore(number: number): number {
  return number - ((((number + 4) % 7) + 7) % 7);
}
