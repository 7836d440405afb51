import { now } from '#platform/clock.ts';
import { inTransaction } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { note } from '#platform/log.ts';
import { anonymousDraftRuns, removeForsakenDrafts } from './draft.sql.ts';
import { runsWithOverdueOffers } from './offer.sql.ts';
import { lapseOffers } from './place.ts';
import { findRuns } from '#programme';

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
