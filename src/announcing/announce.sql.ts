import { sql, type Selectable } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { ApplicationState } from '#application';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tables, type Tx } from '#platform/database.ts';
import type { Outcome } from '#selection';

/** A mark with what announcing has to know of its application. */
export type MarkToAnnounce = {
  readonly id: string;
  readonly applicationId: string;
  readonly runId: string;
  readonly outcome: Outcome;
  readonly reserveRank: number | undefined;
  readonly personId: string;
  readonly reference: string;
  /** What the applicant was told so far. */
  readonly state: ApplicationState;
  readonly turnedAt: Temporal.Instant | undefined;
  readonly isHeld: boolean;
  /** What the team says to this applicant if there is no place; '' for nothing. */
  readonly explanation: string;
  /** Paragraphs written for this one letter. */
  readonly own: readonly string[] | undefined;
  /** Of the words written for this mark, whichever letter they were for; 0 for none. */
  readonly wordsVersion: number;
  /** Words that were written while the mark was another, and are not used. */
  readonly hasWordsForAnother: boolean;
};

const paragraphsSchema = z.array(z.string());

function toMark(row: Selectable<Tables['announcing.to_announce']>): MarkToAnnounce[] {
  if (!row.person_id) return [];
  const isForThis = row.words_outcome === row.outcome;
  return [
    {
      id: row.id,
      applicationId: row.application_id,
      runId: row.run_id,
      outcome: row.outcome,
      reserveRank: row.reserve_rank ?? undefined,
      personId: row.person_id,
      reference: row.reference,
      state: row.state,
      turnedAt: row.turned_at ?? undefined,
      isHeld: row.held_at !== null,
      explanation: row.explanation ?? '',
      own: isForThis ? paragraphsSchema.parse(row.paragraphs) : undefined,
      wordsVersion: row.words_version ?? 0,
      hasWordsForAnother: row.words_outcome !== null && !isForThis,
    },
  ];
}

/** Every mark of a run, by rank and then by when the application was sent; one query. */
export async function marksToAnnounce(db: Database, runId: string): Promise<MarkToAnnounce[]> {
  const rows = await db
    .selectFrom('announcing.to_announce')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('reserve_rank')
    .orderBy('submitted_at')
    .orderBy('id')
    .execute();
  return rows.flatMap(toMark);
}

/** How many marks of a run stand on applications in a state, held back or not. */
export type MarkCount = {
  readonly state: ApplicationState;
  readonly isHeld: boolean;
  readonly count: number;
};

/** A run's marks in numbers, by what their applicants were told so far; one query. */
export async function countMarks(db: Database, runId: string): Promise<MarkCount[]> {
  return db
    .selectFrom('announcing.to_announce')
    .select(({ fn }) => [
      'state',
      sql<boolean>`held_at is not null`.as('isHeld'),
      fn.countAll<number>().as('count'),
    ])
    .where('run_id', '=', runId)
    .where('person_id', 'is not', null)
    .groupBy(['state', sql`held_at is not null`])
    .execute();
}

/** The mark on one application, or nothing. */
export async function findMark(db: Database, applicationId: string): Promise<MarkToAnnounce | undefined> {
  const row = await db
    .selectFrom('announcing.to_announce')
    .selectAll()
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row && toMark(row)[0];
}

/** Holds marks back, or lets them go again; the caller holds the run. Answers how many changed. */
export async function setHolds(
  tx: Tx,
  runId: string,
  change: { applicationIds: readonly string[]; held: boolean; personId: string },
): Promise<number> {
  const of = sql`select id from announcing.to_announce where run_id = ${runId}
    and application_id::text = any(${[...change.applicationIds]}::text[])`;
  const { rows } = change.held
    ? await sql`insert into announcing.hold (decision_id, held_by, held_at)
        select id, ${change.personId}::uuid, ${now()}::timestamptz from (${of}) as decision
        on conflict do nothing returning decision_id`.execute(tx)
    : await sql`delete from announcing.hold where decision_id in (${of}) returning decision_id`.execute(tx);
  return rows.length;
}

/** Keeps words for the letter of one mark, over earlier ones; none take those away. The caller holds the run. */
export async function putOwnWords(
  tx: Tx,
  mark: Pick<MarkToAnnounce, 'id' | 'outcome' | 'wordsVersion'>,
  paragraphs: readonly string[],
  personId: string,
): Promise<void> {
  if (paragraphs.length === 0) {
    await tx.deleteFrom('announcing.own_words').where('decision_id', '=', mark.id).execute();
    return;
  }
  const values = {
    outcome: mark.outcome,
    paragraphs: json(paragraphs),
    version: mark.wordsVersion + 1,
    written_by: personId,
    written_at: now(),
  };
  await tx
    .insertInto('announcing.own_words')
    .values({ decision_id: mark.id, ...values })
    .onConflict((conflict) => conflict.column('decision_id').doUpdateSet(values))
    .execute();
}
