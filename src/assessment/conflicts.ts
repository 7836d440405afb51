import { placeHolders, placesOf } from '#place';
import { mentorsMet } from '#office-hours';
import { type Hat, findOrganisation, findPerson, findPersons, organisationsOf, wearersOf } from '#people';
import { mentorsOf } from '#portfolio';
import { findProgrammeById, programmesList } from '#programme';
import type { Database, Tx } from '#platform/database.ts';
import { refuse, stopIf } from '#platform/refusal.ts';
import { voidAgreement } from './agreement.sql.ts';
import { conflictWords, endedWords } from './assessment.letter.ts';
import { declaredAbout, insertConflict, memberAt, setLifted } from './assessor.sql.ts';
import { activeBetween, assessorsBefore, assignmentsOf, openCaseIds, setEnded } from './assignment.sql.ts';
import type { Assignment } from './assignment.ts';
import { type Case, editionOf } from './case.ts';
import { type CandidateTies, type Conflict, conflictsBetween } from './conflict.ts';
import { heldCase } from './intake.ts';
import type { CaseToPair, PoolMember } from './pairing.ts';
import { tellAssessors, tellRegistrars } from './tell.ts';

const HATS_OF_THE_TEAM: readonly Hat[] = ['coordinator', 'selector', 'mentor', 'head-of-department'];

/** Gathers from the records of every room what may stand between a candidate and their assessors. A fixed number of queries. */
export async function tiesOf(db: Database, one: Case): Promise<CandidateTies> {
  const person = await findPerson(db, one.personId);
  const programme = await findProgrammeById(db, one.programmeId);
  if (!person || !programme) throw new Error('A case without its candidate or programme.');
  const institutionId = person.institutionId ?? programme.institutionId;
  const institution = await findOrganisation(db, institutionId);
  const mentors = [await mentorsOf(db, one.portfolioId), await mentorsMet(db, one.personId)].flat();
  return {
    personId: one.personId,
    institutionId,
    institutionName: institution?.name ?? '',
    mentorIds: new Set(mentors),
    runMateIds: await runMatesOf(db, one.personId),
    teamIds: await wearersAt(db, institutionId, HATS_OF_THE_TEAM),
    registrarIds: await wearersAt(db, one.awardingBodyId, ['registrar']),
    declared: await declaredAbout(db, one.personId),
  };
}

/** Everyone who has a place on a run on which this person has one, themselves left out. */
async function runMatesOf(db: Database, personId: string): Promise<Set<string>> {
  const mates = new Set<string>();
  // One round for each run of one person, of which few people have two.
  for (const { run } of await placesOf(db, personId)) {
    for (const holder of await placeHolders(db, run.id)) mates.add(holder.personId);
  }
  mates.delete(personId);
  return mates;
}

async function wearersAt(db: Database, organisationId: string, hats: readonly Hat[]): Promise<Set<string>> {
  const wearers = [];
  for (const hat of hats) wearers.push(...(await wearersOf(db, organisationId, hat)));
  return new Set(wearers.map(({ id }) => id));
}

/** Every reason why this person must not judge this case, as the records stand now. */
export async function conflictsNow(
  db: Database,
  one: Case,
  assessor: Pick<PoolMember, 'personId' | 'institutionId' | 'institution'>,
): Promise<readonly Conflict[]> {
  return conflictsBetween(assessor, await tiesOf(db, one));
}

/** Everything about a case that decides who may be asked to judge it. */
export async function toPair(db: Database, one: Case): Promise<CaseToPair> {
  const all = await assignmentsOf(db, one.id);
  const active = all.filter(({ ended }) => !ended);
  const gone = all.filter(({ ended }) => ended);
  return {
    edition: editionOf(one),
    pathwayId: one.pathwayId,
    candidate: await tiesOf(db, one),
    assessedBefore: await assessorsBefore(db, one.portfolioId, one.id),
    onCase: new Set(active.map(({ assessorId }) => assessorId)),
    gone: new Set(gone.map(({ assessorId }) => assessorId)),
  };
}

/** The names of the institutions that candidates come from, by case. Three queries for any number of cases. */
export async function institutionsOf(
  db: Database,
  cases: readonly Case[],
): Promise<ReadonlyMap<string, string>> {
  const persons = await findPersons(
    db,
    cases.map(({ personId }) => personId),
  );
  const programmes = await programmesList(db);
  const institutions = await organisationsOf(db, 'institution');
  return new Map(
    cases.map((one) => {
      const own = persons.get(one.personId)?.institutionId;
      const id = own ?? programmes.find((programme) => programme.id === one.programmeId)?.institutionId;
      return [one.id, institutions.find((institution) => institution.id === id)?.name ?? ''];
    }),
  );
}

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
