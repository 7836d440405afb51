import { lockRun, type Run } from '#programme';
import type { Tx } from '#platform/database.ts';
import { applicationsToRun, refusalToDecide, type Application } from '#application';
import type { Outcome } from './decision.ts';
import { clearPending, lastReserveRank, pendingDecisions, putPending } from './selection.sql.ts';

export type Mark = {
  readonly applicationIds: readonly string[];
  readonly outcome: Outcome | 'none';
  /** For one application on the reserve list; several are ranked after the last, in the order given. */
  readonly reserveRank?: number | undefined;
  readonly personId: string;
};

export type Marked = { readonly marked: number; readonly passedOver: readonly Application[] };

/**
 * Marks what the team means to decide on applications of a run, over earlier marks; 'none' takes marks away. Nobody but
 * the team sees a mark before it is announced. Applications that cannot be decided are passed over and answered;
 * ids of other runs do nothing.
 */
export async function markDecisions(tx: Tx, runId: string, mark: Mark): Promise<Marked> {
  const run = await lockRun(tx, runId);
  const wanted = new Set(mark.applicationIds);
  const chosen = (await applicationsToRun(tx, run.id)).filter((one) => wanted.has(one.id));
  if (mark.outcome === 'none') {
    const marked = await clearPending(
      tx,
      chosen.map((one) => one.id),
    );
    return { marked, passedOver: [] };
  }
  const decidable = inOrderOf(mark.applicationIds, chosen).filter((one) => !refusalToDecide(one));
  await markEach(tx, run, decidable, { ...mark, outcome: mark.outcome });
  return { marked: decidable.length, passedOver: chosen.filter((one) => refusalToDecide(one)) };
}

function inOrderOf(ids: readonly string[], applications: readonly Application[]): Application[] {
  return [...applications].sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
}

async function markEach(
  tx: Tx,
  run: Run,
  applications: readonly Application[],
  mark: Mark & { outcome: Outcome },
): Promise<void> {
  const ranks = await ranksFor(tx, run, applications, mark);
  for (const [index, { id }] of applications.entries()) {
    await putPending(tx, {
      applicationId: id,
      runId: run.id,
      outcome: mark.outcome,
      reserveRank: ranks?.[index] ?? null,
      personId: mark.personId,
    });
  }
}

/** Ranks on the reserve list: the one asked for, the one that stands, or the next ones after the last. */
async function ranksFor(
  tx: Tx,
  run: Run,
  applications: readonly Application[],
  mark: Mark,
): Promise<number[] | undefined> {
  if (mark.outcome !== 'reserve') return undefined;
  if (mark.reserveRank !== undefined && applications.length === 1) return [mark.reserveRank];
  const standing = new Map(
    (await pendingDecisions(tx, run.id)).map((one) => [one.applicationId, one.reserveRank]),
  );
  let last = await lastReserveRank(tx, run.id);
  return applications.map(({ id }) => standing.get(id) ?? ++last);
}
