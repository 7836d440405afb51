import { findRunById } from '#programme';
import { listen } from '#platform/news.ts';
import { tellOpened } from './ask.ts';

/** A run that opens is told to those who waited for it. */
export const listeners = [
  listen('notice.tell-opened', 'programme.run-opened', async (tx, { runId }) => {
    const run = await findRunById(tx, runId);
    if (run) await tellOpened(tx, run);
  }),
];
