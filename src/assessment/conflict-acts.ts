import { findPerson } from '#people';
import type { Tx } from '#platform/database.ts';
import { refuse, stopIf } from '#platform/refusal.ts';
import { endedWords } from './assessor.letter.ts';
import { voidAgreement } from './agreement.sql.ts';
import type { Assignment } from './assignment.ts';
import { activeBetween, assignmentsOf, openCaseIds, setEnded } from './assignment.sql.ts';
import { insertConflict, memberAt, setLifted } from './assessor.sql.ts';
import type { Case } from './case.ts';
import { conflictsBetween } from './conflict.ts';
import { tiesOf } from './conflict-facts.ts';
import { heldCase } from './intake.ts';
import { conflictWords } from './registrar.letter.ts';
import { tellAssessors, tellRegistrars } from './tell.ts';

/**
 * Ends an assignment because something stands between assessor and candidate: access is cut, an agreement that is not
 * released falls, and registrars and assessor are told. The case is held.
 */
export async function endForConflict(
  tx: Tx,
  one: Case,
  assignment: Assignment,
  because: string,
): Promise<void> {
  await setEnded(tx, assignment.id, 'conflict', because);
  await voidAgreement(tx, one.id);
  const person = await findPerson(tx, assignment.assessorId);
  await tellRegistrars(tx, one, 'assessment.conflict', conflictWords(person?.name ?? '', because));
  await tellAssessors(
    tx,
    one,
    [assignment.assessorId],
    'assessment.assignment-ended',
    endedWords(
      'A conflict of interest has come to light. It is nobody’s fault, and nothing is held against you.',
    ),
  );
}

/**
 * Writes that two people must not meet as assessor and candidate, and ends every assignment between them that is not
 * released. Throws Refused: same-person.
 */
export async function declareConflict(
  tx: Tx,
  one: { assessorId: string; candidateId: string; reason: string; by: string },
): Promise<void> {
  stopIf(
    one.assessorId === one.candidateId
      ? refuse('same-person', 'Nobody assesses themselves anyway.', 422)
      : undefined,
  );
  await insertConflict(tx, one);
  for (const { caseId } of await activeBetween(tx, one.assessorId, one.candidateId)) {
    await dropConflicted(tx, caseId);
  }
}

/** Lifts a declared conflict, with who did so; lifting twice is lifting once. What it ended stays ended. */
export async function liftConflict(tx: Tx, one: { conflictId: string; by: string }): Promise<void> {
  await setLifted(tx, one.conflictId, one.by);
}

/** Judges every active assessor of an open case anew, and ends the assignments that have a conflict by now. */
export async function dropConflicted(tx: Tx, caseId: string): Promise<void> {
  const one = await heldCase(tx, caseId);
  if (one.outcome) return;
  const ties = await tiesOf(tx, one);
  for (const assignment of await assignmentsOf(tx, caseId)) {
    const member = assignment.ended
      ? undefined
      : await memberAt(tx, one.awardingBodyId, assignment.assessorId);
    const found = member ? conflictsBetween(member, ties) : [];
    if (found.length > 0) await endForConflict(tx, one, assignment, found.map(({ says }) => says).join(' '));
  }
}

/** The same for every open case of a candidate: when something new is known of them. */
export async function dropConflictedOf(tx: Tx, candidateId: string): Promise<void> {
  for (const caseId of await openCaseIds(tx, candidateId)) await dropConflicted(tx, caseId);
}
