import { Temporal } from 'temporal-polyfill';
import {
  findOutcome,
  firstSubmissionKind,
  isAward,
  nextSubmissionKind,
  resubmitBy,
  reviewSubmissionKind,
  type Edition,
  type SubmissionKind,
} from '#framework';
import { refuse, type Refusal } from '#platform/refusal.ts';
import type { Submission } from './submission.sql.ts';

/** What of a submission decides which may follow it. */
export type PastSubmission = Pick<Submission, 'id' | 'number' | 'kind' | 'pathwayId' | 'end'>;

export type KindAnswer = {
  readonly kind?: SubmissionKind;
  readonly refusal?: Refusal<'already-submitted' | 'already-awarded' | 'matter-ended'>;
  /** The last day for it, where the scheme sets one. */
  readonly by?: Temporal.PlainDate;
};

/**
 * Which kind of submission a portfolio may make now, from the facts alone: none while one waits for its outcome; the kind
 * that the last outcome asks for; a review for whoever holds the award on this pathway, a first submission for another
 * pathway; and after an outcome that ended the matter a first one again, once there is a newer registration. What was
 * withdrawn or sent back counts for nothing. `history` is newest first, `registeredOn` a day 'YYYY-MM-DD'.
 */
export function kindOfNext(
  edition: Edition,
  pathwayId: string,
  history: readonly PastSubmission[],
  registeredOn: string | undefined,
): KindAnswer {
  const waiting = history.find(({ end }) => end === undefined);
  if (waiting)
    return {
      refusal: refuse('already-submitted', `${waiting.number} is submitted and waits for its outcome.`),
    };
  const last = history.find(({ end }) => end?.how === 'decided');
  const { outcomeId = '', at } = last?.end ?? {};
  if (!last || !at) return { kind: firstSubmissionKind(edition) };
  if (isAward(edition, outcomeId)) return afterAward(edition, pathwayId, last);
  const kind = nextSubmissionKind(edition, outcomeId);
  const decidedOn = at.toZonedDateTimeISO(edition.timeZone).toPlainDate();
  const by = resubmitBy(edition, outcomeId, decidedOn);
  if (kind) return by ? { kind, by } : { kind };
  if (registeredOn && Temporal.PlainDate.compare(registeredOn, decidedOn) >= 0)
    return { kind: firstSubmissionKind(edition) };
  const says = `${last.number} ended with "${findOutcome(edition, outcomeId)?.title ?? outcomeId}". To try again you register anew first.`;
  return { refusal: refuse('matter-ended', says) };
}

function afterAward(edition: Edition, pathwayId: string, last: PastSubmission): KindAnswer {
  if (last.pathwayId !== pathwayId) return { kind: firstSubmissionKind(edition) };
  const kind = reviewSubmissionKind(edition);
  if (kind) return { kind };
  return {
    refusal: refuse('already-awarded', `You hold this award by ${last.number}; the scheme has no review.`),
  };
}
