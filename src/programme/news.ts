import { now } from '#platform/clock.ts';
import { inTransaction } from '#platform/database.ts';
import type { Task } from '#platform/jobs.ts';
import { announce, type NewsKind } from '#platform/news.ts';
import type { Piece } from './copy-run.ts';
import { runStanding } from './rules.ts';
import { holdUntoldRun, noteOpeningTold } from './run.sql.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    /** Another time or place: every calendar has to follow. */
    'programme.workshop-moved': { workshopId: string; runId: string };
    'programme.workshop-cancelled': { workshopId: string; runId: string };
    /** Somebody asked the team; `deskPath` is where it is answered. */
    'programme.enquiry-asked': { enquiryId: string; deskPath: string };
    'programme.enquiry-answered': { enquiryId: string };
    /** The moment at which applications may be sent has come. */
    'programme.run-opened': { runId: string };
    /** A run was made from another: each room copies its own of the chosen pieces. */
    'programme.run-copied': {
      runId: string;
      fromRunId: string;
      pieces: readonly Piece[];
      /** How far the dates moved: see `likeDay`. */
      years: number;
      by: string;
      workshops: readonly { readonly fromId: string; readonly id: string }[];
    };
  }
}

export const tells: readonly (NewsKind | { kind: NewsKind; unheardBecause: string })[] = [
  'programme.workshop-moved',
  'programme.workshop-cancelled',
  'programme.enquiry-asked',
  'programme.enquiry-answered',
  'programme.run-opened',
  'programme.run-copied',
];

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
