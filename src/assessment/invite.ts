import { Temporal } from 'temporal-polyfill';
import { findOrganisation, findPerson } from '#people';
import { noteOpened, snapshotOf } from '#submission';
import { today } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { NOT_THERE, type Refusal, Refused, refuse, stopIf } from '#platform/refusal.ts';
import { askedOf } from './asked.ts';
import { declinedWords, endedWords, invitationWords } from './assessment.letter.ts';
import { memberAt, poolAt } from './assessor.sql.ts';
import { assignmentsOf, findAssignment, insertAssignment, setAccepted, setEnded } from './assignment.sql.ts';
import type { Assignment, Role } from './assignment.ts';
import { type Case, editionOf } from './case.ts';
import { conflictsNow, endForConflict, toPair } from './conflicts.ts';
import { heldCase } from './intake.ts';
import { insertJudgement } from './judgement.sql.ts';
import { type Standing, refusalAs, standingOf } from './pairing.ts';
import { tellAssessors, tellRegistrars } from './tell.ts';

export type Invitation = {
  readonly caseId: string;
  readonly by: string;
  /** 'YYYY-MM-DD' in the edition's time zone. */
  readonly dueOn: string;
  readonly asked: readonly { readonly role: Role; readonly assessorId: string }[];
};

/**
 * Asks people to assess a case, in roles that are free, and writes to each. A lead and a second are asked from the first check
 * on, a third once both have lodged and do not agree. Conflicts and eligibility are judged as the records stand now.
 * Throws Refused: not-found, not-to-assign, role-taken, barred (with its reasons), same-person-twice, due-in-the-past.
 */
export async function invite(tx: Tx, invitation: Invitation): Promise<void> {
  const one = await heldCase(tx, invitation.caseId);
  const edition = editionOf(one);
  stopIf(refusalOfDay(invitation.dueOn, today(edition.timeZone)));
  stopIf(refusalOfRoles(one, await assignmentsOf(tx, one.id), invitation.asked));
  const facts = await toPair(tx, one);
  const pool = (await poolAt(tx, one.awardingBodyId)).map((member) => standingOf(member, facts));
  const institution = await findOrganisation(tx, facts.candidate.institutionId);
  for (const { role, assessorId } of invitation.asked) {
    stopIf(
      refusalToAsk(
        pool.find(({ member }) => member.personId === assessorId),
        role,
      ),
    );
    const { caseId, dueOn, by } = invitation;
    const id = await insertAssignment(tx, { caseId, assessorId, role, dueOn, by });
    const words = invitationWords({ id, role, dueOn }, institution?.name ?? '');
    await tellAssessors(tx, one, [assessorId], 'assessment.invited', words);
  }
}

/** Why nobody can be asked to lodge by that day. */
export function refusalOfDay(dueOn: string, onDay: Temporal.PlainDate): Refusal | undefined {
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(dueOn), onDay) > 0) return undefined;
  return refuse('due-in-the-past', 'The day to lodge by has to lie ahead.', 422);
}

function refusalOfRoles(
  one: Case,
  all: readonly Assignment[],
  asked: Invitation['asked'],
): Refusal | undefined {
  if (asked.length === 0) return refuse('nobody-chosen', 'Choose somebody to ask.', 422);
  if (new Set(asked.map(({ assessorId }) => assessorId)).size < asked.length)
    return refuse('same-person-twice', 'One person cannot be both assessors.', 422);
  const taken = all.find(({ ended, role }) => !ended && asked.some((one) => one.role === role));
  if (taken) return refuse('role-taken', 'Somebody else has been asked in that role meanwhile.');
  const third = asked.some(({ role }) => role === 'third');
  const open = third ? one.state === 'agreeing' : one.state === 'to-be-assigned';
  if (open) return undefined;
  return third
    ? refuse('not-to-assign', 'A third assessor is asked once both have lodged and do not agree.')
    : refuse('not-to-assign', `${one.number} does not wait for assessors.`);
}

