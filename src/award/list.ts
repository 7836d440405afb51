import { organisationsOf } from '#people';
import { todayOf } from '#registration';
import { now } from '#platform/clock.ts';
import { inTransaction, type Database, type Tx } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import { lockAward } from './award.sql.ts';
import { awardStanding, type Award } from './award.ts';
import { editionOf } from './give.ts';
import { endEntry, endLapsedEntries, insertEntry, type DayAtBody, type Entry } from './register.sql.ts';

/** Why an award cannot be in the register: it does not hold today, or the number of one made elsewhere is not known. */
export function refusalToList(award: Award): Refusal | undefined {
  const standing = awardStanding(award, todayOf(editionOf(award.editionId)));
  if (standing === 'revoked')
    return refuse('revoked', 'This award has been withdrawn, so it cannot be listed.');
  if (standing === 'expired') return refuse('expired', 'This award has run out, so it cannot be listed.');
  if (award.number === undefined) return refuse('no-number', 'Write down the number of your award first.');
  return undefined;
}

/** Lists an award in the public register, or changes what it says there. Throws Refused when it does not hold (409). */
export async function listAward(tx: Tx, entry: Entry): Promise<void> {
  const award = await lockAward(tx, entry.awardId);
  if (!award) throw new Error('An award that does not exist was to be listed.');
  stopIf(refusalToList(award));
  const { register } = award;
  if (register?.says === entry.says && register.mayBeIndexed === entry.mayBeIndexed) return;
  await endEntry(tx, award.id, 'changed');
  await insertEntry(tx, entry);
}

/** Takes an award out of the public register at once. */
export async function unlistAward(tx: Tx, awardId: string): Promise<void> {
  await lockAward(tx, awardId);
  await endEntry(tx, awardId, 'opted-out');
}

/** Which day it is at each awarding body. */
export async function daysAtBodies(db: Database): Promise<DayAtBody[]> {
  const bodies = await organisationsOf(db, 'awarding-body');
  return bodies.map(({ id, zone }) => ({
    awardingBodyId: id,
    today: now().toZonedDateTimeISO(zone).toPlainDate().toString(),
  }));
}

/** Every night: whose award has lapsed leaves the register for good. (Its page leaves them out from the first minute.) */
export const tidyRegister: Sweep = {
  name: 'award.tidy-register',
  match: '5 0 * * *',
  async run(db) {
    const days = await daysAtBodies(db);
    await inTransaction(db, (tx) => endLapsedEntries(tx, days));
  },
};
