import { sql } from 'kysely';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

/** Whether the demo was never begun here, was cut short, or is whole. */
export type Loading = 'none' | 'cut-short' | 'whole';

/** How far the loading of the demo came. */
export async function loadingOf(db: Database): Promise<Loading> {
  const row = await db.selectFrom('demo.loading').select('finished_at').executeTakeFirst();
  if (!row) return 'none';
  return row.finished_at === null ? 'cut-short' : 'whole';
}

/** Notes that the loading begins. */
export async function noteBegun(db: Database): Promise<void> {
  await db.insertInto('demo.loading').values({ begun_at: now(), finished_at: null }).execute();
}

/** Notes that the demo is whole, and whether all that the files tell had happened by now. */
export async function noteFinished(db: Database, isAll: boolean): Promise<void> {
  await db.updateTable('demo.loading').set({ finished_at: now(), is_all: isAll }).execute();
}

/** Whether all that the files tell has happened here, so that what they say of people holds. */
export async function isAllTold(db: Database): Promise<boolean> {
  return (await db.selectFrom('demo.loading').select('is_all').executeTakeFirst())?.is_all ?? false;
}

/**
 * Empties every table of the house but the list of migrations, and the jobs: only ever called on a demo cut short. Needs the
 * rights of a superuser, which the house has in its own database.
 */
export async function emptyHouse(tx: Tx, schemas: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname = any(${[...schemas]}::text[]) and (schemaname, tablename) <> ('platform', 'migration')`.execute(
    tx,
  );
  // What never changes (submitted copies, lodged judgements) is guarded by triggers, also against being emptied.
  await sql`set local session_replication_role = replica`.execute(tx);
  const names = rows.map(({ name }) => name).join(', ');
  if (names !== '') await sql`truncate ${sql.raw(names)} restart identity cascade`.execute(tx);
  await sql`delete from graphile_worker._private_jobs`.execute(tx);
}
