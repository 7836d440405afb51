import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Reminder, ReminderWhy } from './reminder.ts';

/** The reminders of these offers, by offer, the earliest first; one query. */
export async function remindersOf(
  db: Database,
  offerIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Reminder[]>> {
  const rows = await db
    .selectFrom('place.reminder')
    .select(['offer_id', 'why', 'reminded_at'])
    .where('offer_id', '=', sql<string>`any(${[...offerIds]}::uuid[])`)
    .orderBy('number')
    .execute();
  const found = new Map<string, Reminder[]>();
  for (const { offer_id: id, why, reminded_at: remindedAt } of rows)
    found.set(id, [...(found.get(id) ?? []), { why, remindedAt }]);
  return found;
}

/** Writes down that somebody was reminded; the caller holds the run, and the key stops a second by the clock. */
export async function addReminder(
  tx: Tx,
  offerId: string,
  why: ReminderWhy,
  by: string | undefined,
): Promise<void> {
  await tx
    .insertInto('place.reminder')
    .values({
      offer_id: offerId,
      number: sql<number>`(select count(*) + 1 from place.reminder where offer_id = ${offerId})`,
      why,
      reminded_at: now(),
      reminded_by: by ?? null,
    })
    .execute();
}

export type OpenOffer = {
  readonly id: string;
  readonly runId: string;
  readonly applicationId: string;
  readonly personId: string;
  readonly fromReserve: boolean;
  readonly offeredAt: Temporal.Instant;
  readonly replyBy: Temporal.Instant;
};

/** Some of a list: so many from so far on. */
export type Cut = { readonly offset: number; readonly limit: number };

/** Offers that nobody has answered yet and that still hold, of one run or of all, the first to end first. */
export async function openOffers(db: Database, runId?: string, cut?: Cut): Promise<OpenOffer[]> {
  const { rows } = await sql<OpenOffer>`
    select id, run_id as "runId", application_id as "applicationId", person_id as "personId",
      from_reserve as "fromReserve", offered_at as "offeredAt", reply_by as "replyBy"
    from place.standing where reply_by > ${now()}::timestamptz and state = 'open' and person_id is not null
      and (${runId ?? null}::uuid is null or run_id = ${runId ?? null}::uuid)
    order by reply_by, id offset ${cut?.offset ?? 0} limit ${cut?.limit ?? null}`.execute(db);
  return rows;
}

/** How many offers of a run nobody has answered yet, of those that still hold. */
export async function countOpenOffers(db: Database, runId: string): Promise<number> {
  const { open } = await db
    .selectFrom('place.standing')
    .select((one) => one.fn.countAll<number>().as('open'))
    .where('run_id', '=', runId)
    .where('state', '=', 'open')
    .where('reply_by', '>', now())
    .where('person_id', 'is not', null)
    .executeTakeFirstOrThrow();
  return open;
}
