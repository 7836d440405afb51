import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Outcome } from './application.ts';

export type PendingDecision = {
  readonly id: string;
  readonly applicationId: string;
  readonly outcome: Outcome;
  readonly reserveRank: number | undefined;
  readonly decidedBy: string;
  readonly decidedAt: Temporal.Instant;
};

type PendingRow = {
  id: string;
  application_id: string;
  outcome: Outcome;
  reserve_rank: number | null;
  decided_by: string;
  decided_at: Temporal.Instant;
};

function selectPending(db: Database, runId: string) {
  return db
    .selectFrom('application.decision as decision')
    .innerJoin('application.application as application', 'application.id', 'decision.application_id')
    .select([
      'decision.id',
      'decision.application_id',
      'decision.outcome',
      'decision.reserve_rank',
      'decision.decided_by',
      'decision.decided_at',
    ])
    .where('application.run_id', '=', runId)
    .where('decision.announced_at', 'is', null)
    .orderBy('decision.reserve_rank')
    .orderBy('decision.id');
}

function toPending(row: PendingRow): PendingDecision {
  return {
    id: row.id,
    applicationId: row.application_id,
    outcome: row.outcome,
    reserveRank: row.reserve_rank ?? undefined,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}

/** A run's decisions that nobody but the team knows of yet. */
export async function pendingDecisions(db: Database, runId: string): Promise<PendingDecision[]> {
  return (await selectPending(db, runId).execute()).map(toPending);
}

/** The same, held for the rest of the transaction: what is announced is what was counted. */
export async function lockPendingDecisions(tx: Tx, runId: string): Promise<PendingDecision[]> {
  return (await selectPending(tx, runId).forNoKeyUpdate('decision').execute()).map(toPending);
}

/** Marks an application's pending decision, over an earlier mark. */
export async function putPending(
  tx: Tx,
  mark: { applicationId: string; outcome: Outcome; reserveRank: number | null; personId: string },
): Promise<void> {
  const values = {
    outcome: mark.outcome,
    reserve_rank: mark.reserveRank,
    decided_by: mark.personId,
    decided_at: now(),
  };
  await tx
    .insertInto('application.decision')
    .values({ application_id: mark.applicationId, ...values, announced_by: null, announced_at: null })
    .onConflict((conflict) =>
      conflict.columns(['application_id']).where('announced_at', 'is', null).doUpdateSet(values),
    )
    .execute();
}

/** Takes the mark of these applications away; what was announced stays. */
export async function clearPending(tx: Tx, applicationIds: readonly string[]): Promise<number> {
  const rows = await tx
    .deleteFrom('application.decision')
    .where('application_id', '=', sql<string>`any(${[...applicationIds]}::uuid[])`)
    .where('announced_at', 'is', null)
    .returning('id')
    .execute();
  return rows.length;
}

/** Announces held decisions, all at one moment. */
export async function markAnnounced(tx: Tx, ids: readonly string[], personId: string): Promise<void> {
  await tx
    .updateTable('application.decision')
    .set({ announced_by: personId, announced_at: now() })
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('announced_at', 'is', null)
    .execute();
}

/** The last rank given out on a run's reserve list, announced or pending; 0 when there is none. */
export async function lastReserveRank(db: Database, runId: string): Promise<number> {
  const row = await db
    .selectFrom('application.decision as decision')
    .innerJoin('application.application as application', 'application.id', 'decision.application_id')
    .select((one) => one.fn.max('reserve_rank').as('last'))
    .where('application.run_id', '=', runId)
    .executeTakeFirst();
  return row?.last ?? 0;
}
