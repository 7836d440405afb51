import { sayDate } from '#calendar';
import { plainDate } from '#registration';

/** A date as the database keeps it, in words: "Fri 20 December 2024". */
export function dayInWords(text: string): string {
  return sayDate(plainDate(text));
}

/** The same as a certificate or the register says it, without the weekday: "20 December 2024". */
export function formalDay(text: string): string {
  return sayDate(plainDate(text)).replace(/^\w+ /, '');
}
