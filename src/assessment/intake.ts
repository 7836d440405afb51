import { noteReturned, submissionOf } from '#submission';
import { findProgrammeById } from '#programme';
import type { Tx } from '#platform/database.ts';
import { NOT_THERE, type Refusal, Refused, refuse, stopIf } from '#platform/refusal.ts';
import { endedWords, passedWords, returnedWords } from './assessment.letter.ts';
import { assignmentsOf, setEnded } from './assignment.sql.ts';
import { caseOfSubmission, insertCase, insertIntake, insertWithdrawal, lockCase } from './case.sql.ts';
import type { Case } from './case.ts';
import { tellAssessors, tellCandidate } from './tell.ts';

/**
 * Opens a case for a submission at its awarding body, where that body assesses in this house; elsewhere nothing happens
 * until the outcome is recorded. Opening twice changes nothing.
 */
export async function openCase(tx: Tx, submissionId: string): Promise<void> {
  const submission = await submissionOf(tx, submissionId);
  const programme = submission && (await findProgrammeById(tx, submission.programmeId));
  if (!submission || !programme?.assessedHere) return;
  await insertCase(tx, submission, programme.awardingBodyId);
}

/** The case, held for the rest of the transaction; a case that is not there is refused with 404. */
export async function heldCase(tx: Tx, caseId: string): Promise<Case> {
  const one = await lockCase(tx, caseId);
  if (!one) throw new Refused(NOT_THERE);
  return one;
}

/** Why the first check cannot be made now. */
export function refusalToCheck({ state, number }: Pick<Case, 'state' | 'number'>): Refusal | undefined {
  if (state === 'submitted') return undefined;
  if (state === 'withdrawn') return refuse('withdrawn', `The candidate has taken ${number} back.`);
  return refuse('checked-already', `${number} has been checked already.`);
}

/**
 * Passes the first check: the case waits for assessors, and the candidate is told by letter. `note` is for the registrars.
 * Throws Refused: not-found, checked-already, withdrawn.
 */
export async function passIntake(tx: Tx, check: { caseId: string; note: string; by: string }): Promise<void> {
  const one = await heldCase(tx, check.caseId);
  stopIf(refusalToCheck(one));
  await insertIntake(tx, { ...check, result: 'passed', reason: '' });
  await tellCandidate(tx, one, 'assessment.intake-passed', passedWords);
}

/**
 * Sends a submission back at the first check: the case is closed, the reason goes to the candidate by letter, and they may
 * submit again. Throws Refused: not-found, checked-already, withdrawn.
 */
export async function returnCase(
  tx: Tx,
  check: { caseId: string; reason: string; note: string; by: string },
): Promise<void> {
  const one = await heldCase(tx, check.caseId);
  stopIf(refusalToCheck(one));
  await insertIntake(tx, { ...check, result: 'returned' });
  await noteReturned(tx, { submissionId: one.submissionId, because: check.reason });
  await tellCandidate(tx, one, 'assessment.returned', returnedWords(check.reason));
}

/** Closes the case of a submission that its candidate took back; whoever was asked is told. Twice is once. */
export async function closeWithdrawn(tx: Tx, submissionId: string): Promise<void> {
  const found = await caseOfSubmission(tx, submissionId);
  if (!found || found.state === 'withdrawn') return;
  const one = await heldCase(tx, found.id);
  await insertWithdrawal(tx, one.id);
  const active = (await assignmentsOf(tx, one.id)).filter(({ ended }) => !ended);
  for (const { id } of active) await setEnded(tx, id, 'withdrawn', 'The candidate took the submission back.');
  await tellAssessors(
    tx,
    one,
    active.map(({ assessorId }) => assessorId),
    'assessment.assignment-ended',
    endedWords('The candidate has taken the submission back.'),
  );
}
