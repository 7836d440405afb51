import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Assignment, EndedHow, Role } from './assignment.ts';

function selectAssignments(db: Database) {
  return db
    .selectFrom('assessment.assignment as assignment')
    .leftJoin('assessment.judgement as judgement', 'judgement.assignment_id', 'assignment.id')
    .select([
      'assignment.id',
      'assignment.case_id',
      'assignment.assessor_id',
      'assignment.role',
      'assignment.due_on',
      'assignment.invited_at',
      'assignment.accepted_at',
      'assignment.ended_at',
      'assignment.ended_how',
      'assignment.ended_because',
      'judgement.lodged_at',
    ]);
}

type Row = {
  id: string;
  case_id: string;
  assessor_id: string;
  role: Role;
  due_on: string;
  invited_at: Temporal.Instant;
  accepted_at: Temporal.Instant | null;
  ended_at: Temporal.Instant | null;
  ended_how: EndedHow | null;
  ended_because: string | null;
  lodged_at: Temporal.Instant | null;
};

function toAssignment(row: Row): Assignment {
  return {
    id: row.id,
    caseId: row.case_id,
    assessorId: row.assessor_id,
    role: row.role,
    dueOn: row.due_on,
    invitedAt: row.invited_at,
    acceptedAt: row.accepted_at ?? undefined,
    lodgedAt: row.lodged_at ?? undefined,
    ended:
      row.ended_at && row.ended_how
        ? { how: row.ended_how, because: row.ended_because ?? '', at: row.ended_at }
        : undefined,
  };
}

/** The assignment with this id, whoever's it is: for acts; pages use the finders of access.ts. */
export async function findAssignment(db: Database, id: string): Promise<Assignment | undefined> {
  const row = await selectAssignments(db).where('assignment.id', '=', id).executeTakeFirst();
  return row && toAssignment(row);
}

/** All assignments of a case, ended ones too, by role. */
export async function assignmentsOf(db: Database, caseId: string): Promise<Assignment[]> {
  return (await assignmentsOfCases(db, [caseId])).get(caseId) ?? [];
}

/** All assignments of several cases, by case. */
export async function assignmentsOfCases(
  db: Database,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, Assignment[]>> {
  const rows = await selectAssignments(db)
    .where('assignment.case_id', '=', sql<string>`any(${[...caseIds]}::uuid[])`)
    .orderBy('assignment.role')
    .orderBy('assignment.invited_at')
    .orderBy('assignment.id')
    .execute();
  return Map.groupBy(rows.map(toAssignment), ({ caseId }) => caseId);
}

/** Everything that somebody was ever asked to judge, the newest first. */
export async function assignmentsOfAssessor(db: Database, assessorId: string): Promise<Assignment[]> {
  const rows = await selectAssignments(db)
    .where('assignment.assessor_id', '=', assessorId)
    .orderBy('assignment.invited_at', 'desc')
    .orderBy('assignment.id')
    .limit(500)
    .execute();
  return rows.map(toAssignment);
}

/** The active assignments between an assessor and a candidate, of cases that are not released. */
export async function activeBetween(
  db: Database,
  assessorId: string,
  candidateId: string,
): Promise<Assignment[]> {
  const rows = await selectAssignments(db)
    .innerJoin('assessment.standing as standing', 'standing.id', 'assignment.case_id')
    .where('assignment.assessor_id', '=', assessorId)
    .where('standing.person_id', '=', candidateId)
    .where('assignment.ended_at', 'is', null)
    .where('standing.released_at', 'is', null)
    .execute();
  return rows.map(toAssignment);
}

/** The cases of candidates whose assessors are still at work: where a new conflict matters. */
export async function openCaseIds(db: Database, candidateId?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('assessment.standing as standing')
    .select('standing.id')
    .where('standing.state', 'in', ['to-be-assigned', 'invited', 'assessing', 'agreeing', 'agreed'])
    .$if(candidateId !== undefined, (query) => query.where('standing.person_id', '=', candidateId ?? ''))
    .execute();
  return rows.map(({ id }) => id);
}

/** Everyone who judged a portfolio's earlier submissions to their end. */
export async function assessorsBefore(
  db: Database,
  portfolioId: string,
  caseId: string,
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('assessment.assignment as assignment')
    .innerJoin('assessment.case_file as case_file', 'case_file.id', 'assignment.case_id')
    .innerJoin('assessment.release as release', 'release.case_id', 'case_file.id')
    .select('assignment.assessor_id')
    .where('case_file.portfolio_id', '=', portfolioId)
    .where('case_file.id', '<>', caseId)
    .where('assignment.ended_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.assessor_id));
}

export type NewAssignment = {
  readonly caseId: string;
  readonly assessorId: string;
  readonly role: Role;
  readonly dueOn: string;
  readonly by: string;
};

/** Writes that somebody is asked, and answers the id. */
export async function insertAssignment(tx: Tx, one: NewAssignment): Promise<string> {
  const { id } = await tx
    .insertInto('assessment.assignment')
    .values({
      case_id: one.caseId,
      assessor_id: one.assessorId,
      role: one.role,
      due_on: one.dueOn,
      invited_at: now(),
      invited_by: one.by,
      accepted_at: null,
      ended_at: null,
      ended_how: null,
      ended_because: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Writes that somebody accepted; the case is held. */
export async function setAccepted(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('assessment.assignment').set({ accepted_at: now() }).where('id', '=', id).execute();
}

/** Ends an active assignment; one that ended already stays as it ended. */
export async function setEnded(tx: Tx, id: string, how: EndedHow, because: string): Promise<void> {
  await tx
    .updateTable('assessment.assignment')
    .set({ ended_at: now(), ended_how: how, ended_because: because })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}
