import { Temporal } from 'temporal-polyfill';
import { mayBeOutcome } from '#framework';
import { submissionOf } from '#portfolio';
import { findProgrammeById } from '#programme';
import { today } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { refuse, Refused, stopIf, type Refusal } from '#platform/refusal.ts';
import { insertOutside, type Point } from './agreement.sql.ts';
import type { Case } from './case.ts';
import { insertCase } from './case.sql.ts';
import { editionOf } from './conflict-facts.ts';
import { heldCase } from './intake.ts';
import { finish } from './release.ts';

export type OutsideOutcome = {
  readonly submissionId: string;
  readonly outcomeId: string;
  /** 'YYYY-MM-DD' in the edition's time zone. */
  readonly decidedOn: string;
  /** The person who writes it down. */
  readonly by: string;
  /** The assessors' texts, in the order in which they came. */
  readonly feedback?: readonly string[];
  readonly points?: readonly Point[];
};

/**
 * Writes down an outcome that was made outside of this house, by a body that assesses elsewhere or before the house kept cases:
 * opens the case if there is none, ends it, and tells assessment.outcome-released and the candidate like any other.
 * Answers the case's id. Throws Refused: not-found, withdrawn, returned, released-already, assessed-here (assessors are
 * at work), bad-day, what `mayBeOutcome` says.
 */
export async function recordOutsideOutcome(tx: Tx, outside: OutsideOutcome): Promise<string> {
  const submission = await submissionOf(tx, outside.submissionId);
  const programme = submission && (await findProgrammeById(tx, submission.programmeId));
  if (!submission || !programme)
    throw new Refused(
      refuse('not-found', 'There is nothing at this address, or nothing that you may see.', 404),
    );
  if (submission.end && submission.end.how !== 'decided')
    throw new Refused(refuse(submission.end.how, `${submission.number} was not assessed.`));
  const one = await heldCase(tx, await insertCase(tx, submission, programme.awardingBodyId));
  stopIf(refusalToRecord(one));
  const edition = editionOf(one);
  stopIf(mayBeOutcome(edition, one.kind, outside.outcomeId));
  const decidedOn = Temporal.PlainDate.from(outside.decidedOn);
  const submittedOn = one.submittedAt.toZonedDateTimeISO(edition.timeZone).toPlainDate();
  stopIf(refusalOfDay(decidedOn, submittedOn, today(edition.timeZone)));
  const feedback = (outside.feedback ?? []).filter((text) => text.trim() !== '');
  await insertOutside(tx, { caseId: one.id, by: outside.by, feedback, points: outside.points ?? [] });
  await finish(tx, one, { outcomeId: outside.outcomeId, by: outside.by, decidedOn });
  return one.id;
}

/** Why an outcome from elsewhere cannot be written down for a case. */
export function refusalToRecord({
  state,
  number,
  asked,
}: Pick<Case, 'state' | 'number' | 'asked'>): Refusal | undefined {
  if (state === 'released')
    return refuse('released-already', `The outcome of ${number} is on record already.`);
  if (state === 'withdrawn' || state === 'returned') return refuse(state, `${number} was not assessed.`);
  if (asked > 0) return refuse('assessed-here', `${number} is being assessed here.`);
  return undefined;
}

/** Why a day cannot be that of the decision. */
export function refusalOfDay(
  decidedOn: Temporal.PlainDate,
  submittedOn: Temporal.PlainDate,
  onDay: Temporal.PlainDate,
): Refusal | undefined {
  if (Temporal.PlainDate.compare(decidedOn, submittedOn) < 0)
    return refuse('bad-day', 'The decision cannot be older than the submission.', 422);
  if (Temporal.PlainDate.compare(decidedOn, onDay) > 0)
    return refuse('bad-day', 'The day of the decision lies ahead.', 422);
  return undefined;
}
