import { Temporal } from 'temporal-polyfill';
import { sayDate } from '#calendar';
import type { Edition } from '#framework';
import { now } from '#platform/clock.ts';

/** Today in the edition's own time zone. */
export function todayOf(edition: Pick<Edition, 'timeZone'>): Temporal.PlainDate {
  return now().toZonedDateTimeISO(edition.timeZone).toPlainDate();
}

/** A date as the database keeps it, as a date. */
export function plainDate(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

/** The same in words: "Fri 20 December 2024". */
export function dayInWords(text: string): string {
  return sayDate(plainDate(text));
}

/** The same as a certificate or the register says it, without the weekday: "20 December 2024". */
export function formalDay(text: string): string {
  return sayDate(plainDate(text)).replace(/^\w+ /, '');
}
