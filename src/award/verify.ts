import { now } from '#platform/clock.ts';
import { inTransaction, type Database } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { refuse, Refused } from '#platform/refusal.ts';
import { sealFor } from '#platform/secret.ts';
import { awardByCode } from './award.sql.ts';
import type { Award } from './award.ts';
import { readCode } from './code.ts';
import { countWrongTry, forgetTries, wrongTries } from './verification.sql.ts';

/** Wrong codes from one place in one hour: many for somebody who mistypes, too few for somebody who guesses. */
export const MOST_WRONG_TRIES = 60;

/**
 * The award that a typed code belongs to. A code that nobody has and words that are no code at all are the same: nothing,
 * and counted, by a seal of the caller's address that says nothing about it. Throws Refused (429) once too many were
 * wrong from there in this hour.
 */
export async function verify(db: Database, typed: string, remote: string): Promise<Award | undefined> {
  const seal = sealFor('award verification', remote);
  const hour = now().round({ smallestUnit: 'hour', roundingMode: 'floor' });
  if ((await wrongTries(db, seal, hour)) >= MOST_WRONG_TRIES)
    throw new Refused(
      refuse('too-many-codes', 'Too many codes were tried from your address. Try again in an hour.', 429),
    );
  const award = await awardByCode(db, readCode(typed) ?? '');
  if (!award) await countWrongTry(db, seal, hour);
  return award;
}

/** Every hour: forgets the counts of hours that are over. */
export const forgetWrongTries: Sweep = {
  name: 'award.forget-wrong-tries',
  match: '10 * * * *',
  run: (db) => inTransaction(db, (tx) => forgetTries(tx, now().subtract({ hours: 2 }))),
};
