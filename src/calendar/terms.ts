import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { dateOfDayNumber, dayNumber, dayNumberOf, sundayOnOrBefore } from './day-number.ts';
import { easterSunday } from './easter.ts';
import { isZone } from './zone.ts';

/** A term, its weeks counted from `weekOne`. Days are day numbers, last days inclusive. */
export type Term = {
  code: string;
  name: string;
  provisional: boolean;
  weekOne: number;
  lastDay: number;
  statutoryFirst: number;
  statutoryLast: number;
};

/** An institution's terms, earliest first and none missing between. */
export type Terms = { timeZone: string; terms: readonly Term[] };

/** A term for a list to choose from: Full Term, Sunday of week 1 to Saturday of week 8. */
export type TermDates = {
  code: string;
  name: string;
  provisional: boolean;
  firstDay: Temporal.PlainDate;
  lastDay: Temporal.PlainDate;
};

const weeksOfFullTerm = 8;
const seasons = ['MT', 'HT', 'TT'];

// The pipe stops at a day that does not exist, whose weekday nobody could tell.
const sunday = z.iso.date().pipe(
  z.string().refine((text) => dayOf(text) === sundayOnOrBefore(dayOf(text)), {
    error: 'week 1 of a term begins on a Sunday',
  }),
);

const termSchema = z.strictObject({
  code: z.string().regex(/^(MT|HT|TT)\d\d$/, 'a term code is MT, HT or TT and two figures, such as HT24'),
  name: z.string().min(1),
  weekOne: sunday,
  status: z.enum(['confirmed', 'provisional']),
});

const fileSchema = z.strictObject({
  timeZone: z.string().refine(isZone, { error: 'no such time zone' }),
  rule: z.literal('oxford'),
  terms: z.array(termSchema).min(1).superRefine(checkOrder),
});

/** A terms file that cannot be used. The message names the file and, for each fault, its path and the reason. */
export class TermsFileError extends Error {
  override name = 'TermsFileError';
}

/**
 * Reads every `.yaml` file of a folder as a table of terms, keyed by the file's name without its ending (`oxford`).
 * Throws a `TermsFileError` that lists file, path and reason of every fault in the first faulty file.
 */
export function loadTerms(folder: string): ReadonlyMap<string, Terms> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return new Map(
    files
      .sort()
      .map((name) => [
        basename(name, '.yaml'),
        parseTerms(join(folder, name), readFileSync(join(folder, name), 'utf8')),
      ]),
  );
}

/** One terms file's text as a table of terms. `file` only names it in the `TermsFileError` that a fault throws. */
export function parseTerms(file: string, text: string): Terms {
  const read = fileSchema.safeParse(parseYaml(file, text));
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `${file}: ${sayPath(issue.path)}: ${issue.message}`);
    throw new TermsFileError(faults.join('\n'));
  }
  return { timeZone: read.data.timeZone, terms: read.data.terms.map(toTerm) };
}

/** The terms that a table knows, earliest first, for a list to choose from. */
export function termDates(terms: Terms): TermDates[] {
  return terms.terms.map(({ code, name, provisional, weekOne, lastDay }) => ({
    code,
    name,
    provisional,
    firstDay: dateOfDayNumber(weekOne),
    lastDay: dateOfDayNumber(lastDay),
  }));
}

function toTerm(term: z.infer<typeof termSchema>): Term {
  const weekOne = dayOf(term.weekOne);
  const [statutoryFirst, statutoryLast] = statutoryPeriod(
    term.code.slice(0, 2),
    Number(term.weekOne.slice(0, 4)),
  );
  return {
    code: term.code,
    name: term.name,
    provisional: term.status === 'provisional',
    weekOne,
    lastDay: weekOne + weeksOfFullTerm * 7 - 1,
    statutoryFirst,
    statutoryLast,
  };
}

/**
 * First and last day of the term that Oxford's regulations fix: Michaelmas 1 October to 17 December; Hilary 7 January to 25
 * March or the Saturday before Palm Sunday, whichever is earlier; Trinity 20 April or the Wednesday after Easter, whichever is
 * later, to 6 July. Source: the University's regulations on the number and lengths of terms.
 */
export function statutoryPeriod(season: string, year: number): [first: number, last: number] {
  if (season === 'MT') return [dayNumber(year, 10, 1), dayNumber(year, 12, 17)];
  const easter = easterSunday(year);
  const easterDay = dayNumber(year, easter.month, easter.day);
  if (season === 'HT') return [dayNumber(year, 1, 7), Math.min(dayNumber(year, 3, 25), easterDay - 8)];
  return [Math.max(dayNumber(year, 4, 20), easterDay + 3), dayNumber(year, 7, 6)];
}

function checkOrder(terms: z.infer<typeof termSchema>[], context: z.RefinementCtx): void {
  terms.forEach((term, index) => {
    const year = term.weekOne.slice(2, 4);
    if (term.code.slice(2) !== year)
      context.addIssue({ code: 'custom', path: [index, 'code'], message: `the year of weekOne is ${year}` });
    const before = terms[index - 1];
    if (before === undefined) return;
    const expected = codeAfter(before.code);
    if (term.code !== expected)
      context.addIssue({
        code: 'custom',
        path: [index, 'code'],
        message: `after ${before.code} comes ${expected}`,
      });
  });
}

function codeAfter(code: string): string {
  const season = seasons.indexOf(code.slice(0, 2));
  const year = (Number(code.slice(2)) + (season === 0 ? 1 : 0)) % 100;
  return `${seasons[(season + 1) % seasons.length]}${String(year).padStart(2, '0')}`;
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof YAMLParseError) throw new TermsFileError(`${file}: ${error.message}`);
    throw error;
  }
}

function sayPath(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the whole file' : path.map(String).join('.');
}

function dayOf(text: string): number {
  return dayNumberOf(Temporal.PlainDate.from(text));
}
