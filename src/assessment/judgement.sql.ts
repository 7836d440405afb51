import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Asked } from './asked.ts';

export type RatingRow = {
  readonly target: string;
  readonly alone: boolean;
  readonly rating: string | undefined;
  /** The assessor's own; the candidate does not see it. */
  readonly note: string;
};

/** What one assessor makes of a submission. */
export type Judgement = {
  readonly assignmentId: string;
  /** One more with every save: two windows meet by it. */
  readonly version: number;
  readonly feedback: string;
  readonly noteToRegistrar: string;
  readonly savedAt: Temporal.Instant | undefined;
  readonly lodgedAt: Temporal.Instant | undefined;
  readonly ratings: readonly RatingRow[];
};

/** The judgement of an assignment, or nothing before it was accepted. */
export async function findJudgement(db: Database, assignmentId: string): Promise<Judgement | undefined> {
  return (await judgementsOf(db, [assignmentId])).get(assignmentId);
}

/** The judgements of these assignments and of no others, by assignment. */
export async function judgementsOf(
  db: Database,
  assignmentIds: readonly string[],
): Promise<ReadonlyMap<string, Judgement>> {
  const rows = await db
    .selectFrom('assessment.judgement')
    .selectAll()
    .where('assignment_id', '=', sql<string>`any(${[...assignmentIds]}::uuid[])`)
    .execute();
  const ratings = await db
    .selectFrom('assessment.rating')
    .selectAll()
    .where('assignment_id', '=', sql<string>`any(${[...assignmentIds]}::uuid[])`)
    .orderBy('position')
    .execute();
  const byAssignment = Map.groupBy(ratings, (row) => row.assignment_id);
  return new Map(
    rows.map((row) => [
      row.assignment_id,
      {
        assignmentId: row.assignment_id,
        version: row.version,
        feedback: row.feedback,
        noteToRegistrar: row.note_to_registrar,
        savedAt: row.saved_at ?? undefined,
        lodgedAt: row.lodged_at ?? undefined,
        ratings: (byAssignment.get(row.assignment_id) ?? []).map(({ target, rated_alone, rating, note }) => ({
          target,
          alone: rated_alone,
          rating: rating ?? undefined,
          note,
        })),
      },
    ]),
  );
}

/** How many of an assessor's own ratings are given, by assignment: theirs alone to see. */
export async function ratedCounts(
  db: Database,
  assignmentIds: readonly string[],
): Promise<ReadonlyMap<string, { given: number; asked: number }>> {
  const rows = await db
    .selectFrom('assessment.rating')
    .select([
      'assignment_id',
      sql<number>`count(rating)::int`.as('given'),
      sql<number>`count(*)::int`.as('asked'),
    ])
    .where('assignment_id', '=', sql<string>`any(${[...assignmentIds]}::uuid[])`)
    .where('rated_alone', '=', true)
    .groupBy('assignment_id')
    .execute();
  return new Map(rows.map(({ assignment_id, given, asked }) => [assignment_id, { given, asked }]));
}

/** Lays out an empty judgement: one row for each thing that is rated. */
export async function insertJudgement(tx: Tx, assignmentId: string, asked: readonly Asked[]): Promise<void> {
  await tx
    .insertInto('assessment.judgement')
    .values({
      assignment_id: assignmentId,
      version: 0,
      feedback: '',
      note_to_registrar: '',
      saved_at: null,
      lodged_at: null,
    })
    .execute();
  if (asked.length === 0) return;
  await tx
    .insertInto('assessment.rating')
    .values(
      asked.map(({ target, alone }, position) => ({
        assignment_id: assignmentId,
        target,
        position,
        rated_alone: alone,
        rating: null,
        note: '',
      })),
    )
    .execute();
}

export type JudgementWords = {
  readonly feedback: string;
  readonly noteToRegistrar: string;
  readonly ratings: readonly { target: string; rating: string | undefined; note: string }[];
};

/** Holds a judgement for the rest of the transaction, and answers it. */
export async function lockJudgement(tx: Tx, assignmentId: string): Promise<Judgement | undefined> {
  await tx
    .selectFrom('assessment.judgement')
    .select('version')
    .where('assignment_id', '=', assignmentId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return findJudgement(tx, assignmentId);
}

/** Writes a judgement's words as its next version and answers the version. The judgement is held. */
export async function writeJudgement(tx: Tx, assignmentId: string, words: JudgementWords): Promise<number> {
  const given = words.ratings;
  await sql`update assessment.rating set rating = given.rating, note = given.note
    from unnest(${given.map(({ target }) => target)}::text[], ${given.map(({ rating }) => rating ?? null)}::text[],
      ${given.map(({ note }) => note)}::text[]) as given (target, rating, note)
    where rating.assignment_id = ${assignmentId} and rating.target = given.target`.execute(tx);
  const { version } = await tx
    .updateTable('assessment.judgement')
    .set((of) => ({
      feedback: words.feedback,
      note_to_registrar: words.noteToRegistrar,
      saved_at: now(),
      version: of('version', '+', 1),
    }))
    .where('assignment_id', '=', assignmentId)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** Writes that a judgement is lodged; from now on the database refuses to change it. */
export async function setLodged(tx: Tx, assignmentId: string): Promise<void> {
  await tx
    .updateTable('assessment.judgement')
    .set({ lodged_at: now() })
    .where('assignment_id', '=', assignmentId)
    .execute();
}
