import { sql } from 'kysely';
import {
  type Runner,
  parseCronItems,
  run,
  runMigrations,
  runOnce,
  Logger,
  type TaskList,
} from 'graphile-worker';
import type pg from 'pg';
import type { Temporal } from 'temporal-polyfill';
import { now, rehearsedBy } from './clock.ts';
import type { Database, Tx } from './database.ts';
import { note, noteTrouble } from './log.ts';

/**
 * Work that is done after a transaction, once and certainly. A job is added inside the act's own transaction, so that
 * the fact and the work it causes commit together. Handlers run at least once: each must be idempotent.
 */
export type Task = {
  readonly name: string;
  /** Does the work. Throwing means: again later, with growing pauses. */
  run(db: Database, payload: Record<string, unknown>): Promise<void>;
};

/** A task that returns by the clock; `match` is a crontab line in UTC, such as "0 4 * * *". */
export type Sweep = Task & { readonly match: string };

/** Adds a job in this transaction. `at` is an instant of the house's clock; `key` makes later calls replace it. */
export async function addJob(
  tx: Tx,
  task: string,
  payload: Record<string, unknown>,
  options: { at?: Temporal.Instant; key?: string } = {},
): Promise<void> {
  const runAt = options.at?.subtract({ milliseconds: Math.round(rehearsedBy()) });
  await sql`select graphile_worker.add_job(${task}, payload => ${JSON.stringify(payload)}::json,
    run_at => ${runAt?.toString() ?? null}::timestamptz, max_attempts => 12, job_key => ${options.key ?? null})`.execute(
    tx,
  );
}

/** Prepares the job tables; safe to call at every start and from several processes. */
export async function prepareJobs(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet });
}

type Work = { db: Database; pool: pg.Pool; tasks: readonly Task[]; sweeps: readonly Sweep[] };

/** Starts taking jobs until stopped. */
export async function startWorker({ db, pool, tasks, sweeps }: Work): Promise<Runner> {
  return run({
    pgPool: pool,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 2000,
    logger: quiet,
    taskList: toTaskList(db, [...tasks, ...sweeps]),
    parsedCronItems: parseCronItems(
      sweeps.map(({ name, match }) => ({ task: name, match, options: { backfillPeriod: 0 } })),
    ),
  });
}

/** Does every job that is due, and those that these cause, then returns: for tests and for playing the demo. */
export async function drainJobs({ db, pool, tasks, sweeps }: Work): Promise<void> {
  const taskList = toTaskList(db, [...tasks, ...sweeps]);
  await runOnce({ pgPool: pool, noHandleSignals: true, logger: quiet, concurrency: 1, taskList });
  const failed = await sql<{ task: string; error: string }>`
    select task_identifier as task, last_error as error from graphile_worker.jobs where last_error is not null`.execute(
    db,
  );
  const first = failed.rows[0];
  if (first) throw new Error(`Job ${first.task} failed: ${first.error}`);
}

/** True when the job tables answer: what /healthz asks. */
export async function jobsAnswer(db: Database): Promise<boolean> {
  const found = await sql<{
    there: boolean;
  }>`select to_regclass('graphile_worker._private_jobs') is not null as there`.execute(db);
  return found.rows[0]?.there === true;
}

/** Jobs that have failed at least once and are still to be done, oldest first. */
export async function failingJobs(
  db: Database,
): Promise<{ task: string; attempts: number; runAt: Temporal.Instant }[]> {
  const { rows } = await sql<{ task: string; attempts: number; runAt: Temporal.Instant }>`
    select task_identifier as task, attempts, run_at as "runAt" from graphile_worker.jobs
    where last_error is not null order by run_at limit 100`.execute(db);
  return rows;
}

function toTaskList(db: Database, tasks: readonly Task[]): TaskList {
  return Object.fromEntries(
    tasks.map((task) => [task.name, (payload: unknown) => runTask(db, task, payload)]),
  );
}

async function runTask(db: Database, task: Task, payload: unknown): Promise<void> {
  const began = performance.now();
  try {
    await task.run(db, toRecord(payload));
    note('job done', { task: task.name, ms: Math.round(performance.now() - began) });
  } catch (error) {
    noteTrouble('job failed', error, { task: task.name });
    throw error;
  }
}

function toRecord(payload: unknown): Record<string, unknown> {
  return typeof payload === 'object' && payload !== null ? { ...payload } : {};
}

const quiet = new Logger(() => (level, message) => {
  if (level === 'error') note('job runner trouble', { at: now().toString(), length: message.length });
});
