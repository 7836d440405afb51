import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';

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
