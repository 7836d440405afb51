import type { Temporal } from 'temporal-polyfill';
import { termDates, termWeek, type Terms } from '#calendar';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import type { Run } from './programme.ts';
import { addRun } from './run.sql.ts';
import { copyTexts } from './section-text.sql.ts';
import { held, notifyMonday, termsOf } from './way.ts';
import { addWorkshop, workshopsOf } from './workshop.sql.ts';

/**
 * The like day some years on: the same weekday of the same week of the same term where the table of terms knows it,
 * otherwise 52 weeks on for each year, which keeps the weekday.
 */
export function likeDay(
  day: Temporal.PlainDate,
  years: number,
  terms: Terms | undefined,
): Temporal.PlainDate {
  const week = terms && termWeek(terms, day);
  const sunday = week && terms && firstSunday(terms, week.code, years);
  if (!week || !sunday) return day.add({ days: 364 * years });
  return sunday.add({ days: (week.week - 1) * 7 + (day.dayOfWeek % 7) });
}

function firstSunday(terms: Terms, code: string, years: number): Temporal.PlainDate | undefined {
  const year = String((Number(code.slice(2)) + years) % 100).padStart(2, '0');
  return termDates(terms).find((term) => term.code === `${code.slice(0, 2)}${year}`)?.firstDay;
}

/** The like moment some years on: the like day, at the same time by the clock on the wall. */
export function likeMoment(
  at: Temporal.Instant,
  years: number,
  zone: string,
  terms: Terms | undefined,
): Temporal.Instant {
  const wall = at.toZonedDateTimeISO(zone);
  const day = likeDay(wall.toPlainDate(), years, terms);
  return day.toPlainDateTime(wall.toPlainTime()).toZonedDateTime(zone).toInstant();
}

/**
 * What of a run can be copied, piece by piece. Its dates, number of places and ways of replying always are: no run is
 * without. `preparation` goes with the workshops that it is for.
 */
export const PIECES = ['texts', 'workshops', 'preparation', 'form', 'criteria'] as const;
export type Piece = (typeof PIECES)[number];

export type RunCopy = {
  readonly slug: string;
  readonly name: string;
  readonly years: number;
  readonly by: string;
  readonly pieces: readonly Piece[];
};

/**
 * Makes a new run from an older one: the chosen pieces (its words, but not what it says of itself; workshops that took
 * place), its dates and facts, every date moved on and waiting to be confirmed. Links and the course site belong to a
 * year and are left out. Tells of it, and later rooms copy what is theirs: form, criteria, preparation, materials. A
 * slug that the programme has already is refused by the database (run_programme_id_slug_key).
 */
export async function copyRun(tx: Tx, from: Run, copy: RunCopy): Promise<Run> {
  const terms = termsOf(from.programme);
  const on = (at: Temporal.Instant) => likeMoment(at, copy.years, from.zone, terms);
  const closesAt = on(from.deadline.at);
  const run = await addRun(tx, {
    programmeId: from.programme.id,
    slug: copy.slug,
    name: copy.name,
    capacity: from.capacity,
    opensAt: earlierOf(on(from.opensAt), closesAt),
    closesAt,
    graceMinutes: from.deadline.graceMinutes,
    notifyWeekOf: likeMonday(notifyMonday(from), copy.years, terms),
    replyWithinHours: from.replyWithinHours,
    officeHoursAhead: from.officeHoursAhead,
    zone: from.zone,
    courseSiteNote: from.courseSiteNote,
    copiedFromId: from.id,
    unconfirmed: ['opens', 'deadline', 'notify-week'],
  });
  if (copy.pieces.includes('texts'))
    await copyTexts(tx, { programmeId: from.programme.id, runId: from.id }, run.id, copy.by);
  const workshops = copy.pieces.includes('workshops') ? await copyWorkshops(tx, from, run, on) : [];
  const { pieces, years, by } = copy;
  const runs = { runId: run.id, fromRunId: from.id };
  await announce(tx, 'programme.run-copied', { ...runs, pieces, years, by, workshops });
  return run;
}

type Moving = (at: Temporal.Instant) => Temporal.Instant;

async function copyWorkshops(
  tx: Tx,
  from: Run,
  run: Run,
  on: Moving,
): Promise<{ readonly fromId: string; readonly id: string }[]> {
  const copied = [];
  for (const [index, workshop] of held(await workshopsOf(tx, from.id)).entries()) {
    const { title, about, place, joining, accessNotes } = workshop;
    const startsAt = on(workshop.startsAt);
    const endsAt = startsAt.add(workshop.endsAt.since(workshop.startsAt));
    const moved = { runId: run.id, number: index + 1, startsAt, endsAt, unconfirmed: true };
    const { id } = await addWorkshop(tx, { ...moved, title, about, place, joining, accessNotes });
    copied.push({ fromId: workshop.id, id });
  }
  return copied;
}

// Two dates of different terms can move by different lengths: the opening stays before the deadline all the same.
function earlierOf(opensAt: Temporal.Instant, closesAt: Temporal.Instant): Temporal.Instant {
  const isBefore = opensAt.epochMilliseconds < closesAt.epochMilliseconds;
  return isBefore ? opensAt : closesAt.subtract({ hours: 24 * 28 });
}

function likeMonday(monday: Temporal.PlainDate, years: number, terms: Terms | undefined): string {
  return likeDay(monday, years, terms).toString();
}
