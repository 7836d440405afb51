import { randomInt } from 'node:crypto';
import { mayBeOutcome, nextSubmissionKind } from '#framework';
import { findPerson } from '#people';
import type { Tx } from '#platform/database.ts';
import { NOT_THERE, type Refusal, Refused, refuse, stopIf } from '#platform/refusal.ts';
import {
  type NewProposal,
  type Proposal,
  insertAgreement,
  insertMessage,
  insertProposal,
  insertSignature,
  proposalsOf,
} from './agreement.sql.ts';
import { type Asked, askedName, isRating, ratingOf } from './asked.ts';
import { agreedWords, proposedWords } from './assessment.letter.ts';
import { assignmentsOf } from './assignment.sql.ts';
import { type Assignment, SIGNATURES, maySeeOthers } from './assignment.ts';
import { type Case, editionOf } from './case.ts';
import { heldTask } from './invite.ts';
import { askedIn } from './judge.ts';
import { tellAssessors, tellRegistrars } from './tell.ts';

type Who = { readonly assignmentId: string; readonly personId: string };

/** An assignment whose holder may see the others', its case held and being agreed on. Throws Refused: not-found, not-agreeing. */
async function heldAgreeing(
  tx: Tx,
  who: Who,
): Promise<{ one: Case; own: Assignment; peers: readonly Assignment[] }> {
  const { one, assignment: own } = await heldTask(tx, who);
  const all = await assignmentsOf(tx, one.id);
  if (!maySeeOthers(own, all)) throw new Refused(NOT_THERE);
  stopIf(refusalToAgree(one));
  return { one, own, peers: all.filter(({ ended, lodgedAt }) => !ended && lodgedAt) };
}

/** Why nothing can be proposed or signed now. */
export function refusalToAgree({ state, number }: Pick<Case, 'state' | 'number'>): Refusal | undefined {
  if (state === 'agreeing') return undefined;
  return refuse('not-agreeing', `The outcome of ${number} is signed already.`);
}

/** The proposal that stands: the newest by somebody who still assesses the case. */
export function standingProposal(
  proposals: readonly Proposal[],
  peers: readonly Assignment[],
): Proposal | undefined {
  return proposals.find(({ by }) => peers.some(({ id, ended }) => id === by && !ended));
}

/** Says something to the other assessors of a case. Throws Refused: not-found, not-agreeing. */
export async function sayToOthers(tx: Tx, what: Who & { words: string }): Promise<void> {
  const { one, own } = await heldAgreeing(tx, what);
  await insertMessage(tx, { caseId: one.id, assignmentId: own.id, words: what.words });
}

export type Proposing = Who &
  Pick<NewProposal, 'outcomeId' | 'note' | 'jointRatings' | 'points'> & {
    /** The number of the newest proposal that its maker has seen; 0 for none. */
    readonly seen: number;
  };

/**
 * Proposes an outcome, with what both rate together and the points to revise. Its maker signs it by proposing; signatures
 * under older proposals count for nothing any more. Of two at once the later is refused and its maker looks at the other
 * first. The outcome is never computed. Throws Refused: not-found, not-agreeing, proposal-moved, what `mayBeOutcome`
 * says, joint-rating-missing, no-points, unknown-section.
 */
export async function proposeOutcome(tx: Tx, what: Proposing): Promise<void> {
  const { one, own, peers } = await heldAgreeing(tx, what);
  const proposals = await proposalsOf(tx, one.id);
  stopIf(refusalOfSeen(proposals, what.seen));
  stopIf(refusalToPropose(one, await askedIn(tx, one), what));
  await insertProposal(tx, {
    caseId: one.id,
    number: (proposals[0]?.number ?? 0) + 1,
    by: own.id,
    outcomeId: what.outcomeId,
    note: what.note,
    jointRatings: what.jointRatings,
    points: what.points,
  });
  const name = (await findPerson(tx, own.assessorId))?.name ?? '';
  for (const { id, assessorId } of peers.filter(({ id }) => id !== own.id)) {
    await tellAssessors(tx, one, [assessorId], 'assessment.proposed', proposedWords(id, name));
  }
}

function refusalOfSeen(proposals: readonly Proposal[], seen: number): Refusal | undefined {
  if ((proposals[0]?.number ?? 0) === seen) return undefined;
  return refuse('proposal-moved', 'Another outcome was proposed meanwhile. Look at it first.');
}

/** Why this outcome cannot be proposed for this case; ratings are not asked. */
export function refusalToPropose(
  one: Pick<Case, 'editionId' | 'kind'>,
  asked: readonly Asked[],
  what: Pick<NewProposal, 'outcomeId' | 'jointRatings' | 'points'>,
): Refusal | undefined {
  const edition = editionOf(one);
  const unfit = mayBeOutcome(edition, one.kind, what.outcomeId);
  if (unfit) return unfit;
  const unrated = asked.find(
    (item) => !item.alone && !isRating(item, ratingOf(what.jointRatings, item.target)),
  );
  if (unrated) return refuse('joint-rating-missing', `Rate together: ${askedName(unrated)}.`, 422);
  if (what.points.some(({ slot }) => !asked.some((item) => item.slot === slot)))
    return refuse('unknown-section', 'The submission has no section of that name.', 422);
  if (nextSubmissionKind(edition, what.outcomeId) && what.points.length === 0)
    return refuse('no-points', 'Say in at least one section what has to be revised.', 422);
  return undefined;
}

/**
 * Signs the proposal that stands. With the second signature it is agreed: nothing changes any more, which column the
 * candidate reads first is drawn by lot, and the registrars are told. Signing twice is signing once. Throws Refused:
 * not-found, not-agreeing, proposal-moved (another one stands by now).
 */
export async function signOutcome(tx: Tx, what: Who & { number: number }): Promise<void> {
  const { one, own, peers } = await heldAgreeing(tx, what);
  const proposals = await proposalsOf(tx, one.id);
  const standing = standingProposal(proposals, peers);
  stopIf(refusalOfSeen(proposals, what.number));
  if (!standing || standing.number !== what.number)
    throw new Refused(refuse('proposal-moved', 'Whoever proposed this does not assess it any more.'));
  await insertSignature(tx, standing.id, own.id);
  const signers = peers.filter(({ id }) => id === own.id || standing.signedBy.includes(id));
  if (signers.length < SIGNATURES) return;
  const first = signers[randomInt(signers.length)];
  if (!first) return;
  await insertAgreement(tx, { caseId: one.id, proposalId: standing.id, shownFirst: first.id });
  await tellRegistrars(tx, one, 'assessment.agreed', agreedWords);
}
