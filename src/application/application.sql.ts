import { sql, type Selectable } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { findRuns, type Run } from '#programme';
import type { Database, Tables } from '#platform/database.ts';
import { APPLICATION_STATES, type Application, type ApplicationState } from './application.ts';

type StandingRow = Selectable<Tables['application.standing']>;

/** An application from its row of the view. */
function toApplication(row: StandingRow): Application {
  return {
    id: row.id,
    reference: row.reference,
    runId: row.run_id,
    formId: row.form_id,
    personId: row.person_id ?? undefined,
    state: row.state,
    begunAt: row.begun_at,
    submissionNumber: row.submission_number ?? 0,
    submittedAt: row.submitted_at ?? undefined,
    withdrawnAt: row.withdrawn_at ?? undefined,
    turnedAt: row.turned_at ?? undefined,
    replyBy: row.reply_by ?? undefined,
    lateUntil: row.late_until ?? undefined,
  };
}

/** The application with this id, whoever's it is: for acts and other rooms; pages use `ownApplication`. */
export async function findApplication(db: Database, id: string): Promise<Application | undefined> {
  const row = await db.selectFrom('application.standing').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toApplication(row);
}

/** A person's application to a run, or nothing. */
export async function findApplicationTo(
  db: Database,
  runId: string,
  personId: string,
): Promise<Application | undefined> {
  const row = await db
    .selectFrom('application.standing')
    .selectAll()
    .where('run_id', '=', runId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row && toApplication(row);
}

export type ApplicationToRun = Application & { readonly run: Run };

/** A person's applications with their runs, the latest begun first. */
export async function applicationsOf(db: Database, personId: string): Promise<ApplicationToRun[]> {
  const rows = await db
    .selectFrom('application.standing')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('begun_at', 'desc')
    .execute();
  const runs = await findRuns(
    db,
    rows.map((row) => row.run_id),
  );
  return rows.flatMap((row) => {
    const run = runs.get(row.run_id);
    return run ? [{ ...toApplication(row), run }] : [];
  });
}

/** Every application to a run, drafts and anonymous ones among them, the earliest submitted first. */
export async function applicationsToRun(db: Database, runId: string): Promise<Application[]> {
  const rows = await db
    .selectFrom('application.standing')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('submitted_at')
    .orderBy('begun_at')
    .orderBy('id')
    .execute();
  return rows.map(toApplication);
}

/** Who sent an application to each of these runs, whatever became of it, by the run's id. One query, however many runs. */
export async function applicantsOfRuns(
  db: Database,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ runId: string; personIds: string[] }>`
    select application.run_id as "runId", array_agg(application.person_id)::text[] as "personIds"
    from application.application
    where application.run_id = any(${[...runIds]}::uuid[]) and application.person_id is not null
      and exists (select from application.submission where submission.application_id = application.id)
    group by application.run_id`.execute(db);
  return new Map(rows.map((row) => [row.runId, row.personIds]));
}

/** How many applications of a run are in each state; `asked` counts all that were ever sent. */
export type RunCounts = Readonly<Record<ApplicationState | 'asked', number>>;

/** Counts a run's applications by state, in one query. */
export async function runCounts(db: Database, runId: string): Promise<RunCounts> {
  return (await runCountsOf(db, [runId])).get(runId) ?? NONE;
}

const NONE = Object.fromEntries([...APPLICATION_STATES, 'asked'].map((state) => [state, 0])) as RunCounts;

/** The same for several runs in one query; a run without applications is left out. */
export async function runCountsOf(
  db: Database,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, RunCounts>> {
  const rows = await db
    .selectFrom('application.standing')
    .select((count) => [
      'run_id',
      'state',
      count.fn.countAll<number>().as('number'),
      count.fn.count<number>('submission_number').as('asked'),
    ])
    .where('run_id', '=', sql<string>`any(${[...new Set(runIds)]}::uuid[])`)
    .groupBy(['run_id', 'state'])
    .execute();
  const found = new Map<string, RunCounts>();
  for (const { run_id, state, number, asked } of rows) {
    const so = found.get(run_id) ?? NONE;
    found.set(run_id, { ...so, [state]: number, asked: so.asked + asked });
  }
  return found;
}

export type UnsentDraft = {
  readonly id: string;
  readonly runId: string;
  readonly lateUntil: Temporal.Instant | undefined;
};

/** Every application of somebody that was begun and neither sent nor taken back. */
export async function unsentDrafts(db: Database): Promise<UnsentDraft[]> {
  const rows = await db
    .selectFrom('application.standing')
    .select(['id', 'run_id', 'late_until'])
    .where('state', '=', 'draft')
    .where('person_id', 'is not', null)
    .execute();
  return rows.map((row) => ({ id: row.id, runId: row.run_id, lateUntil: row.late_until ?? undefined }));
}
