import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';
import { FORM_2024 } from './form-2024.ts';
import { formContent, type Form, type FormContent, toAnswers, type Answers } from './form.ts';
import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';

/** A form's row never changes, so what was read once is kept; a bound keeps the memory small. */
const read = new Map<string, Form>();
const MOST_KEPT = 300;

function toForm(row: { id: string; version: number; content: unknown }): Form {
  const known = read.get(row.id);
  if (known) return known;
  const form = { id: row.id, version: row.version, content: formContent.parse(row.content) };
  if (read.size < MOST_KEPT) read.set(row.id, form);
  return form;
}

/** The form with this id. Throws when there is none: applications point to forms by foreign key. */
export async function findForm(db: Database, id: string): Promise<Form> {
  const known = read.get(id);
  if (known) return known;
  const row = await db
    .selectFrom('application.form')
    .select(['id', 'version', 'content'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return toForm(row);
}

/** The form in force for a run; a run that has none is given the first version of the form that we ship. */
export async function formOfRun(tx: Tx, runId: string): Promise<Form> {
  return (await latestForm(tx, runId)) ?? (await addFirstForm(tx, runId));
}

async function latestForm(db: Database, runId: string): Promise<Form | undefined> {
  const row = await db
    .selectFrom('application.form')
    .select(['id', 'version', 'content'])
    .where('run_id', '=', runId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toForm(row);
}

/** Two who begin at once meet at the unique key: the second takes what the first wrote. */
async function addFirstForm(tx: Tx, runId: string): Promise<Form> {
  await tx
    .insertInto('application.form')
    .values({ run_id: runId, version: 1, content: json(FORM_2024), made_at: now() })
    .onConflict((conflict) => conflict.constraint('form_version').doNothing())
    .execute();
  const form = await latestForm(tx, runId);
  if (!form) throw new Error('A form that was just written is not there.');
  return form;
}

/** Gives a run a new version of its form; applications begun before keep theirs. Throws a ZodError for no sound form. */
export async function addForm(tx: Tx, runId: string, content: FormContent): Promise<Form> {
  const sound = formContent.parse(content);
  const { version } = await formOfRun(tx, runId);
  const row = await tx
    .insertInto('application.form')
    .values({ run_id: runId, version: version + 1, content: json(sound), made_at: now() })
    .returning(['id', 'version', 'content'])
    .executeTakeFirstOrThrow();
  return toForm(row);
}

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
