import type { SlotKey } from '#framework';
import type { Database } from '#platform/database.ts';

/** How many comments of others wait for the owner in each section: neither answers, nor done. Sections without any are left out. */
export async function openCommentCounts(
  db: Database,
  portfolioId: string,
): Promise<ReadonlyMap<SlotKey, number>> {
  const rows = await db
    .selectFrom('portfolio.comment as comment')
    .leftJoin('portfolio.comment_done as done', (join) =>
      join.onRef('done.comment_id', '=', 'comment.id').on('done.reopened_at', 'is', null),
    )
    .select(['comment.slot', (count) => count.fn.countAll<number>().as('open')])
    .where('comment.portfolio_id', '=', portfolioId)
    .where('comment.answers_id', 'is', null)
    .where('done.id', 'is', null)
    .groupBy('comment.slot')
    .execute();
  return new Map(rows.map(({ slot, open }) => [slot, open]));
}
