import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

/** A look at a portfolio that somebody was given. */
export type Share = {
  readonly id: string;
  readonly personId: string;
  /** The last day of it, 'YYYY-MM-DD'. */
  readonly untilDay: string;
  readonly endsAt: Temporal.Instant;
  /** What the owner would like to have read; plain text. */
  readonly asks: string;
  readonly sharedAt: Temporal.Instant;
};

const SHARE = ['id', 'person_id', 'until_day', 'ends_at', 'asks', 'shared_at'] as const;

/** The look that this person has at the portfolio now, or nothing: taken back or past its day is no look. */
export async function sharedWith(
  db: Database,
  portfolioId: string,
  personId: string,
): Promise<Share | undefined> {
  const row = await db
    .selectFrom('portfolio.share')
    .select(SHARE)
    .where('portfolio_id', '=', portfolioId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where('ends_at', '>', now())
    .executeTakeFirst();
  return row && toShare(row);
}

type ShareRow = {
  id: string;
  person_id: string;
  until_day: string;
  ends_at: Temporal.Instant;
  asks: string;
  shared_at: Temporal.Instant;
};

function toShare(row: ShareRow): Share {
  return {
    id: row.id,
    personId: row.person_id,
    untilDay: row.until_day,
    endsAt: row.ends_at,
    asks: row.asks,
    sharedAt: row.shared_at,
  };
}

/** Everyone who may look at a portfolio now, the longest look last. */
export async function sharesOf(db: Database, portfolioId: string): Promise<Share[]> {
  const rows = await db
    .selectFrom('portfolio.share')
    .select(SHARE)
    .where('portfolio_id', '=', portfolioId)
    .where('revoked_at', 'is', null)
    .where('ends_at', '>', now())
    .orderBy('ends_at')
    .orderBy('id')
    .execute();
  return rows.map(toShare);
}

/**
 * Everyone who was ever given a look at a portfolio or wrote about it, its owner left out: whoever has been so near to it
 * does not assess it.
 */
export async function mentorsOf(db: Database, portfolioId: string): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select share.person_id from portfolio.share where share.portfolio_id = ${portfolioId}
    union
    select comment.author_id from portfolio.comment
      join portfolio.portfolio as whole on whole.id = comment.portfolio_id
      where comment.portfolio_id = ${portfolioId} and comment.author_id <> whole.person_id`.execute(db);
  return rows.map(({ person_id }) => person_id);
}

/** Gives a look; one that the person had before ends with it. Answers the new share's id. */
export async function insertShare(
  tx: Tx,
  share: { portfolioId: string; personId: string; untilDay: string; endsAt: Temporal.Instant; asks: string },
): Promise<string> {
  await endShares(tx, share.portfolioId, share.personId);
  const { id } = await tx
    .insertInto('portfolio.share')
    .values({
      portfolio_id: share.portfolioId,
      person_id: share.personId,
      until_day: share.untilDay,
      ends_at: share.endsAt,
      asks: share.asks,
      shared_at: now(),
      revoked_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Ends the look that a person has, at once. Answers whether they had one. */
export async function endShares(tx: Tx, portfolioId: string, personId: string): Promise<boolean> {
  const ended = await tx
    .updateTable('portfolio.share')
    .set({ revoked_at: now() })
    .where('portfolio_id', '=', portfolioId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  return ended.length > 0;
}

/** A portfolio that a mentor may read, with what waits there for them. */
export type SharedPortfolio = Share & {
  readonly portfolioId: string;
  readonly ownerId: string;
  readonly editionId: string;
  readonly pathwayId: string;
  /** Sections that the owner marked as ready for feedback and the mentor has not written about since, the oldest mark first. */
  readonly waiting: readonly { readonly slot: string; readonly since: string }[];
};

/** Every portfolio that somebody may read now: those with the oldest request first, then those that ask for nothing. */
export async function sharedPortfolios(db: Database, personId: string): Promise<SharedPortfolio[]> {
  const rows = await db
    .selectFrom('portfolio.share as share')
    .innerJoin('portfolio.portfolio as whole', 'whole.id', 'share.portfolio_id')
    .select(SHARE.map((column) => `share.${column}` as const))
    .select(['whole.id as portfolioId', 'whole.person_id as ownerId'])
    .select(['whole.edition_id as editionId', 'whole.pathway_id as pathwayId'])
    .select(waitingFor(personId).as('waiting'))
    .where('share.person_id', '=', personId)
    .where('share.revoked_at', 'is', null)
    .where('share.ends_at', '>', now())
    .execute();
  const found = rows.map(({ portfolioId, ownerId, editionId, pathwayId, waiting, ...row }) => ({
    ...toShare(row),
    portfolioId,
    ownerId,
    editionId,
    pathwayId,
    waiting,
  }));
  return found.sort((one, other) => (oldest(one) < oldest(other) ? -1 : 1));
}

function waitingFor(personId: string) {
  return sql<{ slot: string; since: string }[]>`coalesce((
    select json_agg(json_build_object('slot', section.slot, 'since', section.marked_at) order by section.marked_at)
    from portfolio.section
    where section.portfolio_id = whole.id and section.mark = 'ready-for-feedback'
      and not exists (
        select from portfolio.comment
        where comment.portfolio_id = whole.id and comment.slot = section.slot
          and comment.author_id = ${personId} and comment.written_at > section.marked_at)), '[]')`;
}

function oldest({ waiting, sharedAt }: SharedPortfolio): string {
  return waiting[0]?.since ?? `later ${sharedAt.toString()}`;
}
