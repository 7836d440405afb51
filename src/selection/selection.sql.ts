import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';
import type { Outcome } from './decision.ts';

/** Criterion -> step, the lowest being 1. */
export type Scores = Readonly<Record<string, number>>;
/** Criterion -> words. */
export type CriterionWords = Readonly<Record<string, string>>;

/** What one selector privately made of an application. */
export type Reading = {
  readonly applicationId: string;
  readonly selectorId: string;
  /** The guide that it was made by. */
  readonly guideId: string;
  readonly abstained: boolean;
  readonly scores: Scores;
  readonly words: CriterionWords;
  readonly note: string;
  /** What the selector would say to the applicant who is offered no place. */
  readonly toApplicant: string;
  readonly version: number;
  readonly readAt: Temporal.Instant;
};

type ReadingRow = {
  application_id: string;
  selector_id: string;
  guide_id: string;
  abstained: boolean;
  scores: unknown;
  words: unknown;
  note: string;
  to_applicant: string;
  version: number;
  read_at: Temporal.Instant;
};

function toReading(row: ReadingRow): Reading {
  return {
    applicationId: row.application_id,
    selectorId: row.selector_id,
    guideId: row.guide_id,
    abstained: row.abstained,
    scores: valuesOf(row.scores, 'number') as Scores,
    words: valuesOf(row.words, 'string') as CriterionWords,
    note: row.note,
    toApplicant: row.to_applicant,
    version: row.version,
    readAt: row.read_at,
  };
}

function valuesOf(value: unknown, type: 'number' | 'string'): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === type));
}

/** The readings of these applications that count, the earliest first, in one query. */
export async function readingsOf(db: Database, applicationIds: readonly string[]): Promise<Reading[]> {
  const rows = await db
    .selectFrom('selection.valid_reading')
    .selectAll()
    .where('application_id', '=', sql<string>`any(${[...applicationIds]}::uuid[])`)
    .orderBy('read_at')
    .orderBy('selector_id')
    .execute();
  return rows.map(toReading);
}

/** A selector's own reading of an application, whether it counts or not. */
export async function readingBy(
  db: Database,
  applicationId: string,
  selectorId: string,
): Promise<Reading | undefined> {
  const row = await db
    .selectFrom('selection.reading')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('selector_id', '=', selectorId)
    .executeTakeFirst();
  return row && toReading(row);
}

/** Writes a selector's reading over their earlier one. */
export async function putReading(
  tx: Tx,
  reading: Omit<Reading, 'readAt'> & { readonly runId: string },
): Promise<void> {
  const values = {
    guide_id: reading.guideId,
    abstained: reading.abstained,
    scores: json(reading.scores),
    words: json(reading.words),
    note: reading.note,
    to_applicant: reading.toApplicant,
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

/** Of how many that were read last one is looked for that can still be shown. */
const LOOK_BACK = 20;

/** The application that a selector read before this one, or last if they have not read it; nothing when there is none. */
export async function readBefore(
  db: Database,
  of: { readonly runId: string; readonly viewerId: string; readonly hidden: readonly string[] },
  applicationId: string,
): Promise<string | undefined> {
  const { runId, viewerId, hidden } = of;
  const { rows } = await sql<{ id: string }>`
    select lately.application_id as id from (
      select application_id, read_at from selection.reading
      where run_id = ${runId} and selector_id = ${viewerId} and application_id <> ${applicationId}
        and application_id <> all(${[...hidden]}::uuid[])
        and read_at <= coalesce((select read_at from selection.reading
          where application_id = ${applicationId} and selector_id = ${viewerId}), 'infinity')
      order by read_at desc, application_id limit ${LOOK_BACK}) as lately
    join selection.dossier on dossier.application_id = lately.application_id
    where dossier.state <> 'withdrawn'
    order by lately.read_at desc, lately.application_id limit 1`.execute(db);
  return rows[0]?.id;
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
export type Explanation = { readonly words: string; readonly version: number; readonly writtenBy: string };

/** What the team says to one applicant whom it offers no place; nothing while nobody has kept any words. */
export async function findExplanation(db: Database, applicationId: string): Promise<Explanation | undefined> {
  const row = await db
    .selectFrom('selection.explanation')
    .select(['words', 'version', 'written_by'])
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row && { words: row.words, version: row.version, writtenBy: row.written_by };
}

/** Writes an explanation over the earlier one. */
export async function putExplanation(
  tx: Tx,
  one: { applicationId: string; runId: string; words: string; version: number; personId: string },
): Promise<void> {
  const values = { words: one.words, version: one.version, written_by: one.personId, written_at: now() };
  await tx
    .insertInto('selection.explanation')
    .values({ application_id: one.applicationId, run_id: one.runId, ...values })
    .onConflict((conflict) => conflict.column('application_id').doUpdateSet(values))
    .execute();
}
