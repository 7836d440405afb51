import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

/** The id of a person's private calendar, or nothing while they have none. */
export async function calendarOf(db: Database, personId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('workshop.calendar')
    .select('id')
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row?.id;
}

/** Whose calendar this is, while its address is in force. */
export async function ownerOfCalendar(db: Database, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('workshop.calendar')
    .select('person_id')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row?.person_id;
}

/** Gives a person an address for their calendar; one that they have stays. */
export async function insertCalendar(tx: Tx, personId: string): Promise<void> {
  await tx
    .insertInto('workshop.calendar')
    .values({ person_id: personId, made_at: now(), ended_at: null })
    .onConflict((conflict) => conflict.column('person_id').where('ended_at', 'is', null).doNothing())
    .execute();
}

/** Ends the address of a person's calendar: whoever has it sees nothing any more. */
export async function endCalendar(tx: Tx, personId: string): Promise<void> {
  await tx
    .updateTable('workshop.calendar')
    .set({ ended_at: now() })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
}
