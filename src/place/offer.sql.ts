import { sql, type Selectable } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tables, Tx } from '#platform/database.ts';
import type { Offer, ReplyAnswer } from './offer.ts';

function toOffer(row: Selectable<Tables['place.standing']>): Offer {
  return {
    id: row.id,
    applicationId: row.application_id,
    runId: row.run_id,
    state: row.state,
    fromReserve: row.from_reserve,
    offeredAt: row.offered_at,
    replyBy: row.reply_by,
    repliedAt: row.replied_at ?? undefined,
    heldUntil: row.held_until ?? undefined,
    carriedInto: row.carried_into ?? undefined,
  };
}

/** The offer with this id. */
export async function findOffer(db: Database, id: string): Promise<Offer | undefined> {
  const row = await db.selectFrom('place.standing').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toOffer(row);
}

/** The offer that an application stands by; nothing where none was made, or where something else was decided since. */
export async function offerOf(db: Database, applicationId: string): Promise<Offer | undefined> {
  const row = await db
    .selectFrom('place.standing')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('application_state', 'in', [
      'offered',
      'place-accepted',
      'place-declined',
      'offer-lapsed',
      'place-given-up',
      'deferred',
    ])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toOffer(row);
}

/** How many places of a run are accepted, or held: by an open offer, or by a reply that can still be taken back. */
export async function placesTaken(db: Database, runId: string): Promise<number> {
  const { taken } = await db
    .selectFrom('place.standing')
    .select((one) => one.fn.countAll<number>().as('taken'))
    .where('run_id', '=', runId)
    .where((one) => one.or([one('state', 'in', ['open', 'accepted']), one('held_until', '>', now())]))
    .executeTakeFirstOrThrow();
  return taken;
}

export type NewOffer = {
  readonly applicationId: string;
  readonly runId: string;
  readonly fromReserve: boolean;
  readonly capacity: number;
  readonly replyBy: Temporal.Instant;
};

/** Holds a place for somebody; answers the offer's id. The caller holds the run and the application. */
export async function addOffer(tx: Tx, offer: NewOffer): Promise<string> {
  const { id } = await tx
    .insertInto('place.offer')
    .values({
      application_id: offer.applicationId,
      run_id: offer.runId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from place.offer where application_id = ${offer.applicationId})`,
      from_reserve: offer.fromReserve,
      capacity: offer.capacity,
      offered_at: now(),
      reply_by: offer.replyBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Writes down an answer to an offer. */
export async function addReply(
  tx: Tx,
  offerId: string,
  reply: { answer: ReplyAnswer; personId: string; reason?: string; heldUntil?: Temporal.Instant | undefined },
): Promise<void> {
  await tx
    .insertInto('place.reply')
    .values({
      offer_id: offerId,
      answer: reply.answer,
      replied_at: now(),
      replied_by: reply.personId,
      reason: reply.reason ?? '',
      held_until: reply.heldUntil ?? null,
    })
    .execute();
}

/** Takes a reply out of force and keeps it among those taken back; the caller holds the run. */
export async function moveReplyAside(tx: Tx, offerId: string): Promise<void> {
  await sql`with reply as (delete from place.reply where offer_id = ${offerId} returning *)
    insert into place.taken_back (offer_id, number, answer, reason, replied_at, taken_back_at)
    select offer_id, (select count(*) + 1 from place.taken_back where offer_id = ${offerId}), answer, reason,
      replied_at, ${now()}::timestamptz from reply`.execute(tx);
}

/** Writes down that an offer was not answered in time. */
export async function addLapse(tx: Tx, offerId: string): Promise<void> {
  await tx.insertInto('place.lapse').values({ offer_id: offerId, lapsed_at: now() }).execute();
}

/** Writes down that an accepted place was handed back. */
export async function addGivingUp(tx: Tx, offerId: string, personId: string, reason: string): Promise<void> {
  await tx
    .insertInto('place.giving_up')
    .values({ offer_id: offerId, reason, given_up_at: now(), given_up_by: personId })
    .execute();
}

/** Runs in which a place ceased to be held within the last day and somebody waits for one. */
export async function runsWithFreedPlaces(db: Database): Promise<string[]> {
  const { rows } = await sql<{ run_id: string }>`
    select distinct run_id from place.offer join place.reply on reply.offer_id = offer.id
    where reply.held_until <= ${now()}::timestamptz and reply.held_until > ${now().subtract({ hours: 24 })}::timestamptz
      and exists (select from place.waiting where waiting.run_id = offer.run_id)`.execute(db);
  return rows.map((row) => row.run_id);
}

/** Runs that hold offers whose time to reply has passed. */
export async function runsWithOverdueOffers(db: Database): Promise<string[]> {
  const { rows } = await sql<{ run_id: string }>`
    select distinct run_id from place.offer where offer.reply_by <= ${now()}::timestamptz
      and not exists (select from place.reply where reply.offer_id = offer.id)
      and not exists (select from place.lapse where lapse.offer_id = offer.id)`.execute(db);
  return rows.map((row) => row.run_id);
}

/** A run's offers whose time to reply has passed without an answer; the caller holds the run. */
export async function overdueOffers(tx: Tx, runId: string): Promise<Offer[]> {
  const rows = await tx
    .selectFrom('place.standing')
    .selectAll()
    .where('run_id', '=', runId)
    .where('state', '=', 'open')
    .where('reply_by', '<=', now())
    .orderBy('reply_by')
    .orderBy('id')
    .execute();
  return rows.map(toOffer);
}
