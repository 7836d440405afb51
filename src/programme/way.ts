import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import {
  loadTerms,
  readDate,
  sayDate,
  sayInstant,
  sayTimeRange,
  sayWeekCommencing,
  spokenDay,
  termWeek,
  weekLabel,
  type Terms,
} from '#calendar';
import type { Edition } from '#framework';
import type { StateKind } from '#look/state.tsx';
import type { Sign } from '#look/trail.tsx';
import { settings } from '#platform/config.ts';
import type { Programme, Run, Workshop } from './programme.ts';
import { runStanding, waitsForDates } from './rules.ts';

const tables = new Map<string, ReadonlyMap<string, Terms>>();

/** The tables of terms that ship, by name; read once. */
export function termTables(): ReadonlyMap<string, Terms> {
  const folder = join(settings().root, 'terms');
  const known = tables.get(folder) ?? loadTerms(folder);
  tables.set(folder, known);
  return known;
}

/** The terms by which a programme counts its weeks, or nothing where it does not. */
export function termsOf(programme: Pick<Programme, 'termTable'>): Terms | undefined {
  return programme.termTable === undefined ? undefined : termTables().get(programme.termTable);
}

/** The workshops that take place, by number. */
export function held(workshops: readonly Workshop[]): Workshop[] {
  return workshops.filter(({ cancelledAt }) => !cancelledAt);
}

/** The length of all workshops that take place, in minutes. */
export function minutesInAll(workshops: readonly Workshop[]): number {
  const total = held(workshops).reduce(
    (sum, { startsAt, endsAt }) => sum + endsAt.epochMilliseconds - startsAt.epochMilliseconds,
    0,
  );
  return Math.round(total / 60_000);
}

/** The terms in which the workshops lie, in words: "Hilary and Trinity Terms"; '' where weeks are not counted. */
export function sayTerms(run: Run, workshops: readonly Workshop[]): string {
  const terms = termsOf(run.programme);
  if (!terms) return '';
  const names = held(workshops).flatMap(
    ({ startsAt }) => termWeek(terms, spokenDay(startsAt, run.zone, 'opens'))?.name.split(' ')[0] ?? [],
  );
  const distinct = [...new Set(names)];
  const last = distinct.pop();
  if (last === undefined) return '';
  return distinct.length === 0 ? `${last} Term` : `${distinct.join(', ')} and ${last} Terms`;
}

export type StateWords = { readonly kind: StateKind; readonly words: string };

/**
 * Where a run stands at a moment, in words for its page: whether applications are taken (to the millisecond of the
 * published deadline; the grace is never said), and after them what happens next.
 */
export function stateOf(run: Run, workshops: readonly Workshop[], now: Temporal.Instant): StateWords[] {
  const says = (at: Temporal.Instant, edge?: 'opens') => sayInstant(at, run.zone, { edge });
  if (waitsForDates(run)) return [{ kind: 'waiting', words: 'The dates are not settled yet' }];
  switch (runStanding(run, now)) {
    case 'not-open':
      return [{ kind: 'waiting', words: `Applications open ${says(run.opensAt, 'opens')}` }];
    case 'open':
      return [{ kind: 'now', words: `Open for applications until ${says(run.deadline.at)}` }];
    default:
      return [
        { kind: 'closed', words: `Applications closed ${says(run.deadline.at)}` },
        afterDeadline(run, held(workshops), now),
      ];
  }
}

function afterDeadline(run: Run, workshops: readonly Workshop[], now: Temporal.Instant): StateWords {
  const next = workshops.find(({ endsAt }) => isBefore(now, endsAt));
  const begun = workshops.some(({ startsAt }) => isBefore(startsAt, now));
  const today = now.toZonedDateTimeISO(run.zone).toPlainDate();
  const monday = notifyMonday(run);
  if (next && isSameDay(next, run, today))
    return { kind: 'now', words: `${nameOf(next, workshops)} is today` };
  if (!begun && Temporal.PlainDate.compare(today, monday) < 0) {
    return { kind: 'waiting', words: `Letters go out in the week of ${sayDate(monday)}` };
  }
  if (!begun && Temporal.PlainDate.compare(today, monday.add({ days: 7 })) < 0) {
    return { kind: 'now', words: 'Notification week' };
  }
  if (!next) return { kind: 'done', words: 'The workshops are over' };
  const day = sayDate(spokenDay(next.startsAt, run.zone, 'opens'));
  return { kind: 'now', words: `${nameOf(next, workshops)} on ${day}` };
}

