import { Temporal } from 'temporal-polyfill';
import type { Edition } from '#framework';
import { now } from '#platform/clock.ts';

/** A date as the database keeps it, 'YYYY-MM-DD', as a date. */
export function plainDate(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

/** Today in the edition's own time zone. */
export function todayOf(edition: Pick<Edition, 'timeZone'>): Temporal.PlainDate {
  return now().toZonedDateTimeISO(edition.timeZone).toPlainDate();
}
