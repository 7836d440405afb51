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
    select distinct on (portfolio.person_id) portfolio.person_id as "personId", submission.number,
      submission.submitted_at as "submittedAt", coalesce(submission_end.how = 'decided', false) as decided
    from portfolio.portfolio
    join portfolio.submission on submission.portfolio_id = portfolio.id
    left join portfolio.submission_end on submission_end.submission_id = submission.id
    where portfolio.programme_id = ${programmeId} and portfolio.person_id = any(${[...personIds]}::uuid[])
      and (submission_end.how is null or submission_end.how = 'decided')
    order by portfolio.person_id, submission.submitted_at desc`.execute(db);
  return new Map(rows.map((row) => [row.personId, row]));
}
