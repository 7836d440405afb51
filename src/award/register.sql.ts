import { sql } from 'kysely';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { standings, toAward } from './award.sql.ts';
import type { Award } from './award.ts';

export type Entry = { readonly awardId: string; readonly says: string; readonly mayBeIndexed: boolean };

/** Puts an award into the public register. */
export async function insertEntry(tx: Tx, entry: Entry): Promise<void> {
  await tx
    .insertInto('award.register_entry')
    .values({
      award_id: entry.awardId,
      says: entry.says,
      may_be_indexed: entry.mayBeIndexed,
      listed_at: now(),
      ended_at: null,
      ended_because: null,
    })
    .execute();
}

/** Takes an award out of the register; nothing changes where it is not in it. */
export async function endEntry(
  tx: Tx,
  awardId: string,
  because: 'opted-out' | 'changed' | 'lapsed' | 'revoked',
): Promise<void> {
  await tx
    .updateTable('award.register_entry')
    .set({ ended_at: now(), ended_because: because })
    .where('award_id', '=', awardId)
    .where('ended_at', 'is', null)
    .execute();
}

/** The day that it is at an awarding body. */
export type DayAtBody = { readonly awardingBodyId: string; readonly today: string };

/**
 * Every award in the register that holds today at its body, on a pathway when one is given, the latest first. Names are
 * not this room's, so whoever shows the list puts it in order.
 */
export async function listedAwards(
  db: Database,
  days: readonly DayAtBody[],
  pathwayId: string | undefined,
): Promise<Award[]> {
  let query = standings(db)
    .where('listed_at', 'is not', null)
    .where('revoked_at', 'is', null)
    .where(
      sql<boolean>`(valid_until is null or valid_until >= (
        select day.today from unnest(${days.map((day) => day.awardingBodyId)}::uuid[],
          ${days.map((day) => day.today)}::date[]) as day (body, today)
        where day.body = standing.awarding_body_id))`,
    );
  if (pathwayId !== undefined) query = query.where('pathway_id', '=', pathwayId);
  const rows = await query.orderBy('awarded_on', 'desc').orderBy('id').execute();
  return rows.map(toAward);
}

/** Takes every award out of the register that has lapsed at its body; answers how many. */
export async function endLapsedEntries(tx: Tx, days: readonly DayAtBody[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update award.register_entry set ended_at = ${now()}::timestamptz, ended_because = 'lapsed'
    from award.standing, unnest(${days.map((day) => day.awardingBodyId)}::uuid[],
      ${days.map((day) => day.today)}::date[]) as day (body, today)
    where standing.id = register_entry.award_id and register_entry.ended_at is null
      and day.body = standing.awarding_body_id and standing.valid_until < day.today`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
