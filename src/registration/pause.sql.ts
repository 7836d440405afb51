import { sql, type Selectable } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tables, Tx } from '#platform/database.ts';
import type { Pause } from './registration.ts';

function toPause(row: Selectable<Tables['registration.pause']>): Pause {
  return {
    id: row.id,
    registrationId: row.registration_id,
    fromDay: row.from_day,
    untilDay: row.until_day,
    reason: row.reason,
    askedAt: row.asked_at,
    answer: row.answer ?? undefined,
    newExpires: row.new_expires_at ?? undefined,
  };
}

/** The pauses of several registrations, the latest first. */
export async function pausesOf(db: Database, registrationIds: readonly string[]): Promise<Pause[]> {
  const rows = await db
    .selectFrom('registration.pause')
    .selectAll()
    .where('registration_id', '=', sql<string>`any(${[...registrationIds]}::uuid[])`)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toPause);
}

/** A pause by its id, or nothing. */
export async function findPause(db: Database, id: string): Promise<Pause | undefined> {
  const row = await db.selectFrom('registration.pause').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toPause(row);
}

/** Writes a pause that waits for an answer, unless one waits already. Answers its id. */
export async function insertPause(
  tx: Tx,
  pause: Pick<Pause, 'registrationId' | 'fromDay' | 'untilDay' | 'reason'> & { readonly askedBy: string },
): Promise<string | undefined> {
  const written = await tx
    .insertInto('registration.pause')
    .values({
      registration_id: pause.registrationId,
      from_day: pause.fromDay,
      until_day: pause.untilDay,
      reason: pause.reason,
      asked_at: now(),
      asked_by: pause.askedBy,
      answered_at: null,
      answered_by: null,
      answer: null,
      new_expires_at: null,
    })
    .onConflict((conflict) => conflict.column('registration_id').where('answered_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return written?.id;
}

/** Answers an open pause; of two who do so at once the second gets false. */
export async function markAnswered(
  tx: Tx,
  answer: { id: string; by: string; newExpires: Temporal.Instant | undefined },
): Promise<boolean> {
  const row = await tx
    .updateTable('registration.pause')
    .set({
      answered_at: now(),
      answered_by: answer.by,
      answer: answer.newExpires ? 'granted' : 'declined',
      new_expires_at: answer.newExpires ?? null,
    })
    .where('id', '=', answer.id)
    .where('answered_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
