import { sql } from 'kysely';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Cut } from './reminder.sql.ts';

/** A place in the order of a run's reserve list. */
export type Reserve = { readonly applicationId: string; readonly runId: string; readonly rank: number };

/** Gives an application its rank on the reserve list, over an earlier one. */
export async function putReserve(tx: Tx, { applicationId, runId, rank }: Reserve): Promise<void> {
  const values = { rank, ranked_at: now() };
  await tx
    .insertInto('place.reserve')
    .values({ application_id: applicationId, run_id: runId, ...values })
    .onConflict((conflict) => conflict.column('application_id').doUpdateSet(values))
    .execute();
}

/** Somebody on a run's reserve list now. */
export type Waiting = { readonly applicationId: string; readonly personId: string; readonly rank: number };

/** Who is on a run's reserve list, in the order in which freed places are offered. */
export async function waitingIn(db: Database, runId: string, cut?: Cut): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('place.waiting')
    .select(['application_id', 'person_id', 'rank'])
    .where('run_id', '=', runId)
    .orderBy('rank')
    .orderBy('submitted_at')
    .orderBy('application_id')
    .$if(cut !== undefined, (query) => query.offset(cut?.offset ?? 0).limit(cut?.limit ?? 0))
    .execute();
  return rows.flatMap(({ application_id: applicationId, person_id: personId, rank }) =>
    personId ? [{ applicationId, personId, rank }] : [],
  );
}

/** Whose applications are on a run's reserve list, in that order. */
export async function reserveList(db: Database, runId: string): Promise<string[]> {
  return (await waitingIn(db, runId)).map((one) => one.applicationId);
}

/** Whether an application was ever put on a reserve list. */
export async function wasReserved(db: Database, applicationId: string): Promise<boolean> {
  const row = await db
    .selectFrom('place.reserve')
    .select('rank')
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The runs in which somebody waits who was not told that the list is over. */
export async function runsWithWaiting(db: Database): Promise<string[]> {
  const { rows } = await sql<{ run_id: string }>`
    select distinct run_id from place.waiting where not exists (
      select from place.list_end where list_end.application_id = waiting.application_id)`.execute(db);
  return rows.map((row) => row.run_id);
}

/** Writes down that everybody who waits in a run learns of its end, and answers those who had not been told. */
export async function addListEnds(
  tx: Tx,
  runId: string,
): Promise<{ applicationId: string; personId: string }[]> {
  const { rows } = await sql<{ applicationId: string; personId: string }>`
    with told as (
      insert into place.list_end (application_id, told_at)
      select application_id, ${now()}::timestamptz from place.waiting
      where run_id = ${runId} and person_id is not null on conflict do nothing returning application_id
    )
    select waiting.application_id as "applicationId", waiting.person_id as "personId"
    from told join place.waiting on waiting.application_id = told.application_id
    order by waiting.rank`.execute(tx);
  return rows;
}

/** Lets everybody who waits in a run learn of its end another time: it is not over after all. */
export async function reopenList(tx: Tx, runId: string): Promise<void> {
  await sql`delete from place.list_end where application_id in (
    select application_id from place.waiting where run_id = ${runId})`.execute(tx);
}
