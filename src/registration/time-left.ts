import type { Temporal } from 'temporal-polyfill';

const WEEKS_FROM_DAYS = 14;
const MONTHS_FROM_DAYS = 70;
const YEARS_FROM_MONTHS = 24;

/**
 * How far off a last day is, in words that whoever counts it on a calendar finds true: "in 11 months and 30 days", not "in 11
 * months" for all but a year. Days alone below two weeks, weeks and days below ten, then months and days; from two years on
 * years and months, the days over left out. A day that is over is said with "ago".
 */
export function sayTimeLeft(today: Temporal.PlainDate, day: Temporal.PlainDate): string {
  const days = today.until(day).days;
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${sayLength(today, day)}` : `${sayLength(day, today)} ago`;
}

function sayLength(first: Temporal.PlainDate, last: Temporal.PlainDate): string {
  const { days } = first.until(last);
  if (days < WEEKS_FROM_DAYS) return count(days, 'day');
  if (days < MONTHS_FROM_DAYS) return both(count(Math.floor(days / 7), 'week'), days % 7, 'day');
  const apart = first.until(last, { largestUnit: 'months' });
  if (apart.months < YEARS_FROM_MONTHS) return both(count(apart.months, 'month'), apart.days, 'day');
  return both(count(Math.floor(apart.months / 12), 'year'), apart.months % 12, 'month');
}

function both(long: string, rest: number, unit: string): string {
  return rest === 0 ? long : `${long} and ${count(rest, unit)}`;
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
