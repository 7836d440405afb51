import { sql } from 'kysely';
import { toAnswers, type Answers } from '#form';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';

export type LaterAnswers = { readonly answers: Answers; readonly version: number };

/** What somebody answered after sending; version 0 and nothing where they have not. */
export async function laterAnswersOf(db: Database, applicationId: string): Promise<LaterAnswers> {
  const row = await db
    .selectFrom('application.later_answer')
    .select(['answers', 'version'])
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row ? { answers: toAnswers(row.answers), version: row.version } : { answers: {}, version: 0 };
}

/** Writes what somebody answered after sending, over what they answered before; the caller holds the application. */
export async function putLaterAnswers(
  tx: Tx,
  given: { readonly applicationId: string; readonly answers: Answers; readonly by: string },
): Promise<void> {
  const { applicationId, answers, by } = given;
  await tx
    .insertInto('application.later_answer')
    .values({
      application_id: applicationId,
      answers: json(answers),
      version: 1,
      saved_at: now(),
      saved_by: by,
    })
    .onConflict((conflict) =>
      conflict.column('application_id').doUpdateSet({
        answers: json(answers),
        version: sql`application.later_answer.version + 1`,
        saved_at: now(),
        saved_by: by,
      }),
    )
    .execute();
}

/** An application that was sent, with all its answers: those that selectors read, the team's, and those given later. */
export type WholeAnswers = { readonly id: string; readonly formId: string; readonly answers: Answers };

/** Every application to a run that was sent, with all its answers, in one query: for the team only. */
export async function wholeAnswersToRun(db: Database, runId: string): Promise<WholeAnswers[]> {
  const { rows } = await sql<{ id: string; form_id: string; answers: unknown }>`
    select distinct on (submission.application_id) submission.application_id as id, submission.form_id,
      submission.answers || team_answers || coalesce(later_answer.answers, '{}') as answers
    from application.submission
    join application.application on application.id = submission.application_id
    left join application.later_answer on later_answer.application_id = submission.application_id
    where application.run_id = ${runId}
    order by submission.application_id, number desc`.execute(db);
  return rows.map((row) => ({ id: row.id, formId: row.form_id, answers: toAnswers(row.answers) }));
}
