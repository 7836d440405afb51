import { inTransaction } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { note } from '#platform/log.ts';
import type { Invariant } from '#platform/room.ts';
import { runsWithOverdueOffers } from './offer.sql.ts';
import { lapseOffers } from './offer-places.ts';

/** Every ten minutes: offers that nobody answered in time lapse, and their places go to the reserve list. */
const lapseOverdueOffers: Sweep = {
  name: 'lapse-offers',
  match: '*/10 * * * *',
  async run(db) {
    for (const runId of await runsWithOverdueOffers(db)) {
      const lapsed = await inTransaction(db, (tx) => lapseOffers(tx, runId));
      note('offers lapsed', { run: runId, lapsed });
    }
  },
};

export const sweeps: readonly Sweep[] = [lapseOverdueOffers];

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
];
