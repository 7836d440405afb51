import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';
import type { Outcome } from './application.ts';

export type Scores = Readonly<Record<string, number>>;

/** What one selector privately made of an application. */
export type Reading = {
  readonly applicationId: string;
  readonly selectorId: string;
  readonly abstained: boolean;
  readonly scores: Scores;
  readonly note: string;
  readonly version: number;
  readonly readAt: Temporal.Instant;
};

/** Every reading of a run's applications, in one query. */
export async function readingsToRun(db: Database, runId: string): Promise<Reading[]> {
  const rows = await db
    .selectFrom('application.reading as reading')
    .innerJoin('application.application as application', 'application.id', 'reading.application_id')
    .select(['application_id', 'selector_id', 'abstained', 'scores', 'note', 'version', 'read_at'])
    .where('application.run_id', '=', runId)
    .orderBy('read_at')
    .execute();
  return rows.map((row) => ({
    applicationId: row.application_id,
    selectorId: row.selector_id,
    abstained: row.abstained,
    scores: toScores(row.scores),
    note: row.note,
    version: row.version,
    readAt: row.read_at,
  }));
}

function toScores(value: unknown): Scores {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, number] => typeof pair[1] === 'number'),
  );
}

/** Writes a selector's reading over their earlier one. */
export async function putReading(
  tx: Tx,
  reading: Omit<Reading, 'version' | 'readAt'> & { readonly version: number },
): Promise<void> {
  const values = {
    abstained: reading.abstained,
    scores: json(reading.scores),
    note: reading.note,
    version: reading.version,
    read_at: now(),
  };
  await tx
    .insertInto('application.reading')
    .values({ application_id: reading.applicationId, selector_id: reading.selectorId, ...values })
    .onConflict((conflict) => conflict.columns(['application_id', 'selector_id']).doUpdateSet(values))
    .execute();
}

/** How many applications of each run this selector has read, in one query; runs without any are left out. */
export async function readingsBy(
  db: Database,
  selectorId: string,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ run_id: string; number: number }>`
    select standing.run_id, count(*)::int as number from application.reading
    join application.standing on standing.id = reading.application_id
    where reading.selector_id = ${selectorId} and standing.run_id = any(${[...runIds]}::uuid[])
      and standing.state not in ('draft', 'withdrawn')
    group by standing.run_id`.execute(db);
  return new Map(rows.map((row) => [row.run_id, row.number]));
}

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
