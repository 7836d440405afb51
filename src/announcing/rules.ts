import { refusalToOffer, type PlaceCounts } from '#place';
import { refuse, type Refusal } from '#platform/refusal.ts';

/** What announcing would do to a run, in numbers. */
export type AnnounceCounts = PlaceCounts & {
  readonly pending: number;
  /** How many applications were ever sent to the run: the letters say so. */
  readonly asked: number;
};

/** Why the pending decisions of a run cannot be announced together: there are none, or more offers than places. */
export function refusalToAnnounce(counts: Omit<AnnounceCounts, 'asked'>): Refusal | undefined {
  if (counts.pending === 0) return refuse('nothing-pending', 'There is no decision to announce.');
  return refusalToOffer(counts);
}
