import type { Temporal } from 'temporal-polyfill';
import { dayNumberOf, sundayOnOrBefore } from './day-number.ts';
import type { Term, Terms } from './terms.ts';

/** Where a date lies: week 1 to 8 within Full Term, 0 and below before it, 9 and above after it. */
export type TermWeek = { code: string; name: string; week: number; provisional: boolean };

/**
 * The term and week of a date. Weeks run Sunday to Saturday and never change their label within: a week that a statutory
 * period touches belongs to that term; any other belongs to the nearer Full Term, and a tie goes to the coming term as a
 * negative week. Undefined where the table does not reach: before its first statutory term's first week, after its last.
 */
export function termWeek(terms: Terms, date: Temporal.PlainDate): TermWeek | undefined {
  return termWeekOfDay(terms, dayNumberOf(date));
}

/** The same for a day's number. */
export function termWeekOfDay(terms: Terms, day: number): TermWeek | undefined {
  const sunday = sundayOnOrBefore(day);
  const term = termOfWeek(terms.terms, sunday);
  if (term === undefined) return undefined;
  const week = (sunday - term.weekOne) / 7 + 1;
  return { code: term.code, name: term.name, week, provisional: term.provisional };
}

/** A week as people write it, "Wk 9, HT24" or "Wk −1, TT24", with a true minus and spaces that never break across lines. */
export function weekLabel({ code, week }: { code: string; week: number }): string {
  return `Wk\u00a0${week < 0 ? `\u2212${-week}` : week},\u00a0${code}`;
}

function termOfWeek(terms: readonly Term[], sunday: number): Term | undefined {
  const saturday = sunday + 6;
  const next = terms.findIndex((term) => saturday < term.statutoryFirst);
  const last = terms[(next === -1 ? terms.length : next) - 1];
  if (last === undefined) return undefined;
  if (sunday <= last.statutoryLast) return last;
  const coming = next === -1 ? undefined : terms[next];
  if (coming === undefined) return undefined;
  return sunday - last.lastDay < coming.weekOne - saturday ? last : coming;
}
