import { toAnswers, type Answers } from '#form';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';
import { sql } from 'kysely';
import type { Turn } from './application.ts';
import type { Temporal } from 'temporal-polyfill';

export type Submission = {
  readonly applicationId: string;
  readonly number: number;
  readonly formId: string;
  readonly answers: Answers;
  readonly submittedAt: Temporal.Instant;
};

/** The submission in force, without what only the team may see: what selectors read. */
export async function latestSubmission(db: Database, applicationId: string): Promise<Submission | undefined> {
  const row = await db
    .selectFrom('application.submission')
    .select(['application_id', 'number', 'form_id', 'answers', 'submitted_at'])
    .where('application_id', '=', applicationId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toSubmission(row);
}

type SubmissionRow = {
  application_id: string;
  number: number;
  form_id: string;
  answers: unknown;
  submitted_at: Temporal.Instant;
};

function toSubmission(row: SubmissionRow): Submission {
  return {
    applicationId: row.application_id,
    number: row.number,
    formId: row.form_id,
    answers: toAnswers(row.answers),
    submittedAt: row.submitted_at,
  };
}

/** The submissions in force of a whole run, in one query. */
export async function submissionsToRun(
  db: Database,
  runId: string,
): Promise<ReadonlyMap<string, Submission>> {
  const { rows } = await sql<SubmissionRow>`
    select distinct on (submission.application_id) application_id, number, submission.form_id, answers, submitted_at
    from application.submission join application.application on application.id = submission.application_id
    where application.run_id = ${runId}
    order by submission.application_id, number desc`.execute(db);
  return new Map(rows.map((row) => [row.application_id, toSubmission(row)]));
}

/** One submission by number, with what only the team may see: for the applicant's own letters and pages. */
export async function findSubmission(
  db: Database,
  applicationId: string,
  number: number,
): Promise<(Submission & { readonly teamAnswers: Answers }) | undefined> {
  const row = await db
    .selectFrom('application.submission')
    .select(['application_id', 'number', 'form_id', 'answers', 'team_answers', 'submitted_at'])
    .where('application_id', '=', applicationId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row && { ...toSubmission(row), teamAnswers: toAnswers(row.team_answers) };
}

/** What only the team may see of the submission in force. */
export async function teamAnswersOf(db: Database, applicationId: string): Promise<Answers> {
  const row = await db
    .selectFrom('application.submission')
    .select('team_answers')
    .where('application_id', '=', applicationId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return toAnswers(row?.team_answers);
}

export type NewSubmission = Omit<Submission, 'submittedAt'> & {
  readonly teamAnswers: Answers;
  readonly personId: string;
  readonly inGrace: boolean;
};

/** Freezes answers as the next submission. */
export async function addSubmission(tx: Tx, submission: NewSubmission): Promise<void> {
  await tx
    .insertInto('application.submission')
    .values({
      application_id: submission.applicationId,
      number: submission.number,
      form_id: submission.formId,
      answers: json(submission.answers),
      team_answers: json(submission.teamAnswers),
      submitted_at: now(),
      submitted_by: submission.personId,
      in_grace: submission.inGrace,
    })
    .execute();
}

/** Writes down that a submission was taken back. */
export async function addWithdrawal(
  tx: Tx,
  withdrawal: { applicationId: string; submissionNumber: number; reason: string; personId: string },
): Promise<void> {
  await tx
    .insertInto('application.withdrawal')
    .values({
      application_id: withdrawal.applicationId,
      submission_number: withdrawal.submissionNumber,
      reason: withdrawal.reason,
      withdrawn_at: now(),
      withdrawn_by: withdrawal.personId,
    })
    .execute();
}

/** Writes down the next turn of an application; the caller holds it, and the key stops whoever does not. */
export async function addTurn(
  tx: Tx,
  turn: { applicationId: string; to: Turn; replyBy: Temporal.Instant | undefined },
): Promise<void> {
  const { last } = await tx
    .selectFrom('application.turn')
    .select((one) => one.fn.max('number').as('last'))
    .where('application_id', '=', turn.applicationId)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('application.turn')
    .values({
      application_id: turn.applicationId,
      number: (last ?? 0) + 1,
      state: turn.to,
      reply_by: turn.replyBy ?? null,
      turned_at: now(),
    })
    .execute();
}
