import type { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import type { FieldError } from '#platform/forms.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import type { Run, Workshop } from './programme.ts';
import { held } from './way.ts';
import { addWorkshop, lockWorkshop, updateWorkshop, workshopsOf } from './workshop.sql.ts';

/** What a coordinator plans for a workshop. */
export type WorkshopPlan = {
  readonly title: string;
  readonly about: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly place: string;
  readonly onlineLink: string | undefined;
  readonly joining: string;
  readonly accessNotes: string;
};

const LONGEST_HOURS = 12;

/** What is at odds in a workshop's times, with itself, its run and the other workshops; empty when they fit. */
export function timesAtOdds(
  plan: Pick<WorkshopPlan, 'startsAt' | 'endsAt'>,
  run: Run,
  others: readonly Workshop[],
): FieldError[] {
  const [from, to] = [plan.startsAt.epochMilliseconds, plan.endsAt.epochMilliseconds];
  if (to <= from) return [{ field: 'ends', message: 'The end must come after the start' }];
  if (to - from > LONGEST_HOURS * 3_600_000) {
    return [{ field: 'ends', message: `A workshop lasts ${LONGEST_HOURS} hours at most` }];
  }
  if (from <= run.deadline.at.epochMilliseconds) {
    const deadline = sayInstant(run.deadline.at, run.zone);
    return [
      { field: 'starts', message: `A workshop comes after the deadline for applications, ${deadline}` },
    ];
  }
  const clash = held(others).find(
    (other) => other.startsAt.epochMilliseconds < to && from < other.endsAt.epochMilliseconds,
  );
  return clash ? [{ field: 'starts', message: `Workshop ${clash.number} is at the same time` }] : [];
}

/** The number for a new workshop: that of a cancelled one which nobody took, else the next. */
export function freeNumber(workshops: readonly Workshop[]): number {
  const taken = new Set(held(workshops).map(({ number }) => number));
  let number = 1;
  while (taken.has(number)) number++;
  return number;
}

/** Adds a workshop to a run that the transaction holds, under the lowest free number. */
export async function planWorkshop(tx: Tx, run: Run, plan: WorkshopPlan): Promise<Workshop> {
  const number = freeNumber(await workshopsOf(tx, run.id));
  const workshop = await addWorkshop(tx, { runId: run.id, number, ...plan });
  await announce(tx, 'programme.workshop-moved', { workshopId: workshop.id, runId: run.id });
  return workshop;
}

/**
 * Changes a workshop, unless it was changed since version `basedOn`: then nothing happens and nothing is answered.
 * Another time, place or link raises the calendar sequence, counts as confirmed, and tells `workshop-moved`. Throws
 * Refused for one that was cancelled.
 */
export async function changeWorkshop(
  tx: Tx,
  workshopId: string,
  plan: WorkshopPlan,
  basedOn: number,
): Promise<Workshop | undefined> {
  const workshop = await lockWorkshop(tx, workshopId);
  if (!workshop || workshop.version !== basedOn) return undefined;
  stopIf(refusalToChange(workshop));
  const moved = isMoved(workshop, plan);
  await updateWorkshop(tx, workshopId, { ...plan, moved });
  const { runId } = workshop;
  if (moved) await announce(tx, 'programme.workshop-moved', { workshopId, runId });
  return lockWorkshop(tx, workshopId);
}

function isMoved(workshop: Workshop, plan: WorkshopPlan): boolean {
  return (
    !workshop.startsAt.equals(plan.startsAt) ||
    !workshop.endsAt.equals(plan.endsAt) ||
    workshop.place !== plan.place ||
    workshop.onlineLink !== plan.onlineLink
  );
}

/** Why a workshop may not be changed any more. */
export function refusalToChange(workshop: Workshop): Refusal<'workshop-cancelled'> | undefined {
  if (!workshop.cancelledAt) return undefined;
  return refuse('workshop-cancelled', `Workshop ${workshop.number} was cancelled. Add one in its place.`);
}

/** Why a workshop may not be cancelled: it was before, or it is over. */
export function refusalToCancel(workshop: Workshop, at: Temporal.Instant): Refusal | undefined {
  if (workshop.cancelledAt) return refuse('workshop-cancelled', 'This workshop was cancelled before.');
  if (workshop.endsAt.epochMilliseconds > at.epochMilliseconds) return undefined;
  return refuse('workshop-over', 'This workshop has taken place, so it cannot be cancelled.');
}

/** Cancels a workshop: raises its calendar sequence and tells `workshop-cancelled`. Throws Refused if it may not be. */
export async function cancelWorkshop(tx: Tx, workshopId: string): Promise<void> {
  const workshop = await lockWorkshop(tx, workshopId);
  if (!workshop) return;
  stopIf(refusalToCancel(workshop, now()));
  await updateWorkshop(tx, workshopId, { cancelledAt: now(), moved: true });
  await announce(tx, 'programme.workshop-cancelled', { workshopId, runId: workshop.runId });
}
