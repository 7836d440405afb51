import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { rehearsedBy } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';

/** A job that the house wants done. */
export type DueJob = {
  readonly id: number;
  readonly task: string;
  readonly payload: Record<string, unknown>;
};

/** A job that waits for its time, by the house's clock. */
export type Alarm = { readonly id: number; readonly at: Temporal.Instant };

/** Far enough ahead that nothing rings while the past is played. */
const FAR = '9000-01-01T00:00:00Z';

/** Whether any job is to be done, now or later, other than those that were put off. */
export async function hasJobs(db: Database): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists(
    select from graphile_worker.jobs where run_at < ${FAR}::timestamptz) as some`.execute(db);
  return rows[0]?.some ?? false;
}

/** Takes every job that is due out of the list, in the order in which they came. */
export async function takeDue(db: Database): Promise<readonly DueJob[]> {
  const { rows } = await sql<DueJob>`
    with due as materialized (
      select id, task_identifier as task from graphile_worker.jobs where run_at <= clock_timestamp()
    ), taken as (
      select id, payload from graphile_worker.complete_jobs(array(select id from due))
    )
    select due.id, due.task, taken.payload from due join taken on taken.id = due.id order by due.id`.execute(
    db,
  );
  return rows;
}

/** Puts jobs off that wait for a later time, since the machine's clock says nothing about the time that is played. */
export async function putOff(db: Database): Promise<readonly Alarm[]> {
  const { rows } = await sql<{ id: number; run_at: Temporal.Instant }>`
    select id, run_at from graphile_worker.jobs
    where run_at > clock_timestamp() and run_at < ${FAR}::timestamptz`.execute(db);
  const played = Math.round(rehearsedBy());
  for (const { id } of rows) await setTime(db, id, FAR);
  return rows.map(({ id, run_at }) => ({ id, at: run_at.add({ milliseconds: played }) }));
}

/** Lets a job that was put off be done now. */
export async function becomeDue(db: Database, id: number): Promise<void> {
  await setTime(db, id, '2000-01-01T00:00:00Z');
}

/** Sets jobs that were put off to the machine's time at which the house's clock, as it goes now, will show theirs. */
export async function setAlarms(db: Database, alarms: readonly Alarm[]): Promise<void> {
  const ahead = Math.round(rehearsedBy());
  for (const { id, at } of alarms) await setTime(db, id, at.subtract({ milliseconds: ahead }).toString());
}

async function setTime(db: Database, id: number, at: string): Promise<void> {
  await sql`select graphile_worker.reschedule_jobs(array[${id}]::bigint[], run_at => ${at}::timestamptz)`.execute(
    db,
  );
}
