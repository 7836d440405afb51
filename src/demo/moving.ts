import { Temporal } from 'temporal-polyfill';
import { likeDay } from '#programme';
import type { Terms } from '#calendar';
import { DEMO_ZONE } from './file-parts.ts';

/** The day and the deadline for which the files are written: they read true as they stand on a demo begun in that week. */
export type Written = { readonly monday: string; readonly deadline: string };

/** How far the files are moved, so that they read true on the day of the first start. */
export type Moving = {
  /** By so many whole weeks goes what moves with the present. */
  readonly weeks: number;
  /** By so many years goes the coming run. */
  readonly years: number;
  /** The year in which the coming run takes place, which is its address: "2027". */
  readonly coming: string;
  readonly terms: Terms | undefined;
};

/** Whoever begins a demo can apply for so long at least. */
const DAYS_TO_APPLY = 21;

/**
 * How far the files are moved for a demo begun at `present`: what moves with the present by as many whole weeks as have gone
 * by since the week that the files are written for, so that weekdays stay; the coming run to the first year whose deadline
 * lies three weeks ahead or more. Before that week, as in a rehearsal of the past, nothing moves.
 */
export function movingTo(present: Temporal.Instant, written: Written, terms: Terms | undefined): Moving {
  const today = present.toZonedDateTimeISO(DEMO_ZONE).toPlainDate();
  const monday = Temporal.PlainDate.from(written.monday);
  const weeks = Math.max(0, Math.floor(monday.until(today).total('days') / 7));
  const deadline = Temporal.PlainDateTime.from(written.deadline).toPlainDate();
  const latest = today.add({ days: DAYS_TO_APPLY });
  let years = 0;
  while (Temporal.PlainDate.compare(likeDay(deadline, years, terms), latest) < 0) years += 1;
  return { weeks, years, coming: String(deadline.year + years), terms };
}

/** Whether the coming run lies beyond the terms on file, so that its days keep their weekday and no week of term. */
export function isBeyondTerms({ coming, terms }: Moving): boolean {
  return terms !== undefined && !terms.terms.some(({ code }) => code === `HT${coming.slice(-2)}`);
}

/**
 * What a file of the demo holds, with every text in it moved. A text that is `~2026-11-16T12:20` moves with the present,
 * `=2027-01-21` is the like day of the coming run's year, and either may be followed by a span (`~2025-03-10+P2Y`). Within
 * a text, `<coming>` is the coming run's year and `<~2026-11-17>` the moved day in words; `<month …>`, `<year …>` and
 * `<yy …>` say a part of it. Throws RangeError for a mark that is none of these.
 */
export function moved(value: unknown, moving: Moving): unknown {
  if (typeof value === 'string') return movedText(value, moving);
  if (Array.isArray(value)) return value.map((one) => moved(one, moving));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, moved(one, moving)]));
}

const MARKED = /^[~=]\d{4}-/;

function movedText(text: string, moving: Moving): string {
  if (MARKED.test(text)) return movedMark(text, moving);
  return text.replace(/<([^<>]*)>/g, (_all, said: string) => {
    if (said === 'coming') return moving.coming;
    const [, form = 'day', mark] = /^(?:(day|month|year|yy) )?([~=].+)$/.exec(said) ?? [];
    if (mark === undefined) throw new RangeError(`<${said}> is no mark of the demo's files`);
    return inWords(movedMark(mark, moving), form);
  });
}

function movedMark(mark: string, { weeks, years, terms }: Moving): string {
  const [, kind, day = '', time = '', span] = MARK.exec(mark) ?? [];
  if (kind === undefined) throw new RangeError(`${mark} is no day or time that moves`);
  const from = Temporal.PlainDate.from(day);
  const to = kind === '~' ? from.add({ weeks }) : likeDay(from, years, terms);
  return `${(span ? to.add(Temporal.Duration.from(span)) : to).toString()}${time}`;
}

const MARK = /^([~=])(\d{4}-\d\d-\d\d)(T\d\d:\d\d)?(?:\+(P\w+))?$/;

const FORMS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
  yy: { year: '2-digit' },
};

function inWords(day: string, form: string): string {
  return Temporal.PlainDate.from(day).toLocaleString('en-GB', FORMS[form]);
}
