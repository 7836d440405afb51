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

/** Work that failed at least once and is still to be done. Its error is in the log alone: errors quote what people wrote. */
export type FailingJob = {
  /** The number in the log. */
  readonly id: string;
  readonly task: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** For news not heard: who should hear it, and what it told. */
  readonly news:
    { readonly listener: string; readonly payload: Readonly<Record<string, unknown>> } | undefined;
  readonly tries: number;
  /** When the work came to be. */
  readonly since: Temporal.Instant;
  /** When it is tried again by itself; nothing once it is given up. */
  readonly nextAt: Temporal.Instant | undefined;
};

type FailingRow = {
  id: number;
  task: string;
  payload: Record<string, unknown>;
  news_payload: Record<string, unknown> | null;
  attempts: number;
  given_up: boolean;
  created_at: Temporal.Instant;
  run_at: Temporal.Instant;
};

/** Jobs that have failed at least once and are still to be done, the oldest first; letters have their own list. */
export async function failingJobs(db: Database, most = 200): Promise<FailingJob[]> {
  const { rows } = await sql<FailingRow>`
    select job.id, task.identifier as task, job.payload, news.payload as news_payload, job.attempts,
      job.attempts >= job.max_attempts as given_up, job.created_at, job.run_at
    from graphile_worker._private_jobs as job
    join graphile_worker._private_tasks as task on task.id = job.task_id
    left join platform.news on task.identifier = 'hear-news' and news.id = (job.payload ->> 'newsId')::bigint
    where job.last_error is not null and task.identifier <> 'send-letter'
    order by job.id limit ${most}`.execute(db);
  return rows.map(toFailingJob);
}

/** The runner counts by the machine's clock; what is said is by the house's. */
function toFailingJob(row: FailingRow): FailingJob {
  const ahead = { milliseconds: Math.round(rehearsedBy()) };
  return {
    id: String(row.id),
    task: row.task,
    payload: row.payload,
    news: row.news_payload
      ? { listener: String(row.payload.listener), payload: row.news_payload }
      : undefined,
    tries: row.attempts,
    since: row.created_at.add(ahead),
    nextAt: row.given_up ? undefined : row.run_at.add(ahead),
  };
}

/** Has a failing job tried again at once, with all its tries before it. Answers false when it is done meanwhile, or being done now. */
export async function tryJobAgain(tx: Tx, jobId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from graphile_worker.reschedule_jobs(array(
      select id from graphile_worker._private_jobs where id = ${jobId}::bigint and last_error is not null),
      run_at => clock_timestamp(), attempts => 0)`.execute(tx);
  return rows.length > 0;
}

function toTaskList(db: Database, tasks: readonly Task[]): TaskList {
  return Object.fromEntries(
    tasks.map((task) => [task.name, (payload: unknown, { job }) => runTask(db, task, payload, job.id)]),
  );
}

async function runTask(db: Database, task: Task, payload: unknown, job: string): Promise<void> {
  const began = performance.now();
  const about = { task: task.name, job, ...idsIn(toRecord(payload)) };
  try {
    await task.run(db, toRecord(payload));
    note('job done', { ...about, ms: Math.round(performance.now() - began) });
  } catch (error) {
    noteTrouble('job failed', error, about);
    throw error;
  }
}

/** What of a payload may stand in the log: ids, and who listens; nothing that somebody may have written. */
export function idsIn(payload: Record<string, unknown>): Record<string, string> {
  const plain = Object.entries(payload).filter(
    ([name, value]) => /(Id|^listener)$/.test(name) && /^[\w.-]{1,64}$/.test(String(value)),
  );
  return Object.fromEntries(plain.map(([name, value]) => [name, String(value)]));
}

function toRecord(payload: unknown): Record<string, unknown> {
  return typeof payload === 'object' && payload !== null ? { ...payload } : {};
}

const quiet = new Logger(() => (level, message) => {
  if (level === 'error') note('job runner trouble', { at: now().toString(), length: message.length });
});
