import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';
import type { Outcome } from './decision.ts';

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
    .selectFrom('selection.reading')
    .select(['application_id', 'selector_id', 'abstained', 'scores', 'note', 'version', 'read_at'])
    .where('run_id', '=', runId)
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
  reading: Omit<Reading, 'readAt'> & { readonly runId: string },
): Promise<void> {
  const values = {
    abstained: reading.abstained,
    scores: json(reading.scores),
    note: reading.note,
    version: reading.version,
    read_at: now(),
  };
  await tx
    .insertInto('selection.reading')
    .values({
      application_id: reading.applicationId,
      run_id: reading.runId,
      selector_id: reading.selectorId,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['application_id', 'selector_id']).doUpdateSet(values))
    .execute();
}

/** How many applications of each run this selector has read, in one query; runs without any are left out. */
export async function readingsBy(
  db: Database,
  selectorId: string,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('selection.counted_reading')
    .select((one) => ['run_id', one.fn.countAll<number>().as('number')])
    .where('selector_id', '=', selectorId)
    .where('run_id', '=', sql<string>`any(${[...runIds]}::uuid[])`)
    .groupBy('run_id')
    .execute();
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
    .selectFrom('selection.decision')
    .select(['id', 'application_id', 'outcome', 'reserve_rank', 'decided_by', 'decided_at'])
    .where('run_id', '=', runId)
    .where('announced_at', 'is', null)
    .orderBy('reserve_rank')
    .orderBy('id');
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
  return (await selectPending(tx, runId).forNoKeyUpdate().execute()).map(toPending);
}

/** Marks an application's pending decision, over an earlier mark. */
export async function putPending(
  tx: Tx,
  mark: {
    applicationId: string;
    runId: string;
    outcome: Outcome;
    reserveRank: number | null;
    personId: string;
  },
): Promise<void> {
  const values = {
    outcome: mark.outcome,
    reserve_rank: mark.reserveRank,
    decided_by: mark.personId,
    decided_at: now(),
  };
  await tx
    .insertInto('selection.decision')
    .values({
      application_id: mark.applicationId,
      run_id: mark.runId,
      ...values,
      announced_by: null,
      announced_at: null,
      offer_id: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['application_id']).where('announced_at', 'is', null).doUpdateSet(values),
    )
    .execute();
}

/** Takes the mark of these applications away; what was announced stays. */
export async function clearPending(tx: Tx, applicationIds: readonly string[]): Promise<number> {
  const rows = await tx
    .deleteFrom('selection.decision')
    .where('application_id', '=', sql<string>`any(${[...applicationIds]}::uuid[])`)
    .where('announced_at', 'is', null)
    .returning('id')
    .execute();
  return rows.length;
}

/** Announces held decisions, all at one moment; `offers` holds the offer of each application that is offered a place. */
export async function markAnnounced(
  tx: Tx,
  ids: readonly string[],
  offers: ReadonlyMap<string, string>,
  personId: string,
): Promise<void> {
  await sql`update selection.decision set announced_by = ${personId}, announced_at = ${now()}::timestamptz,
      offer_id = (select offer_id from unnest(${[...offers.keys()]}::uuid[], ${[...offers.values()]}::uuid[])
        as made (application_id, offer_id) where made.application_id = decision.application_id)
    where id = any(${[...ids]}::uuid[]) and announced_at is null`.execute(tx);
}

/** The last rank given out on a run's reserve list, announced or pending; 0 when there is none. */
export async function lastReserveRank(db: Database, runId: string): Promise<number> {
  const row = await db
    .selectFrom('selection.decision')
    .select((one) => one.fn.max('reserve_rank').as('last'))
    .where('run_id', '=', runId)
    .executeTakeFirst();
  return row?.last ?? 0;
}
