import { join } from 'node:path';
import { loadTerms, saySpan, type Terms } from '#calendar';
import type { Run, Workshop } from '#programme';
import { settings } from '#platform/config.ts';

let read: { readonly folder: string; readonly tables: ReadonlyMap<string, Terms> } | undefined;

/** The terms by which a run's programme counts its weeks, or nothing where it does not. The files are read once. */
export function termsOf(run: Run): Terms | undefined {
  const folder = join(settings().root, 'terms');
  if (read?.folder !== folder) read = { folder, tables: loadTerms(folder) };
  return run.programme.termTable === undefined ? undefined : read.tables.get(run.programme.termTable);
}

type Session = Pick<Workshop, 'startsAt' | 'endsAt'>;

/** When a workshop is, in words: "Thu 18 January 2024, 9.30am to 12.30pm (UK time) · Wk 1, HT24". */
export function sayWhen(run: Run, { startsAt, endsAt }: Session): string {
  return saySpan(startsAt, endsAt, run.zone, { terms: termsOf(run) });
}

/** A workshop's number and title: "Workshop 3: The wider context". */
export function sayWorkshop({ number, title }: Pick<Workshop, 'number' | 'title'>): string {
  return `Workshop ${number}: ${title}`;
}
