import { now } from '#platform/clock.ts';
import { inTransaction } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { daysKeptByHouse, OVER_SESSIONS, SIGN_IN_LINKS } from './keeping.ts';
import { removeOldVisits } from './provider-visit.sql.ts';
import { removeOldSessions } from './session.sql.ts';
import { removeOldLetters } from './sign-in-letter.sql.ts';

/** Every night: removes ways in that have run out, and sessions that have been over for as long as the institution says. */
export const removeOldWaysIn: Sweep = {
  name: 'people.remove-old-ways-in',
  match: '20 3 * * *',
  run: (db) =>
    inTransaction(db, async (tx) => {
      const days = await daysKeptByHouse(tx);
      await removeOldLetters(tx, now().subtract({ hours: 24 * days(SIGN_IN_LINKS) }));
      await removeOldVisits(tx, now());
      await removeOldSessions(tx, now().subtract({ hours: 24 * days(OVER_SESSIONS) }));
    }),
};
