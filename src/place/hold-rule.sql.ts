import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { USUAL_RULE, type HoldRule } from './rules.ts';

/** How a run holds its places: as its coordinator said, or as usual. */
export async function holdRuleOf(db: Database, runId: string): Promise<HoldRule> {
  const row = await db
    .selectFrom('place.hold_rule')
    .selectAll()
    .where('run_id', '=', runId)
    .executeTakeFirst();
  if (!row) return USUAL_RULE;
  return {
    reserveHours: row.reserve_hours,
    remindBeforeHours: row.remind_before_hours,
    remindAfterHours: row.remind_after_hours,
    undoMinutes: row.undo_minutes,
    offersUntil: row.offers_until ?? undefined,
    version: row.version,
  };
}

/** Keeps how a run holds its places, over what it said before; the caller holds the run. */
export async function putHoldRule(tx: Tx, runId: string, rule: HoldRule, personId: string): Promise<void> {
  const values = {
    reserve_hours: rule.reserveHours,
    remind_before_hours: rule.remindBeforeHours,
    remind_after_hours: rule.remindAfterHours,
    undo_minutes: rule.undoMinutes,
    offers_until: rule.offersUntil ?? null,
    version: rule.version,
    changed_by: personId,
    changed_at: now(),
  };
  await tx
    .insertInto('place.hold_rule')
    .values({ run_id: runId, ...values })
    .onConflict((conflict) => conflict.column('run_id').doUpdateSet(values))
    .execute();
}
