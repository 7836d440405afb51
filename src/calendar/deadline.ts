import type { Temporal } from 'temporal-polyfill';
import { refuse, type Refusal } from '#platform/refusal.ts';
import { sayInstant } from './speaking.ts';

/**
 * A moment by which something must have arrived. `at` is what is published, in the words of `zone`; what arrives within
 * `graceMinutes` after it is still taken, and no page says so.
 */
export type Deadline = { at: Temporal.Instant; zone: string; graceMinutes: number };

export type Standing = 'open' | 'in-grace' | 'closed';

/**
 * Where a deadline stands. The published instant itself closes: at 12 noon exactly it is no longer open. It is in grace from
 * that instant until `graceMinutes` have passed, and closed from then on.
 */
export function standing(deadline: Deadline, now: Temporal.Instant): Standing {
  // Milliseconds, the clock's own grain: several times faster than adding and comparing instants.
  const late = now.epochMilliseconds - deadline.at.epochMilliseconds;
  if (late < 0) return 'open';
  return late < deadline.graceMinutes * 60_000 ? 'in-grace' : 'closed';
}

/**
 * Why something that arrives now comes too late, or nothing while it is open or in grace. For the gate that takes it; the page
 * that invites it says closed from the published instant on (`standing`).
 */
export function refusalAfter(
  deadline: Deadline,
  now: Temporal.Instant,
): Refusal<'deadline-passed'> | undefined {
  if (standing(deadline, now) !== 'closed') return undefined;
  return refuse('deadline-passed', `This closed on ${sayInstant(deadline.at, deadline.zone)}.`);
}
