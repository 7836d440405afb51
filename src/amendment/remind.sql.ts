import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

type Reminder = {
  readonly applicationId: string;
  readonly hours: number;
  readonly closesAt: Temporal.Instant;
};

/** Whether this reminder was written already, for this moment of closing or for one that is fewer than its own hours away from it. */
export async function wasReminded(
  db: Database,
  { applicationId, hours, closesAt }: Reminder,
): Promise<boolean> {
  const row = await db
    .selectFrom('amendment.draft_reminder')
    .select('hours_before')
    .where('application_id', '=', applicationId)
    .where('hours_before', '=', hours)
    .where('closes_at', '>', closesAt.subtract({ hours }))
    .where('closes_at', '<', closesAt.add({ hours }))
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes a reminder down; the key stops a second. */
export async function addReminder(tx: Tx, { applicationId, hours, closesAt }: Reminder): Promise<void> {
  await tx
    .insertInto('amendment.draft_reminder')
    .values({ application_id: applicationId, hours_before: hours, closes_at: closesAt, reminded_at: now() })
    .execute();
}
