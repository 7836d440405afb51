import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';

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
