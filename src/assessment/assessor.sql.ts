import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { type Person, wearersOf } from '#people';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { PoolMember } from './pairing.ts';

/** Everyone who assesses for a body, by name, with what they hold and how much they have under way. Three queries. */
export async function poolAt(db: Database, bodyId: string): Promise<PoolMember[]> {
  return membersOf(db, bodyId, await wearersOf(db, bodyId, 'assessor'));
}

/** One of the pool of a body, or nothing for somebody who does not assess for it. */
export async function memberAt(
  db: Database,
  bodyId: string,
  personId: string,
): Promise<PoolMember | undefined> {
  const persons = (await wearersOf(db, bodyId, 'assessor')).filter(({ id }) => id === personId);
  return (await membersOf(db, bodyId, persons))[0];
}

async function membersOf(db: Database, bodyId: string, persons: readonly Person[]): Promise<PoolMember[]> {
  const ids = persons.map(({ id }) => id);
  const rows = await db
    .selectFrom('assessment.assessor')
    .selectAll()
    .where('awarding_body_id', '=', bodyId)
    .where('person_id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  const work = await workOf(db, ids);
  return persons.map((person) => {
    const row = rows.find((one) => one.person_id === person.id);
    const done = work.get(person.id);
    return {
      personId: person.id,
      name: person.name,
      institutionId: person.institutionId,
      institution: row?.institution ?? '',
      pathwayId: row?.pathway_id ?? undefined,
      awardCurrent: row?.award_current ?? true,
      specialisms: row?.specialisms ?? '',
      capacity: row?.capacity ?? USUAL_CAPACITY,
      away: row?.away ?? false,
      load: done?.load ?? 0,
      completedAsSecond: (row?.seconds_before ?? 0) + (done?.seconds ?? 0),
    };
  });
}

/** How many assessments at once are asked of somebody who has not said. */
const USUAL_CAPACITY = 2;

async function workOf(db: Database, ids: readonly string[]) {
  const rows = await db
    .selectFrom('assessment.assignment as assignment')
    .innerJoin('assessment.standing as standing', 'standing.id', 'assignment.case_id')
    .leftJoin('assessment.judgement as judgement', 'judgement.assignment_id', 'assignment.id')
    .select([
      'assignment.assessor_id',
      sql<number>`count(*) filter (where judgement.lodged_at is null and standing.released_at is null)::int`.as(
        'load',
      ),
      sql<number>`count(*) filter (where assignment.role = 'second' and standing.released_at is not null)::int`.as(
        'seconds',
      ),
    ])
    .where('assignment.ended_at', 'is', null)
    .where('assignment.assessor_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .groupBy('assignment.assessor_id')
    .execute();
  return new Map(rows.map((row) => [row.assessor_id, row]));
}

export type AssessorFacts = {
  /** What only a registrar confirms. */
  readonly pathwayId?: string | undefined;
  readonly awardCurrent?: boolean;
  readonly secondsBefore?: number;
  /** What they say of themselves. */
  readonly institution?: string;
  readonly specialisms?: string;
  readonly capacity?: number;
  readonly away?: boolean;
};

/** Writes what a body knows of an assessor; what is not given stays as it is, or is as usual at first. */
export async function putAssessor(
  tx: Tx,
  { personId, awardingBodyId, ...facts }: AssessorFacts & { personId: string; awardingBodyId: string },
): Promise<void> {
  const given = {
    ...('pathwayId' in facts ? { pathway_id: facts.pathwayId ?? null } : {}),
    ...(facts.awardCurrent === undefined ? {} : { award_current: facts.awardCurrent }),
    ...(facts.secondsBefore === undefined ? {} : { seconds_before: facts.secondsBefore }),
    ...(facts.institution === undefined ? {} : { institution: facts.institution }),
    ...(facts.specialisms === undefined ? {} : { specialisms: facts.specialisms }),
    ...(facts.capacity === undefined ? {} : { capacity: facts.capacity }),
    ...(facts.away === undefined ? {} : { away: facts.away }),
    changed_at: now(),
  };
  await tx
    .insertInto('assessment.assessor')
    .values({
      person_id: personId,
      awarding_body_id: awardingBodyId,
      pathway_id: null,
      award_current: true,
      institution: '',
      specialisms: '',
      capacity: USUAL_CAPACITY,
      seconds_before: 0,
      away: false,
      ...given,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'awarding_body_id']).doUpdateSet(given))
    .execute();
}

/** Assessments as second from before this house kept count. */
export async function secondsBefore(db: Database, bodyId: string, personId: string): Promise<number> {
  const row = await db
    .selectFrom('assessment.assessor')
    .select('seconds_before')
    .where('awarding_body_id', '=', bodyId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.seconds_before ?? 0;
}

/** The open conflicts that were declared about a candidate, by assessor, with their reasons. */
export async function declaredAbout(db: Database, candidateId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('assessment.conflict')
    .select(['assessor_id', 'reason'])
    .where('candidate_id', '=', candidateId)
    .where('lifted_at', 'is', null)
    .execute();
  return new Map(rows.map(({ assessor_id, reason }) => [assessor_id, reason]));
}

export type DeclaredConflict = {
  readonly id: string;
  readonly assessorId: string;
  readonly candidateId: string;
  readonly reason: string;
  readonly declaredAt: Temporal.Instant;
};

/** The open conflicts that name this assessor, the newest first. */
export async function conflictsOfAssessor(db: Database, assessorId: string): Promise<DeclaredConflict[]> {
  const rows = await db
    .selectFrom('assessment.conflict')
    .select(['id', 'assessor_id', 'candidate_id', 'reason', 'declared_at'])
    .where('assessor_id', '=', assessorId)
    .where('lifted_at', 'is', null)
    .orderBy('declared_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    assessorId: row.assessor_id,
    candidateId: row.candidate_id,
    reason: row.reason,
    declaredAt: row.declared_at,
  }));
}

/** Writes a conflict; one that is open between the two already stays with its first reason. */
export async function insertConflict(
  tx: Tx,
  one: { assessorId: string; candidateId: string; reason: string; by: string },
): Promise<void> {
  await tx
    .insertInto('assessment.conflict')
    .values({
      assessor_id: one.assessorId,
      candidate_id: one.candidateId,
      reason: one.reason,
      declared_at: now(),
      declared_by: one.by,
      lifted_at: null,
      lifted_by: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['candidate_id', 'assessor_id']).where('lifted_at', 'is', null).doNothing(),
    )
    .execute();
}

/** Writes that a declared conflict is no more. */
export async function setLifted(tx: Tx, conflictId: string, by: string): Promise<void> {
  await tx
    .updateTable('assessment.conflict')
    .set({ lifted_at: now(), lifted_by: by })
    .where('id', '=', conflictId)
    .where('lifted_at', 'is', null)
    .execute();
}
