import { Temporal } from 'temporal-polyfill';
import { readDate, sayDate } from '#calendar';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import type { FieldError } from '#platform/forms.ts';
import { addJob } from '#platform/jobs.ts';
import type { Run, UnconfirmedDate, Workshop } from './programme.ts';
import { lockRun, updateRun } from './run.sql.ts';
import { held } from './way.ts';
import { confirmWorkshops, workshopsOf } from './workshop.sql.ts';

/** What a coordinator decides about a run, besides its words and workshops. */
export type RunChange = {
  readonly name: string;
  readonly opensAt: Temporal.Instant;
  readonly closesAt: Temporal.Instant;
  readonly graceMinutes: number;
  readonly notifyWeekOf: string;
  readonly capacity: number;
  readonly replyWithinHours: number;
  readonly officeHoursAhead: number;
  readonly courseSite: string | undefined;
  readonly courseSiteNote: string;
};

/** What is at odds in a run's dates, field by field; empty when they fit together and with the workshops. */
export function datesAtOdds(
  change: Pick<RunChange, 'opensAt' | 'closesAt' | 'notifyWeekOf'>,
  zone: string,
  workshops: readonly Workshop[],
): FieldError[] {
  const errors: FieldError[] = [];
  const { opensAt, closesAt } = change;
  if (closesAt.epochMilliseconds <= opensAt.epochMilliseconds) {
    errors.push({ field: 'deadline', message: 'The deadline must come after the opening' });
  }
  const early = held(workshops).find(
    ({ startsAt }) => startsAt.epochMilliseconds <= closesAt.epochMilliseconds,
  );
  if (early) {
    errors.push({
      field: 'deadline',
      message: `The deadline must come before the workshops, and workshop ${early.number} starts earlier`,
    });
  }
  const week = weekAtOdds(change.notifyWeekOf, closesAt.toZonedDateTimeISO(zone).toPlainDate());
  return week ? [...errors, { field: 'notifyWeek', message: week }] : errors;
}

function weekAtOdds(text: string, deadline: Temporal.PlainDate): string | undefined {
  const day = readDate(text);
  if (!day) return 'The notification week must be a date, such as 2027-01-18';
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  if (day.dayOfWeek !== 1) {
    return `The notification week begins on a Monday: that week’s is ${sayDate(monday)}`;
  }
  const isOver = Temporal.PlainDate.compare(monday.add({ days: 6 }), deadline) < 0;
  return isOver ? 'The notification week must not be over before the deadline' : undefined;
}

/**
 * Changes a run's facts and dates, unless it was changed since version `basedOn`: then nothing happens and nothing is
 * answered. A date that differs from the one it was copied as counts as confirmed. Asks again, at the opening, to tell
 * that the run opened.
 */
export async function changeRun(
  tx: Tx,
  runId: string,
  change: RunChange,
  basedOn: number,
): Promise<Run | undefined> {
  const run = await lockRun(tx, runId);
  if (run.version !== basedOn) return undefined;
  const moved = {
    opens: !run.opensAt.equals(change.opensAt),
    deadline: !run.deadline.at.equals(change.closesAt),
    'notify-week': run.notifyWeekOf !== change.notifyWeekOf,
    'form-days': false,
  };
  const unconfirmed = datesOfRun(run).filter((date) => !moved[date]);
  await updateRun(tx, runId, { ...change, unconfirmed });
  await askToTell(tx, runId, change.opensAt);
  return lockRun(tx, runId);
}

/** Which of its own dates a run still has to have confirmed. */
function datesOfRun(run: Run): UnconfirmedDate[] {
  return (['opens', 'deadline', 'notify-week', 'form-days'] as const).filter((date) =>
    run.unconfirmed.includes(date),
  );
}

/** Marks the days that a copied form names as waiting to be confirmed with the run's other dates. */
export async function flagFormDays(tx: Tx, runId: string): Promise<void> {
  const run = await lockRun(tx, runId);
  await updateRun(tx, runId, { unconfirmed: [...new Set([...datesOfRun(run), 'form-days' as const])] });
}

/** One text for the whole plan of dates as it stands: what a coordinator saw when confirming. */
export function planStamp(run: Run, workshops: readonly Workshop[]): string {
  return [run.version, ...workshops.map(({ id, version }) => `${id.slice(0, 8)}.${version}`)].join('_');
}

/**
 * Confirms one copied date ('opens', 'deadline', 'notify-week', 'form-days', 'workshop-3') or 'all' as they stand, unless anything
 * in the plan changed since it was seen: then nothing happens. Answers whether it was done.
 */
export async function confirmDates(tx: Tx, runId: string, what: string, seen: string): Promise<boolean> {
  const run = await lockRun(tx, runId);
  const workshops = await workshopsOf(tx, runId);
  if (planStamp(run, workshops) !== seen) return false;
  const meant = what === 'all' ? run.unconfirmed : run.unconfirmed.filter((date) => date === what);
  const unconfirmed = datesOfRun(run).filter((date) => !meant.includes(date));
  await updateRun(tx, runId, { unconfirmed });
  const numbers = meant.flatMap((date) => /^workshop-(\d+)$/.exec(date)?.[1] ?? []).map(Number);
  if (numbers.length > 0) await confirmWorkshops(tx, runId, numbers);
  await askToTell(tx, runId, run.opensAt);
  return true;
}

async function askToTell(tx: Tx, runId: string, opensAt: Temporal.Instant): Promise<void> {
  const at = opensAt.epochMilliseconds > now().epochMilliseconds ? { at: opensAt } : {};
  await addJob(tx, 'tell-run-opened', { runId }, { ...at, key: `tell-run-opened:${runId}` });
}