/** Why this person cannot be asked in that role, with every reason. */
export function refusalToAsk(standing: Standing | undefined, role: Role): Refusal | undefined {
  if (!standing) return refuse('barred', 'This person does not assess for this awarding body.', 422);
  const { member, barred, notLead } = standing;
  const reasons = role === 'lead' && notLead && !barred.includes(notLead) ? [...barred, notLead] : barred;
  if (reasons.length === 0) return undefined;
  return refuse('barred', `${member.name} cannot be asked. ${reasons.join(' ')}`, 422);
}

/** An assignment that is its holder's and stands, its case held. Throws Refused: not-found. */
export async function heldTask(
  tx: Tx,
  { assignmentId, personId }: { assignmentId: string; personId: string },
): Promise<{ one: Case; assignment: Assignment }> {
  const found = await findAssignment(tx, assignmentId);
  if (!found || found.assessorId !== personId) throw new Refused(NOT_THERE);
  const one = await heldCase(tx, found.caseId);
  const assignment = await findAssignment(tx, assignmentId);
  if (!assignment || assignment.ended || one.state === 'withdrawn') throw new Refused(NOT_THERE);
  return { one, assignment };
}

/** What came of an act by an assessor: done, or cut off by a conflict that the records show by now, in words. */
export type Answer = { readonly conflict: string | undefined };

/**
 * Accepts: from now on the portfolio is open to this assessor, the candidate cannot take it back any more, and an empty
 * judgement lies ready. Where a conflict has come up since the invitation, the assignment ends instead and the registrars
 * are told. Accepting twice changes nothing. Throws Refused: not-found, barred.
 */
export async function acceptInvitation(
  tx: Tx,
  who: { assignmentId: string; personId: string },
): Promise<Answer> {
  const { one, assignment } = await heldTask(tx, who);
  const member = await memberAt(tx, one.awardingBodyId, who.personId);
  if (!member) throw new Refused(NOT_THERE);
  const conflicts = await conflictsNow(tx, one, member);
  if (conflicts.length > 0) {
    const says = conflicts.map(({ says }) => says).join(' ');
    await endForConflict(tx, one, assignment, says);
    return { conflict: says };
  }
  if (assignment.acceptedAt) return { conflict: undefined };
  const edition = editionOf(one);
  const role = assignment.role === 'lead' ? 'lead' : 'second';
  const unfit = refusalAs(member, { edition, pathwayId: one.pathwayId }, role);
  stopIf(unfit ? refuse('barred', unfit) : undefined);
  const copy = await snapshotOf(tx, one.submissionId);
  if (!copy) throw new Error('A case without its copy.');
  await noteOpened(tx, one.submissionId);
  await setAccepted(tx, assignment.id);
  await insertJudgement(tx, assignment.id, askedOf(edition, one.pathwayId, copy));
  return { conflict: undefined };
}

/**
 * Declines, or gives back what was accepted and not lodged; the registrars are told with the reason. Throws Refused:
 * not-found, lodged-already.
 */
export async function declineInvitation(
  tx: Tx,
  who: { assignmentId: string; personId: string; because: string },
): Promise<void> {
  const { one, assignment } = await heldTask(tx, who);
  stopIf(refusalToEnd(assignment));
  await setEnded(tx, assignment.id, 'declined', who.because);
  const person = await findPerson(tx, who.personId);
  await tellRegistrars(tx, one, 'assessment.declined', declinedWords(person?.name ?? '', who.because));
}

/** Why an assignment cannot be given back or taken back. */
export function refusalToEnd({ lodgedAt }: Assignment): Refusal | undefined {
  return lodgedAt && refuse('lodged-already', 'What is lodged stands.');
}

/**
 * A registrar releases somebody from an assignment that is not lodged; they are told. Throws Refused: not-found,
 * lodged-already.
 */
export async function releaseAssessor(
  tx: Tx,
  { caseId, assignmentId, because }: { caseId: string; assignmentId: string; because: string },
): Promise<void> {
  const one = await heldCase(tx, caseId);
  const assignment = (await assignmentsOf(tx, caseId)).find(({ id, ended }) => id === assignmentId && !ended);
  if (!assignment) throw new Refused(NOT_THERE);
  stopIf(refusalToEnd(assignment));
  await setEnded(tx, assignment.id, 'recused', because);
  await tellAssessors(tx, one, [assignment.assessorId], 'assessment.assignment-ended', endedWords(because));
}
