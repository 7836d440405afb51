import { now } from '#platform/clock.ts';
import { inTransaction } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { note } from '#platform/log.ts';
import { anonymousDraftRuns, removeForsakenDrafts } from './draft.sql.ts';
import { runsWithOverdueOffers } from './offer.sql.ts';
import { lapseOffers } from './place.ts';
import { findRuns } from '#programme';
import type { Invariant } from '#platform/room.ts';

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

/** How long a draft that nobody signed in for is kept after the deadline, as the privacy notice says. */
const ANONYMOUS_DAYS_AFTER_DEADLINE = 30;
const EMPTY_DAYS = 1;

/** Every night: drafts begun signed out go 30 days after their run's deadline, and those without a word after a day. */
const forgetForsakenDrafts: Sweep = {
  name: 'forget-forsaken-drafts',
  match: '40 3 * * *',
  async run(db) {
    const runs = await findRuns(db, await anonymousDraftRuns(db));
    const before = now().subtract({ hours: ANONYMOUS_DAYS_AFTER_DEADLINE * 24 }).epochMilliseconds;
    const over = [...runs.values()].filter((run) => run.deadline.at.epochMilliseconds < before);
    const removed = await inTransaction(db, (tx) =>
      removeForsakenDrafts(
        tx,
        now().subtract({ hours: EMPTY_DAYS * 24 }),
        over.map((run) => run.id),
      ),
    );
    if (removed > 0) note('forsaken drafts removed', { removed });
  },
};

export const sweeps: readonly Sweep[] = [lapseOverdueOffers, forgetForsakenDrafts];

/** Queries that must find nothing. */
export const invariants: readonly Invariant[] = [
  {
    says: 'Places accepted and offers that hold one are at most as many as the run had when they were offered',
    sql: `select application.run_id from application.offer
      join application.application on application.id = offer.application_id
      left join application.reply on reply.offer_id = offer.id
      where not exists (select from application.lapse where lapse.offer_id = offer.id)
        and not exists (select from application.giving_up where giving_up.offer_id = offer.id)
        and coalesce(reply.answer, 'accepted') = 'accepted'
      group by application.run_id having count(*) > max(offer.capacity)`,
  },
  {
    says: 'An offer hangs on an announced decision of its own application that leads to one',
    sql: `select offer.id from application.offer join application.decision on decision.id = offer.decision_id
      where decision.application_id <> offer.application_id or decision.announced_at is null
        or decision.outcome not in ('offered', 'reserve')`,
  },
  {
    says: 'Every announced decision to offer has its offer',
    sql: `select decision.id from application.decision where outcome = 'offered' and announced_at is not null
      and not exists (select from application.offer where offer.decision_id = decision.id)`,
  },
  {
    says: 'No application holds two offers at once',
    sql: `select offer.application_id from application.offer
      where not exists (select from application.lapse where lapse.offer_id = offer.id)
        and not exists (select from application.giving_up where giving_up.offer_id = offer.id)
        and not exists (select from application.reply where reply.offer_id = offer.id and answer = 'declined')
      group by offer.application_id having count(*) > 1`,
  },
  {
    says: 'Nobody answered an offer that had lapsed, and none lapsed that was answered',
    sql: `select reply.offer_id from application.reply join application.lapse on lapse.offer_id = reply.offer_id`,
  },
  {
    says: 'Every reply came before its time was up, and every lapse after',
    sql: `select offer.id from application.offer
      left join application.reply on reply.offer_id = offer.id
      left join application.lapse on lapse.offer_id = offer.id
      where reply.replied_at >= offer.reply_by or lapse.lapsed_at < offer.reply_by`,
  },
  {
    says: 'Only an accepted place is given up',
    sql: `select giving_up.offer_id from application.giving_up
      join application.reply on reply.offer_id = giving_up.offer_id where reply.answer <> 'accepted'`,
  },
  {
    says: 'Nobody replied, submitted or withdrew for somebody else',
    sql: `select application.id from application.application where exists (select from application.submission
          where submission.application_id = application.id and submitted_by is distinct from person_id)
        or exists (select from application.withdrawal
          where withdrawal.application_id = application.id and withdrawn_by is distinct from person_id)`,
  },
  {
    says: 'Submissions are numbered without a gap',
    sql: `select application_id from application.submission
      group by application_id having max(number) <> count(*)`,
  },
  {
    says: 'What only the team may see is in no answer that selectors read',
    sql: `select submission.id from application.submission
      join application.form on form.id = submission.form_id,
      lateral jsonb_array_elements(form.content -> 'sections') section,
      lateral jsonb_array_elements(section -> 'questions') question
      where section ->> 'forTeam' = 'true' and submission.answers ? (question ->> 'id')`,
  },
];
