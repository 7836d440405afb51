import { Temporal } from 'temporal-polyfill';

/** A date as the database keeps it, 'YYYY-MM-DD', as a date. */
export function plainDate(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}
