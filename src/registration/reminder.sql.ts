import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Mark } from './reminders.ts';

/** A registration on whose expiry somebody may have to be reminded. */
export type ToRemind = {
  readonly id: string;
  readonly personId: string;
  readonly programmeId: string;
  readonly editionId: string;
  readonly expires: Temporal.Instant;
  readonly knownSince: Temporal.Instant;
  readonly sent: readonly string[];
};

/** Registrations in force, not submitted under, that run out between two instants; a thousand at most, by id after `after`. */
export async function registrationsToRemind(
  db: Database,
  from: Temporal.Instant,
  to: Temporal.Instant,
  after: string,
): Promise<ToRemind[]> {
  const { rows } = await sql<ToRemind>`
    select standing.id, person_id as "personId", programme_id as "programmeId", edition_id as "editionId",
      expires_at as expires,
      coalesce((select max(answered_at) from registration.pause
        where pause.registration_id = standing.id and pause.answer = 'granted'), recorded_at) as "knownSince",
      array(select mark from registration.reminder
        where reminder.registration_id = standing.id and reminder.expires_at = standing.expires_at) as sent
    from registration.standing
    where ended_at is null and submitted_at is null and standing.id > ${after}::uuid
      and expires_at > ${from}::timestamptz and expires_at <= ${to}::timestamptz
    order by standing.id limit 1000`.execute(db);
  return rows;
}

/** Writes that a reminder goes out; false when it went out before. */
export async function markReminded(
  tx: Tx,
  reminder: { registrationId: string; mark: Mark; expires: Temporal.Instant },
): Promise<boolean> {
  const row = await tx
    .insertInto('registration.reminder')
    .values({
      registration_id: reminder.registrationId,
      mark: reminder.mark,
      expires_at: reminder.expires,
      sent_at: now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('mark')
    .executeTakeFirst();
  return row !== undefined;
}
