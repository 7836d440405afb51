import { Temporal } from 'temporal-polyfill';

/** A calendar date as it is read: "30 May 2024". */
export function sayDay(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return `${day.day} ${MONTHS[day.month - 1]} ${day.year}`;
}

/** A local time on a date: "30 May 2024, 12 noon", "31 May 2021, 11.59pm". */
export function sayMoment(local: string): string {
  const moment = Temporal.PlainDateTime.from(local);
  return `${sayDay(moment.toPlainDate().toString())}, ${sayTime(moment)}`;
}

function sayTime({ hour, minute }: Temporal.PlainDateTime): string {
  if (hour === 12 && minute === 0) return '12 noon';
  const minutes = minute === 0 ? '' : `.${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

const MONTHS = [
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
