import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { Database, Tx } from '#platform/database.ts';

/** How many codes that nobody has were tried from one place in one hour. */
export async function wrongTries(db: Database, remoteSeal: string, hour: Temporal.Instant): Promise<number> {
  const row = await db
    .selectFrom('award.verification_try')
    .select('tries')
    .where('remote_seal', '=', remoteSeal)
    .where('hour', '=', hour)
    .executeTakeFirst();
  return row?.tries ?? 0;
}

/** Counts one more. */
export async function countWrongTry(db: Database, remoteSeal: string, hour: Temporal.Instant): Promise<void> {
  await sql`
    insert into award.verification_try (remote_seal, hour, tries) values (${remoteSeal}, ${hour}::timestamptz, 1)
    on conflict (remote_seal, hour) do update set tries = verification_try.tries + 1`.execute(db);
}

/** Forgets the tries of hours before the instant. */
export async function forgetTries(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('award.verification_try').where('hour', '<', before).execute();
}
