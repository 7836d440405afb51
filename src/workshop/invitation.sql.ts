import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

/** What a person's calendar was last told of a workshop. */
export type Told = {
  readonly enrolmentId: string;
  readonly workshopId: string;
  readonly sequence: number;
  readonly says: 'comes' | 'cancelled';
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly place: string;
};

/** What the calendars of these seats were last told, workshop by workshop. */
export async function lastTold(db: Database, enrolmentIds: readonly string[]): Promise<Told[]> {
  return db
    .selectFrom('workshop.invitation')
    .distinctOn(['enrolment_id', 'workshop_id'])
    .select([
      'enrolment_id as enrolmentId',
      'workshop_id as workshopId',
      'sequence',
      'says',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'place',
    ])
    .where('enrolment_id', '=', sql<string>`any(${[...enrolmentIds]}::uuid[])`)
    .orderBy('enrolment_id')
    .orderBy('workshop_id')
    .orderBy('sequence', 'desc')
    .orderBy('told_at', 'desc')
    .execute();
}

/** Writes down what a person's calendar is told now. */
export async function noteTold(
  tx: Tx,
  enrolmentId: string,
  says: Told['says'],
  workshops: readonly Workshop[],
): Promise<void> {
  if (workshops.length === 0) return;
  await tx
    .insertInto('workshop.invitation')
    .values(
      workshops.map((workshop) => ({
        enrolment_id: enrolmentId,
        workshop_id: workshop.id,
        sequence: workshop.sequence,
        says,
        starts_at: workshop.startsAt,
        ends_at: workshop.endsAt,
        place: workshop.place,
        told_at: now(),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
