import type { Criterion, GuideContent } from './guide.ts';
import type { Reading } from './selection.sql.ts';

/** What readers together made of one criterion: the middle score, and the lowest and highest. */
export type Figure = {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly number: number;
};

/** The middle of some scores, half-way between two where they are even in number; nothing of none. */
export function medianOf(scores: readonly number[]): number | undefined {
  if (scores.length === 0) return undefined;
  const sorted = [...scores].sort((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[half]];
  return (low + high) / 2;
}

/** The figure of a criterion out of readings; who abstained or was not asked it does not count. Never put together with another's. */
export function figureOf(criterion: Pick<Criterion, 'id'>, readings: readonly Reading[]): Figure | undefined {
  const scores = readings.flatMap((one) => (one.abstained ? [] : (one.scores[criterion.id] ?? [])));
  const median = medianOf(scores);
  if (median === undefined) return undefined;
  return { median, low: Math.min(...scores), high: Math.max(...scores), number: scores.length };
}

/** "3", "2.5", and with a spread "3 (2 to 4)"; with the number of steps "3 of 4 (2 to 4)". */
export function sayFigure({ median, low, high }: Figure, steps?: number): string {
  const middle = steps === undefined ? String(median) : `${median} of ${steps}`;
  return low === high ? middle : `${middle} (${low} to ${high})`;
}

/** Criteria with steps, in order. */
export function scoredOf({ criteria }: GuideContent): (Criterion & { steps: string[] })[] {
  return criteria.filter((one): one is Criterion & { steps: string[] } => one.steps !== undefined);
}

/** How many readings are still to come before an application should be decided. */
export function missingOf({ readingsWanted }: GuideContent, readings: readonly Reading[]): number {
  return Math.max(0, readingsWanted - readings.filter((one) => !one.abstained).length);
}
