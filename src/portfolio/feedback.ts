import type { Rating, SectionSlot } from '#framework';
import { findPersons } from '#people';
import type { Database } from '#platform/database.ts';
import { commentsOf } from './comment.sql.ts';
import { ratingWords, stillQuotes, threadsOf, type Comment, type Thread } from './comment.ts';
import { partsOf } from './portfolio.sql.ts';
import { editionOf, type Portfolio } from './portfolio.ts';
import { sharesOf, type Share } from './share.sql.ts';
import { zoneOfShares } from './share.ts';

/** What was said of a section, with all that a page needs to show it. */
export type Feedback = {
  readonly portfolio: Portfolio;
  readonly slot: SectionSlot;
  readonly threads: readonly Thread[];
  readonly names: ReadonlyMap<string, string>;
  /** Comments whose passage does not stand in the text any more, by their id. */
  readonly astray: ReadonlySet<string>;
  readonly ratings: readonly Rating[];
  readonly shares: readonly Share[];
  readonly zone: string;
};

/** Reads the feedback on one section. `texts` are its texts by component, where the page has them already. */
export async function feedbackOn(
  db: Database,
  portfolio: Portfolio,
  slot: SectionSlot,
  texts?: Readonly<Record<string, string>>,
): Promise<Feedback> {
  const comments = await commentsOf(db, portfolio.id, slot.key);
  const shares = await sharesOf(db, portfolio.id);
  const people = await findPersons(db, [
    ...comments.map(({ authorId }) => authorId),
    ...shares.map(({ personId }) => personId),
    portfolio.personId,
  ]);
  const quoted = comments.filter(({ quote }) => quote !== undefined);
  const written = texts ?? (quoted.length > 0 ? await textsOf(db, portfolio, slot) : {});
  return {
    portfolio,
    slot,
    threads: threadsOf(comments),
    names: new Map([...people].map(([id, { name }]) => [id, name])),
    astray: new Set(quoted.filter((one) => isAstray(one, written)).map(({ id }) => id)),
    ratings: ratingWords(editionOf(portfolio), slot),
    shares,
    zone: await zoneOfShares(db, portfolio),
  };
}

async function textsOf(
  db: Database,
  portfolio: Portfolio,
  slot: SectionSlot,
): Promise<Readonly<Record<string, string>>> {
  const parts = await partsOf(db, portfolio.id, slot.key);
  return Object.fromEntries(parts.map(({ component, text }) => [component, text]));
}

function isAstray({ component, quote = '' }: Comment, texts: Readonly<Record<string, string>>): boolean {
  return !stillQuotes(texts[component] ?? '', quote);
}
