import { sql, type Selectable } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { APPLICATION_STATES, refusalToDecide, type ApplicationState } from '#application';
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

/** A mark from its row; none where its person is gone. */
export function toMark(row: Selectable<Tables['announcing.to_announce']>): MarkToAnnounce[] {
  if (!row.person_id) return [];
  const paragraphs = paragraphsSchema.parse(row.paragraphs ?? []);
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
      own: isForThis && paragraphs.length > 0 ? paragraphs : undefined,
      wordsVersion: row.words_version ?? 0,
      hasWordsForAnother: paragraphs.length > 0 && !isForThis,
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

/** Where an application stands while the team may decide on it. */
const DECIDABLE = APPLICATION_STATES.filter((state) => !refusalToDecide({ state }));

const states = sql<ApplicationState>`any(${DECIDABLE}::text[])`;

/** Which of a run's marks a page shows: those that go out, or those held back. */
export type MarkCut = {
  readonly held: boolean;
  readonly outcome?: Outcome | undefined;
  readonly offset: number;
  readonly limit: number;
};

/** Some of a run's marks that can be announced, in the order of `marksToAnnounce`. */
export async function marksCut(db: Database, runId: string, cut: MarkCut): Promise<MarkToAnnounce[]> {
  const rows = await db
    .selectFrom('announcing.to_announce')
    .selectAll()
    .where('run_id', '=', runId)
    .where('person_id', 'is not', null)
    .where('state', '=', states)
    .where('held_at', cut.held ? 'is not' : 'is', null)
    .$if(cut.outcome !== undefined, (query) => query.where('outcome', '=', cut.outcome as Outcome))
    .orderBy('reserve_rank')
    .orderBy('submitted_at')
    .orderBy('id')
    .offset(cut.offset)
    .limit(cut.limit)
    .execute();
  return rows.flatMap(toMark);
}

/** Where a mark stands among those that can be announced, the held ones last, and whose are beside it. */
export type MarkPosition = {
  readonly number: number;
  readonly total: number;
  readonly previous: { readonly applicationId: string; readonly personId: string } | undefined;
  readonly next: { readonly applicationId: string; readonly personId: string } | undefined;
};

/** The position of one application's mark; nothing where it has none that can be announced. */
export async function positionOf(
  db: Database,
  runId: string,
  applicationId: string,
): Promise<MarkPosition | undefined> {
  const { rows } = await sql<{ number: number; total: number; ids: (string | null)[] }>`
    select number, total, ids from (
      select application_id, row_number() over line as number, count(*) over () as total, array[lag(application_id)
        over line, lag(person_id) over line, lead(application_id) over line, lead(person_id) over line]::text[] as ids
      from announcing.to_announce
      where run_id = ${runId} and person_id is not null and state = ${states}
      window line as (order by held_at is not null, reserve_rank, submitted_at, id)
    ) as lined where application_id::text = ${applicationId}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const [before, beforePerson, after, afterPerson] = row.ids;
  const beside = (id: string | null | undefined, personId: string | null | undefined) =>
    id && personId ? { applicationId: id, personId } : undefined;
  return {
    number: Number(row.number),
    total: Number(row.total),
    previous: beside(before, beforePerson),
    next: beside(after, afterPerson),
  };
}

/** What a check page counted, in one short text that changes whenever a mark, a hold or somebody's words do. */
export async function sealOfMarks(db: Database, runId: string): Promise<string> {
  const { rows } = await sql<{ seal: string }>`
    select encode(sha256(convert_to(coalesce(string_agg(concat_ws(':', id, outcome, coalesce(reserve_rank::text, ''),
      case when words_outcome = outcome then words_version end, coalesce(explanation, '')), ' ' order by id), ''), 'UTF8')), 'hex') as seal
    from announcing.to_announce
    where run_id = ${runId} and person_id is not null and state = ${states} and held_at is null`.execute(db);
  return rows[0]?.seal ?? '';
}

/** How many marks of a run say one thing of applications in one state, held back or not. */
export type MarkCount = {
  readonly state: ApplicationState;
  readonly outcome: Outcome;
  readonly isHeld: boolean;
  readonly count: number;
};

/** A run's marks in numbers, by what their applicants were told so far; one query. */
export async function countMarks(db: Database, runId: string): Promise<MarkCount[]> {
  return db
    .selectFrom('announcing.to_announce')
    .select(({ fn }) => [
      'state',
      'outcome',
      sql<boolean>`held_at is not null`.as('isHeld'),
      fn.countAll<number>().as('count'),
    ])
    .where('run_id', '=', runId)
    .where('person_id', 'is not', null)
    .groupBy(['state', 'outcome', sql`held_at is not null`])
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

/**
 * Keeps words for the letter of one mark, over earlier ones; none take those away, and leave their number, so that whoever opened
 * the page before learns of it. The caller holds the run.
 */
export async function putOwnWords(
  tx: Tx,
  mark: Pick<MarkToAnnounce, 'id' | 'outcome' | 'wordsVersion'>,
  paragraphs: readonly string[],
  personId: string,
): Promise<void> {
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
