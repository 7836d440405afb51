import { inTransaction, type Database, type Tx } from '#platform/database.ts';
import type { Sweep, Task } from '#platform/jobs.ts';
import { note } from '#platform/log.ts';
import type { Invariant } from '#platform/room.ts';
import { carryDeferrals, carryDeferralsFrom } from './defer.ts';
import { programmesWithDeferrals } from './deferral.sql.ts';
import { endReserveList } from './end-list.ts';
import { runsWithFreedPlaces, runsWithOverdueOffers } from './offer.sql.ts';
import { lapseOffers, offerFreePlaces } from './offer-places.ts';
import { remindOffers } from './remind.ts';
import { openOffers } from './reminder.sql.ts';
import { runsWithWaiting } from './reserve.sql.ts';

/** What the clock brings about in places, one act for each run, each in a transaction of its own. */
async function forEach(
  db: Database,
  ids: readonly string[],
  what: string,
  act: (tx: Tx, id: string) => Promise<number>,
): Promise<void> {
  for (const id of ids) {
    const number = await inTransaction(db, (tx) => act(tx, id));
    if (number > 0) note(what, { id, number });
  }
}

/** Every ten minutes: offers that nobody answered in time lapse, and their places go to the reserve list. */
const lapseOverdueOffers: Sweep = {
  name: 'lapse-offers',
  match: '*/10 * * * *',
  async run(db) {
    await forEach(db, await runsWithOverdueOffers(db), 'offers lapsed', lapseOffers);
    await forEach(db, await runsWithFreedPlaces(db), 'places passed on', offerFreePlaces);
    await forEach(db, await runsWithWaiting(db), 'reserve list over', endReserveList);
    await forEach(db, await programmesWithDeferrals(db), 'deferrals carried', carryDeferrals);
  },
};

/** Every ten minutes: whoever has an offer and has not replied is reminded when their run's rule says so. */
const remindOfOffers: Sweep = {
  name: 'remind-of-offers',
  match: '5,15,25,35,45,55 * * * *',
  async run(db) {
    const runs = new Set((await openOffers(db)).map((one) => one.runId));
    await forEach(db, [...runs], 'offers reminded of', remindOffers);
  },
};

/** When the time to take a reply back is over: the place goes to the reserve list, and a deferral to the next run. */
const passOnPlaces: Task = {
  name: 'pass-on-places',
  async run(db, { runId }) {
    await forEach(db, [String(runId)], 'places passed on', offerFreePlaces);
    await forEach(db, [String(runId)], 'deferrals carried', carryDeferralsFrom);
  },
};

export const tasks: readonly Task[] = [passOnPlaces];

export const sweeps: readonly Sweep[] = [lapseOverdueOffers, remindOfOffers];

/** Queries that must find nothing. */
export const invariants: readonly Invariant[] = [
  {
    says: 'Places accepted and offers that hold one are at most as many as the run had when they were offered',
    sql: `select run_id from place.standing where state in ('open', 'accepted')
      group by run_id having count(*) > max(capacity)`,
  },
  {
    says: 'No application holds two offers at once',
    sql: `select application_id from place.standing where state in ('open', 'accepted')
      group by application_id having count(*) > 1`,
  },
  {
    says: 'An application whose offer holds a place says so itself',
    sql: `select id from place.standing where state in ('open', 'accepted')
      and application_state <> case state when 'open' then 'offered' else 'place-accepted' end`,
  },
  {
    says: 'An application that says it holds a place has an offer that does',
    sql: `select application_id from place.standing where application_state in ('offered', 'place-accepted')
      group by application_id having not bool_or(state in ('open', 'accepted'))`,
  },
  {
    says: 'Nobody answered an offer that had lapsed, and none lapsed that was answered',
    sql: `select reply.offer_id from place.reply join place.lapse on lapse.offer_id = reply.offer_id`,
  },
  {
    says: 'Every reply came before its time was up, and every lapse after',
    sql: `select id from place.standing where replied_at >= reply_by or lapsed_at < reply_by`,
  },
  {
    says: 'Only an accepted place is given up',
    sql: `select giving_up.offer_id from place.giving_up
      join place.reply on reply.offer_id = giving_up.offer_id where reply.answer <> 'accepted'`,
  },
  {
    says: 'Nobody replied for somebody else',
    sql: `select id from place.standing where replied_by is not null and replied_by is distinct from person_id`,
  },
  {
    says: 'Nobody was reminded of an offer that was answered or over by then',
    sql: `select reminder.offer_id from place.reminder join place.standing on standing.id = reminder.offer_id
      where reminded_at < offered_at or reminded_at >= reply_by or reminded_at > replied_at`,
  },
  {
    says: 'A place is held for whoever may change their mind no longer than the offer was',
    sql: `select id from place.standing where held_until > reply_by or held_until < replied_at`,
  },
  {
    says: 'An application that says it is deferred has an offer that was',
    sql: `select application_id from place.standing where application_state = 'deferred'
      group by application_id having not bool_or(state = 'deferred')`,
  },
  {
    says: 'A deferred application came into another run of its programme as the same person’s',
    sql: `select into_id from place.carried where programme_id <> from_programme_id or run_id = from_run_id
      or from_person_id is distinct from person_id`,
  },
];
