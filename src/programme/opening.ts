import { now } from '#platform/clock.ts';
import { inTransaction } from '#platform/database.ts';
import type { Task } from '#platform/jobs.ts';
import { announce } from '#platform/news.ts';
import { holdUntoldRun, noteOpeningTold } from './run.sql.ts';
import { runStanding } from './standing.ts';

/**
 * Tells once that a run has opened, at the moment it does. A run that waits for its dates, or whose opening was moved
 * on, stays silent: confirming or moving its dates asks again.
 */
export const tellRunOpened: Task = {
  name: 'tell-run-opened',
  async run(db, { runId }) {
    await inTransaction(db, async (tx) => {
      const run = await holdUntoldRun(tx, String(runId));
      if (!run || runStanding(run, now()) === 'not-open') return;
      await noteOpeningTold(tx, run.id);
      await announce(tx, 'programme.run-opened', { runId: run.id });
    });
  },
};
