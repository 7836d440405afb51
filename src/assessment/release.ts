import { Temporal } from 'temporal-polyfill';
import {
  type Outcome,
  type SubmissionKind,
  findOutcome,
  mayBeOutcome,
  nextSubmissionKind,
  resubmitBy,
} from '#framework';
import { noteOutcome, submissionOf } from '#submission';
import { findProgrammeById } from '#programme';
import { today } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { NOT_THERE, type Refusal, Refused, refuse, stopIf } from '#platform/refusal.ts';
import { type Point, insertOutside, outsideWordsOf, proposalsOf } from './agreement.sql.ts';
import { type Asked, doubtsAbout } from './asked.ts';
import { outcomeWords, thanksWords } from './assessment.letter.ts';
import { assignmentsOf } from './assignment.sql.ts';
import { SIGNATURES } from './assignment.ts';
import { insertCase, insertRelease } from './case.sql.ts';
import { type Case, editionOf } from './case.ts';
import { dropConflicted } from './conflicts.ts';
import { heldCase } from './intake.ts';
import { askedIn } from './judge.ts';
import { type Judgement, judgementsOf } from './judgement.sql.ts';
import { tellAssessors, tellCandidate } from './tell.ts';

/** What a candidate gets: two columns without names, one outcome, two texts. */
export type Transcript = {
  readonly outcome: Outcome;
  readonly asked: readonly Asked[];
  /** In the order of the lot. */
  readonly columns: readonly Pick<Judgement, 'ratings' | 'feedback'>[];
  readonly jointRatings: readonly { readonly target: string; readonly rating: string }[];
  readonly points: readonly Point[];
  readonly next: SubmissionKind | undefined;
  /** The last day for what follows, where the scheme sets one. */
  readonly by: Temporal.PlainDate | undefined;
};

/** What the candidate of an agreed or released case gets, or would get; nothing before it is agreed. */
export async function transcriptOf(db: Database, one: Case): Promise<Transcript | undefined> {
  if (one.outcome?.outside) return outsideTranscript(db, one, one.outcome.id);
  const proposal = (await proposalsOf(db, one.id)).find(({ id }) => id === one.agreedProposalId);
  const edition = editionOf(one);
  const outcome = proposal && findOutcome(edition, proposal.outcomeId);
  if (!proposal || !outcome) return undefined;
  const judgements = await judgementsOf(db, proposal.signedBy);
  const signers = [...proposal.signedBy].sort(
    (a, b) => Number(b === one.shownFirst) - Number(a === one.shownFirst),
  );
  return {
    ...followingFrom(one, outcome),
    asked: await askedIn(db, one),
    columns: signers.flatMap((id) => judgements.get(id) ?? []),
    jointRatings: proposal.jointRatings,
    points: proposal.points,
  };
}

async function outsideTranscript(
  db: Database,
  one: Case,
  outcomeId: string,
): Promise<Transcript | undefined> {
  const outcome = findOutcome(editionOf(one), outcomeId);
  const words = await outsideWordsOf(db, one.id);
  if (!outcome || !words) return undefined;
  return {
    ...followingFrom(one, outcome),
    asked: await askedIn(db, one),
    columns: words.feedback.map((feedback) => ({ feedback, ratings: [] })),
    jointRatings: [],
    points: words.points,
  };
}

function followingFrom(one: Case, outcome: Outcome): Pick<Transcript, 'outcome' | 'next' | 'by'> {
  const edition = editionOf(one);
  const decidedOn = one.outcome ? Temporal.PlainDate.from(one.outcome.decidedOn) : today(edition.timeZone);
  return {
    outcome,
    next: nextSubmissionKind(edition, outcome.id),
    by: resubmitBy(edition, outcome.id, decidedOn),
  };
}

/** What looks odd about an agreed outcome, in sentences: it only warns. */
export function doubtsAboutRelease(one: Case, transcript: Transcript): readonly string[] {
  return doubtsAbout(
    editionOf(one),
    { kind: one.kind, outcomeId: transcript.outcome.id },
    transcript.asked,
    transcript.columns,
  );
}

/** Why a case cannot be released now. */
export function refusalToRelease({ state, number }: Pick<Case, 'state' | 'number'>): Refusal | undefined {
  if (state === 'agreed') return undefined;
  if (state === 'released')
    return refuse('released-already', `The outcome of ${number} is released already.`);
  return refuse('not-agreed', `The assessors of ${number} have not agreed on an outcome.`);
}

/**
 * Tells a candidate the outcome on which two assessors agreed, once: of two who press at the same time one is refused.
 * Conflicts are judged a last time; where one has come up, nothing is released, and the case waits for another assessor
 * (answered as false). Notes the end of the submission, tells assessment.outcome-released, writes to the candidate and thanks
 * the assessors. Throws Refused: not-found, not-agreed, released-already.
 */
export async function releaseOutcome(
  tx: Tx,
  { caseId, by }: { caseId: string; by: string },
): Promise<{ readonly released: boolean }> {
  stopIf(refusalToRelease(await heldCase(tx, caseId)));
  await dropConflicted(tx, caseId);
  const one = await heldCase(tx, caseId);
  if (one.state !== 'agreed') return { released: false };
  const proposal = (await proposalsOf(tx, caseId)).find(({ id }) => id === one.agreedProposalId);
  const active = (await assignmentsOf(tx, caseId)).filter(({ ended, lodgedAt }) => !ended && lodgedAt);
  const signers = active.filter(({ id }) => proposal?.signedBy.includes(id));
  if (!proposal || signers.length < SIGNATURES) throw new Error('An agreement without two signatures.');
  await finish(tx, one, { outcomeId: proposal.outcomeId, by });
  const thanked = active.map(({ assessorId }) => assessorId);
  await tellAssessors(tx, one, thanked, 'assessment.thanks', thanksWords);
  return { released: true };
}

/**
 * Ends a case with an outcome: writes the release, ends the submission, tells the house and the candidate. The case is
 * held. `decidedOn` is today in the edition's time zone unless it is given.
 */
export async function finish(
  tx: Tx,
  one: Case,
  { outcomeId, by, decidedOn }: { outcomeId: string; by: string; decidedOn?: Temporal.PlainDate },
): Promise<void> {
  const { id: caseId, submissionId, personId, programmeId, editionId, pathwayId } = one;
  const zone = editionOf(one).timeZone;
  const onToday = today(zone);
  const day = decidedOn ?? onToday;
  await insertRelease(tx, { caseId, outcomeId, decidedOn: day.toString(), by });
  const isPast = Temporal.PlainDate.compare(day, onToday) < 0;
  const at = isPast ? day.toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).toInstant() : undefined;
  await noteOutcome(tx, { submissionId, outcomeId, ...(at ? { at } : {}) });
  await announce(tx, 'assessment.outcome-released', {
    caseId,
    submissionId,
    personId,
    programmeId,
    editionId,
    pathwayId,
    outcomeId,
    decidedOn: day.toString(),
  });
  await tellCandidate(tx, one, 'assessment.outcome', outcomeWords);
}

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
  if (!submission || !programme) throw new Refused(NOT_THERE);
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
