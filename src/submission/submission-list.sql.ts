import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { Database } from '#platform/database.ts';

/** A submission as a coordinator counts it: that there is one and how it stands, never what is in it. */
export type SubmissionFact = {
  readonly personId: string;
  readonly number: string;
  readonly submittedAt: Temporal.Instant;
  readonly decided: boolean;
};

/** The newest submission of each of these people to a programme that was neither withdrawn nor returned. One query. */
export async function submissionFactsOf(
  db: Database,
  programmeId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, SubmissionFact>> {
  const { rows } = await sql<SubmissionFact>`
    select distinct on (submission.person_id) submission.person_id as "personId", submission.number,
      submission.submitted_at as "submittedAt", coalesce(ending.how = 'decided', false) as decided
    from submission.submission
    left join submission.ending on ending.submission_id = submission.id
    where submission.programme_id = ${programmeId} and submission.person_id = any(${[...personIds]}::uuid[])
      and (ending.how is null or ending.how = 'decided')
    order by submission.person_id, submission.submitted_at desc`.execute(db);
  return new Map(rows.map((row) => [row.personId, row]));
}

/** Which of these people submitted to each of these programmes, neither withdrawn nor returned, by the programme's id. One query. */
export async function submittedTo(
  db: Database,
  programmeIds: readonly string[],
  personIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await sql<{ programmeId: string; personIds: string[] }>`
    select submission.programme_id as "programmeId", array_agg(distinct submission.person_id)::text[] as "personIds"
    from submission.submission
    left join submission.ending on ending.submission_id = submission.id
    where submission.programme_id = any(${[...programmeIds]}::uuid[])
      and submission.person_id = any(${[...personIds]}::uuid[])
      and (ending.how is null or ending.how = 'decided')
    group by submission.programme_id`.execute(db);
  return new Map(rows.map((row) => [row.programmeId, new Set(row.personIds)]));
}
