import type { Temporal } from 'temporal-polyfill';
import { standing } from '#calendar';
import { wears } from '#people';
import { NOT_THERE, type Refusal } from '#platform/refusal.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Run, Workshop } from './programme.ts';

export type RunStanding = 'not-open' | 'open' | 'in-grace' | 'closed';

/**
 * Whether a run takes applications: open from its opening on, in grace from the published deadline until the hidden
 * grace has passed, closed from then. A run whose opening or deadline waits to be confirmed does not open.
 */
export function runStanding(run: Run, now: Temporal.Instant): RunStanding {
  if (waitsForDates(run)) return 'not-open';
  if (now.epochMilliseconds < run.opensAt.epochMilliseconds) return 'not-open';
  return standing(run.deadline, now);
}

/** Whether a date that decides when a run opens or closes still waits for a coordinator. */
export function waitsForDates(run: Pick<Run, 'unconfirmed'>): boolean {
  return run.unconfirmed.includes('opens') || run.unconfirmed.includes('deadline');
}

type OfInstitution = { readonly programme: { readonly institutionId: string } };

/** Why the viewer may not coordinate a run: nothing when they wear the coordinator's hat at its institution. */
export function mayCoordinate(viewer: Viewer | undefined, run: OfInstitution): Refusal | undefined {
  return wears(viewer, 'coordinator', run.programme.institutionId) ? undefined : NOT_THERE;
}

/** Why the viewer may not read the applications to a run: nothing when they wear the selector's hat there. */
export function maySelect(viewer: Viewer | undefined, run: OfInstitution): Refusal | undefined {
  return wears(viewer, 'selector', run.programme.institutionId) ? undefined : NOT_THERE;
}

/** When the first workshop that takes place begins: from then on no place that falls free is passed on. */
export function firstStart(
  workshops: readonly Pick<Workshop, 'startsAt' | 'cancelledAt'>[],
): Temporal.Instant | undefined {
  return workshops
    .filter((one) => one.cancelledAt === undefined)
    .map((one) => one.startsAt)
    .sort((one, other) => one.epochMilliseconds - other.epochMilliseconds)[0];
}
