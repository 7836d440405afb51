import { lockRun, workshopsOf } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { holdRuleOf, putHoldRule } from './hold-rule.sql.ts';
import { offerFreePlaces } from './offer-places.ts';
import { reopenList } from './reserve.sql.ts';
import { cutOffOf, mayPromote, type HoldRule } from './rules.ts';

/**
 * Changes how a run holds its places; offers that were made keep their time to reply. Where places may be offered for longer than
 * before, the reserve list is open again and free places go to it at once. Holds the run. Answers false, and changes nothing, when
 * somebody else changed it since `rule.version`.
 */
export async function changeHoldRule(
  tx: Tx,
  runId: string,
  rule: HoldRule,
  personId: string,
): Promise<boolean> {
  await lockRun(tx, runId);
  const before = await holdRuleOf(tx, runId);
  if (before.version !== rule.version) return false;
  await putHoldRule(tx, runId, { ...rule, version: rule.version + 1 }, personId);
  const workshops = await workshopsOf(tx, runId);
  const wasOver = !mayPromote(cutOffOf(before, workshops), now());
  if (!wasOver || !mayPromote(cutOffOf(rule, workshops), now())) return true;
  await reopenList(tx, runId);
  await offerFreePlaces(tx, runId);
  return true;
}
