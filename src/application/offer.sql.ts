import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { ReplyAnswer } from './application.ts';

/** How many places of a run are accepted, or held by an offer that is neither answered nor lapsed. */
export async function placesTaken(db: Database, runId: string): Promise<number> {
  const { rows } = await sql<{ taken: number }>`
    select count(*)::int as taken from application.offer
    join application.application on application.id = offer.application_id
    left join application.reply on reply.offer_id = offer.id
    left join application.lapse on lapse.offer_id = offer.id
    left join application.giving_up on giving_up.offer_id = offer.id
    where application.run_id = ${runId} and lapse.offer_id is null and giving_up.offer_id is null
      and coalesce(reply.answer, 'accepted') = 'accepted'`.execute(db);
  return rows[0]?.taken ?? 0;
}

export type NewOffer = {
  readonly applicationId: string;
  readonly decisionId: string;
  readonly fromReserve: boolean;
  readonly capacity: number;
  readonly replyBy: Temporal.Instant;
};

/** Holds a place for somebody; answers the offer's id. One offer for a decision (unique key). */
export async function addOffer(tx: Tx, offer: NewOffer): Promise<string> {
  const { id } = await tx
    .insertInto('application.offer')
    .values({
      application_id: offer.applicationId,
      decision_id: offer.decisionId,
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
  answer: ReplyAnswer,
  personId: string,
): Promise<void> {
  await tx
    .insertInto('application.reply')
    .values({ offer_id: offerId, answer, replied_at: now(), replied_by: personId })
    .execute();
}

/** Writes down that an offer was not answered in time. */
export async function addLapse(tx: Tx, offerId: string): Promise<void> {
  await tx.insertInto('application.lapse').values({ offer_id: offerId, lapsed_at: now() }).execute();
}

/** Writes down that an accepted place was handed back. */
export async function addGivingUp(tx: Tx, offerId: string, personId: string, reason: string): Promise<void> {
  await tx
    .insertInto('application.giving_up')
    .values({ offer_id: offerId, reason, given_up_at: now(), given_up_by: personId })
    .execute();
}

export type WaitingOnReserve = {
  readonly applicationId: string;
  readonly decisionId: string;
  readonly personId: string;
};

/** Who is on a run's reserve list, in the order in which freed places are offered. */
export async function reserveList(db: Database, runId: string): Promise<WaitingOnReserve[]> {
  const rows = await db
    .selectFrom('application.standing')
    .select(['id', 'decision_id', 'person_id'])
    .where('run_id', '=', runId)
    .where('state', '=', 'reserve')
    .orderBy('reserve_rank')
    .orderBy('submitted_at')
    .orderBy('id')
    .execute();
  return rows.flatMap((row) =>
    row.decision_id && row.person_id
      ? [{ applicationId: row.id, decisionId: row.decision_id, personId: row.person_id }]
      : [],
  );
}

/** Runs that hold offers whose time to reply has passed. */
export async function runsWithOverdueOffers(db: Database): Promise<string[]> {
  const { rows } = await sql<{ run_id: string }>`
    select distinct application.run_id from application.offer
    join application.application on application.id = offer.application_id
    where offer.reply_by <= ${now()}::timestamptz
      and not exists (select from application.reply where reply.offer_id = offer.id)
      and not exists (select from application.lapse where lapse.offer_id = offer.id)`.execute(db);
  return rows.map((row) => row.run_id);
}

/** A run's offers whose time to reply has passed without an answer; the caller holds the run. */
export async function overdueOffers(
  tx: Tx,
  runId: string,
): Promise<{ offerId: string; applicationId: string; personId: string }[]> {
  const rows = await tx
    .selectFrom('application.standing')
    .select(['id', 'offer_id', 'person_id'])
    .where('run_id', '=', runId)
    .where('state', '=', 'offered')
    .where('reply_by', '<=', now())
    .orderBy('reply_by')
    .orderBy('id')
    .execute();
  return rows.flatMap((row) =>
    row.offer_id && row.person_id
      ? [{ offerId: row.offer_id, applicationId: row.id, personId: row.person_id }]
      : [],
  );
}
