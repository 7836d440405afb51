import { refusalToDecide } from '#application';
import type { Outcome } from '#selection';
import type { Database } from '#platform/database.ts';
import { countMarks, type MarkCount } from './announce.sql.ts';

/** A run's marks in numbers. */
export type Tally = {
  /** Go out with the next announcement. */
  readonly ready: number;
  /** Held back from it. */
  readonly held: number;
  /** On applications that can no longer be decided. */
  readonly leftAlone: number;
  /** What those that are ready decide. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** The letters among them, by what they say: who was told the same before gets none. */
  readonly letters: Readonly<Record<Outcome, number>>;
};

/** Sums up a run's marks. */
export function tallyOf(counts: readonly MarkCount[]): Tally {
  const decidable = counts.filter((one) => !refusalToDecide(one));
  const ready = decidable.filter((one) => !one.isHeld);
  return {
    ready: sum(ready),
    held: sum(decidable) - sum(ready),
    leftAlone: sum(counts) - sum(decidable),
    outcomes: byOutcome(ready),
    letters: byOutcome(ready.filter(isNews)),
  };
}

/** Whether a mark tells its applicant anything: each such mark becomes one letter. */
export function isNews({ outcome, state }: Pick<MarkCount, 'outcome' | 'state'>): boolean {
  return outcome !== state;
}

/** All outcomes together. */
export function inAll(counts: Tally['letters']): number {
  return counts.offered + counts.reserve + counts['not-offered'];
}

function byOutcome(counts: readonly MarkCount[]): Record<Outcome, number> {
  const of = (outcome: Outcome): number => sum(counts.filter((one) => one.outcome === outcome));
  return { offered: of('offered'), reserve: of('reserve'), 'not-offered': of('not-offered') };
}

function sum(counts: readonly MarkCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

/** Marks that nobody outside the team knows of yet, in numbers. */
export type PendingCounts = {
  /** Go out with the next announcement. */
  readonly ready: number;
  /** Held back from it. */
  readonly held: number;
  /** Of both, those whose applicants were told nothing so far. */
  readonly onUntold: number;
};

/** How many marks of a run are still to be announced; those that announcing leaves alone do not count. */
export async function pendingCounts(db: Database, runId: string): Promise<PendingCounts> {
  const counts = await countMarks(db, runId);
  const { ready, held } = tallyOf(counts);
  return { ready, held, onUntold: sum(counts.filter((one) => one.state === 'submitted')) };
}