function nameOf({ number }: Workshop, workshops: readonly Workshop[]): string {
  return `Workshop ${number} of ${Math.max(...workshops.map((workshop) => workshop.number))}`;
}

function isSameDay({ startsAt }: Workshop, { zone }: Run, today: Temporal.PlainDate): boolean {
  return startsAt.toZonedDateTimeISO(zone).toPlainDate().equals(today);
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return one.epochMilliseconds < other.epochMilliseconds;
}

/** The Monday of the week in which letters go out. */
export function notifyMonday(run: Run): Temporal.PlainDate {
  const monday = readDate(run.notifyWeekOf);
  if (!monday) throw new RangeError(`Run ${run.id} has no notification week.`);
  return monday;
}

type Stage = { title: string; lines: string[]; from: number; until: number };

/** The run as signs along the trail: applying, hearing, each workshop, and the portfolio, with the next one marked. */
export function trailOf(
  run: Run,
  workshops: readonly Workshop[],
  now: Temporal.Instant,
  { within }: { within: string | undefined },
): Sign[] {
  const sessions = held(workshops).map((workshop) => attending(run, workshop));
  const stages = [applying(run), hearing(run, sessions[0]?.from), ...sessions];
  const ready = within ? `when you are ready, within ${within} of registering` : 'when you are ready';
  const last = { title: 'Submit and be assessed', lines: [ready] };
  const here = stages.findIndex(({ until }) => now.epochMilliseconds < until);
  const begun = now.epochMilliseconds >= (stages[0]?.from ?? 0);
  const place = (index: number): Sign['place'] => {
    if (here === -1 || index < here) return 'past';
    return index === here && begun ? 'here' : 'ahead';
  };
  return [
    ...stages.map(({ title, lines }, index) => ({ title, lines, place: place(index) })),
    { ...last, place: here === -1 ? 'here' : 'ahead' },
  ];
}

function applying(run: Run): Stage {
  const { at } = run.deadline;
  const [day = '', time = ''] = sayInstant(at, run.zone, { year: false }).split(/, | \(/);
  return {
    title: 'Apply',
    lines: [`by ${day}`, time, weekOf(run, spokenDay(at, run.zone))].filter(Boolean),
    from: run.opensAt.epochMilliseconds,
    until: at.epochMilliseconds,
  };
}

function hearing(run: Run, firstWorkshop: number = Infinity): Stage {
  const monday = notifyMonday(run);
  const after = monday.add({ days: 7 }).toZonedDateTime(run.zone).epochMilliseconds;
  const week = weekOf(run, monday);
  return {
    title: 'Hear',
    lines: [`week of ${sayDate(monday, { year: false })}`, ...(week ? [week] : [])],
    from: run.deadline.at.epochMilliseconds,
    until: Math.min(after, firstWorkshop),
  };
}

function attending(run: Run, workshop: Workshop): Stage {
  const { startsAt, endsAt, number, unconfirmed } = workshop;
  const day = spokenDay(startsAt, run.zone, 'opens');
  return {
    title: `Workshop ${number}`,
    lines: [
      sayDate(day, { year: false }),
      sayTimeRange(startsAt, endsAt, run.zone),
      weekOf(run, day),
      unconfirmed ? 'to be confirmed' : '',
    ].filter(Boolean),
    from: startsAt.epochMilliseconds,
    until: endsAt.epochMilliseconds,
  };
}

function weekOf(run: Run, day: Temporal.PlainDate): string {
  const terms = termsOf(run.programme);
  const week = terms && termWeek(terms, day);
  return week ? weekLabel(week) : '';
}

/** The week in which letters go out, in words with its term week. */
export function sayNotifyWeek(run: Run): string {
  return sayWeekCommencing(notifyMonday(run), { terms: termsOf(run.programme) });
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** How long a registration holds, in words ("two years", "18 months"); nothing where the scheme has no such clock. */
export function sayRegistration(edition: Edition | undefined): string | undefined {
  const months = edition?.registration?.validMonths;
  if (months === undefined) return undefined;
  const [number, unit] = months % 12 === 0 ? [months / 12, 'year'] : [months, 'month'];
  return `${NUMBERS[number] ?? number} ${unit}${number === 1 ? '' : 's'}`;
}
