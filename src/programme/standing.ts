import type { Temporal } from 'temporal-polyfill';
import { standing } from '#calendar';
import type { Run } from './programme.ts';

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
