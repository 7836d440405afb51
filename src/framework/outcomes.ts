import type { Temporal } from 'temporal-polyfill';
import { refuse } from '#platform/refusal.ts';
import type { Refusal } from '#platform/refusal.ts';
import type { Edition, Outcome, SubmissionKind } from './edition.ts';
import { listInWords } from './problems.ts';

export type OutcomeRefusal = Refusal<
  'unknown-outcome' | 'unknown-submission-kind' | 'not-after-this-submission'
>;

/** The kind of a candidate's first submission. */
export function firstSubmissionKind(edition: Edition): SubmissionKind {
  const first = edition.submissionKinds.find(({ role }) => role === 'first');
  if (!first) throw new RangeError(`The edition ${edition.id} has no first submission.`);
  return first;
}

/** The kind by which holders renew, where the scheme has one. */
export function reviewSubmissionKind(edition: Edition): SubmissionKind | undefined {
  return edition.submissionKinds.find(({ role }) => role === 'review');
}

/** The outcome of that id, or nothing. */
export function findOutcome(edition: Edition, outcomeId: string): Outcome | undefined {
  return edition.outcomes.find(({ id }) => id === outcomeId);
}

/** The outcomes that a submission of this kind may have, in the scheme's order. */
export function outcomesFor(edition: Edition, submissionKind: string): readonly Outcome[] {
  return edition.outcomes.filter(({ after }) => after.some(({ kind }) => kind === submissionKind));
}

/** Why a submission of this kind may not have this outcome; nothing where it may. */
export function mayBeOutcome(
  edition: Edition,
  submissionKind: string,
  outcomeId: string,
): OutcomeRefusal | undefined {
  const kind = edition.submissionKinds.find(({ id }) => id === submissionKind);
  if (!kind) return refuse('unknown-submission-kind', 'This scheme has no submission of that kind.', 422);
  const outcome = findOutcome(edition, outcomeId);
  if (!outcome) return refuse('unknown-outcome', 'This scheme has no outcome of that name.', 422);
  if (outcome.after.some((permitted) => permitted.kind === submissionKind)) return undefined;
  return refuse('not-after-this-submission', sentenceAgainst(edition, outcome, kind), 422);
}

/** Why a permitted outcome is open to doubt after this kind of submission, in a sentence; nothing where it is not. */
export function doubtAbout(edition: Edition, submissionKind: string, outcomeId: string): string | undefined {
  const outcome = findOutcome(edition, outcomeId);
  return outcome?.after.find(({ kind }) => kind === submissionKind)?.unconfirmed ?? outcome?.unconfirmed;
}

/** The kind of submission that may follow this outcome; nothing where the outcome ends the matter. */
export function nextSubmissionKind(edition: Edition, outcomeId: string): SubmissionKind | undefined {
  const following = findOutcome(edition, outcomeId)?.next.submission;
  return edition.submissionKinds.find(({ id }) => id === following);
}

/**
 * The last day on which the submission that follows this outcome may come, counted in months from the day the outcome was
 * released (a month that is too short ends on its last day). Nothing where none follows or the scheme sets no limit.
 */
export function resubmitBy(
  edition: Edition,
  outcomeId: string,
  releasedOn: Temporal.PlainDate,
): Temporal.PlainDate | undefined {
  const next = findOutcome(edition, outcomeId)?.next;
  if (next?.submission === undefined || next.withinMonths === undefined) return undefined;
  return releasedOn.add({ months: next.withinMonths });
}

/** Whether this outcome makes the candidate a holder. An unknown outcome does not. */
export function isAward(edition: Edition, outcomeId: string): boolean {
  return findOutcome(edition, outcomeId)?.award ?? false;
}

function sentenceAgainst(edition: Edition, outcome: Outcome, kind: SubmissionKind): string {
  const after = edition.submissionKinds
    .filter(({ id }) => outcome.after.some((permitted) => permitted.kind === id))
    .map(({ title }) => title.toLowerCase());
  return `"${outcome.title}" is possible only after a ${listInWords(after)}; this is a ${kind.title.toLowerCase()}.`;
}
