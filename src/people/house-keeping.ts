import { now } from '#platform/clock.ts';
import { inTransaction } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { removeOldVisits } from './provider-visit.sql.ts';
import { removeOldSessions } from './session.sql.ts';
import { removeOldLetters } from './sign-in-letter.sql.ts';

/** An old link is kept a day longer than it works, so that whoever opens it late reads why. */
const LETTERS_KEPT_HOURS = 24;
/** Sessions that are over are kept a month, for the question "was that me?". */
const SESSIONS_KEPT_HOURS = 30 * 24;

/** Every night: removes ways in that have run out, and sessions that have long been over. */
export const removeOldWaysIn: Sweep = {
  name: 'people.remove-old-ways-in',
  match: '20 3 * * *',
  run: (db) =>
    inTransaction(db, async (tx) => {
      await removeOldLetters(tx, now().subtract({ hours: LETTERS_KEPT_HOURS }));
      await removeOldVisits(tx, now());
      await removeOldSessions(tx, now().subtract({ hours: SESSIONS_KEPT_HOURS }));
    }),
};
