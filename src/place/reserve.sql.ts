import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

/** A place in the order of a run's reserve list. */
export type Reserve = { readonly applicationId: string; readonly runId: string; readonly rank: number };

/** Gives an application its rank on the reserve list, over an earlier one. */
export async function putReserve(tx: Tx, { applicationId, runId, rank }: Reserve): Promise<void> {
  const values = { rank, ranked_at: now() };
  await tx
    .insertInto('place.reserve')
    .values({ application_id: applicationId, run_id: runId, ...values })
    .onConflict((conflict) => conflict.column('application_id').doUpdateSet(values))
    .execute();
}

/** Whose applications are on a run's reserve list, in the order in which freed places are offered. */
export async function reserveList(db: Database, runId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('place.waiting')
    .select('application_id')
    .where('run_id', '=', runId)
    .orderBy('rank')
    .orderBy('submitted_at')
    .orderBy('application_id')
    .execute();
  return rows.map((row) => row.application_id);
}
