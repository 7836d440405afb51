import type { Temporal } from 'temporal-polyfill';
import type { SlotKey } from '#framework';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Comment } from './comment.ts';

function selectComments(db: Database) {
  return db
    .selectFrom('portfolio.comment as comment')
    .leftJoin('portfolio.comment_done as done', (join) =>
      join.onRef('done.comment_id', '=', 'comment.id').on('done.reopened_at', 'is', null),
    )
    .select([
      'comment.id',
      'comment.portfolio_id as portfolioId',
      'comment.slot',
      'comment.component',
      'comment.author_id as authorId',
      'comment.answers_id as answersId',
      'comment.words',
      'comment.quote',
      'comment.part_version as partVersion',
      'comment.rating',
      'comment.written_at as writtenAt',
      'done.done_at as doneAt',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectComments>['execute']>>[number];

function toComment({ answersId, quote, partVersion, rating, doneAt, ...row }: Row): Comment {
  return {
    ...row,
    answersId: answersId ?? undefined,
    quote: quote ?? undefined,
    partVersion: partVersion ?? undefined,
    rating: rating ?? undefined,
    doneAt: doneAt ?? undefined,
  };
}

/** What was said of a section and answered, oldest first; of the whole portfolio where no section is named. */
export async function commentsOf(db: Database, portfolioId: string, slot?: SlotKey): Promise<Comment[]> {
  const all = selectComments(db).where('comment.portfolio_id', '=', portfolioId);
  const rows = await (slot === undefined ? all : all.where('comment.slot', '=', slot))
    .orderBy('comment.written_at')
    .orderBy('comment.id')
    .execute();
  return rows.map(toComment);
}

/** One comment of a portfolio, or nothing. */
export async function findComment(
  db: Database,
  portfolioId: string,
  commentId: string,
): Promise<Comment | undefined> {
  const row = await selectComments(db)
    .where('comment.portfolio_id', '=', portfolioId)
    .where('comment.id', '=', commentId)
    .executeTakeFirst();
  return row && toComment(row);
}

/** Writes a comment and answers its id. */
export async function insertComment(
  tx: Tx,
  one: Omit<Comment, 'id' | 'writtenAt' | 'doneAt'>,
): Promise<string> {
  const { id } = await tx
    .insertInto('portfolio.comment')
    .values({
      portfolio_id: one.portfolioId,
      slot: one.slot,
      component: one.component,
      author_id: one.authorId,
      answers_id: one.answersId ?? null,
      words: one.words,
      quote: one.quote ?? null,
      part_version: one.partVersion ?? null,
      rating: one.rating ?? null,
      written_at: now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Marks a comment as done; again changes nothing. */
export async function insertDone(tx: Tx, commentId: string): Promise<void> {
  await tx
    .insertInto('portfolio.comment_done')
    .values({ comment_id: commentId, done_at: now(), reopened_at: null })
    .onConflict((met) => met.column('comment_id').where('reopened_at', 'is', null).doNothing())
    .execute();
}

/** Opens a comment that was done; again changes nothing. */
export async function endDone(tx: Tx, commentId: string): Promise<void> {
  await tx
    .updateTable('portfolio.comment_done')
    .set({ reopened_at: now() })
    .where('comment_id', '=', commentId)
    .where('reopened_at', 'is', null)
    .execute();
}

/** When feedback on a portfolio was last told by letter. */
export async function lastFeedbackLetter(
  db: Database,
  portfolioId: string,
): Promise<Temporal.Instant | undefined> {
  const row = await db
    .selectFrom('portfolio.comment_told as told')
    .innerJoin('portfolio.comment as comment', 'comment.id', 'told.comment_id')
    .select((of) => of.fn.max('told.told_at').as('last'))
    .where('comment.portfolio_id', '=', portfolioId)
    .executeTakeFirst();
  return row?.last ?? undefined;
}

/** What others wrote about a portfolio that no letter has told yet, oldest first. */
export async function untoldComments(db: Database, portfolioId: string): Promise<Comment[]> {
  const rows = await selectComments(db)
    .innerJoin('portfolio.portfolio as whole', 'whole.id', 'comment.portfolio_id')
    .leftJoin('portfolio.comment_told as told', 'told.comment_id', 'comment.id')
    .where('comment.portfolio_id', '=', portfolioId)
    .whereRef('comment.author_id', '<>', 'whole.person_id')
    .where('told.comment_id', 'is', null)
    .orderBy('comment.written_at')
    .orderBy('comment.id')
    .execute();
  return rows.map(toComment);
}

/** Writes that a letter told of these comments. */
export async function insertTold(tx: Tx, commentIds: readonly string[]): Promise<void> {
  await tx
    .insertInto('portfolio.comment_told')
    .values(commentIds.map((comment_id) => ({ comment_id, told_at: now() })))
    .onConflict((met) => met.doNothing())
    .execute();
}
