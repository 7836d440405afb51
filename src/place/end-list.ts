import { lockRun, workshopsOf } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { holdRuleOf } from './hold-rule.sql.ts';
import { addListEnds } from './reserve.sql.ts';
import { cutOffOf, mayPromote } from './rules.ts';

/**
 * Once no place of a run is passed on any more, tells everybody who is still on its reserve list so: `place.list-ended`, once each.
 * Holds the run, so that nobody is offered a place and told the end at once. Answers how many were told.
 */
export async function endReserveList(tx: Tx, runId: string): Promise<number> {
  await lockRun(tx, runId);
  const cutOff = cutOffOf(await holdRuleOf(tx, runId), await workshopsOf(tx, runId));
  if (mayPromote(cutOff, now())) return 0;
  const told = await addListEnds(tx, runId);
  for (const { applicationId, personId } of told)
    await announce(tx, 'place.list-ended', { applicationId, runId, personId });
  return told.length;
}
