import type { Rating, SectionSlot } from '#framework';
import { findPersons } from '#people';
import type { Database } from '#platform/database.ts';
import { commentsOf } from './comment.sql.ts';
import { ratingWords, stillQuotes, threadsOf, type Comment, type Thread } from './comment.ts';
import { partsOf } from './portfolio.sql.ts';
import { editionOf, type Portfolio } from './portfolio.ts';
import { progressFor } from './portfolio-progress.ts';
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

/** Who may look at a portfolio and what everyone around it is called: what `SeenBy` shows. */
export type Lookers = Pick<Feedback, 'portfolio' | 'shares' | 'names'>;

type Around = Lookers & Pick<Feedback, 'zone'>;
type Texts = Readonly<Record<string, string>>;

/** Reads the feedback on one section. `texts` are its texts by component, where the page has them already. */
export async function feedbackOn(
  db: Database,
  portfolio: Portfolio,
  slot: SectionSlot,
  texts?: Texts,
): Promise<Feedback> {
  const [comments, shares] = await Promise.all([
    commentsOf(db, portfolio.id, slot.key),
    sharesOf(db, portfolio.id),
  ]);
  const [around, written] = await Promise.all([
    gatherAround(db, portfolio, comments, shares),
    texts ?? textsQuoted(db, portfolio, comments).then((bySlot) => bySlot.get(slot.key)),
  ]);
  return toFeedback(around, slot, comments, written);
}

/** Reads the feedback on every section that was spoken of, and who may look: the same number of queries for one as for all. */
export async function feedbackOnAll(
  db: Database,
  portfolio: Portfolio,
): Promise<{ readonly sections: readonly Feedback[]; readonly lookers: Lookers }> {
  const [comments, shares, { slots }] = await Promise.all([
    commentsOf(db, portfolio.id),
    sharesOf(db, portfolio.id),
    progressFor(db, portfolio),
  ]);
  const [lookers, written] = await Promise.all([
    gatherAround(db, portfolio, comments, shares),
    textsQuoted(db, portfolio, comments),
  ]);
  const sections = slots.flatMap(({ key, slot }) => {
    const here = comments.filter((comment) => comment.slot === key);
    return here.length > 0 ? [toFeedback(lookers, slot, here, written.get(key))] : [];
  });
  return { sections, lookers };
}

/** Names, and the zone of what is dated. Where nothing was said and nobody looks, nothing is asked. */
async function gatherAround(
  db: Database,
  portfolio: Portfolio,
  comments: readonly Comment[],
  shares: readonly Share[],
): Promise<Around> {
  const ids = [...comments.map(({ authorId }) => authorId), ...shares.map(({ personId }) => personId)];
  const [people, zone] = await Promise.all([
    ids.length > 0 ? findPersons(db, [...ids, portfolio.personId]) : undefined,
    comments.length > 0 ? zoneOfShares(db, portfolio) : editionOf(portfolio).timeZone,
  ]);
  const names = new Map([...(people ?? [])].map(([id, { name }]) => [id, name]));
  return { portfolio, shares, names, zone };
}

/** The texts by section and component in which comments quote a passage. */
async function textsQuoted(
  db: Database,
  portfolio: Portfolio,
  comments: readonly Comment[],
): Promise<ReadonlyMap<string, Texts>> {
  const slots = [...new Set(comments.filter(({ quote }) => quote !== undefined).map(({ slot }) => slot))];
  if (slots.length === 0) return new Map();
  const parts = await partsOf(db, portfolio.id, ...slots);
  return new Map(
    slots.map((key) => [
      key,
      Object.fromEntries(
        parts.filter(({ slot }) => slot === key).map(({ component, text }) => [component, text]),
      ),
    ]),
  );
}

function toFeedback(
  around: Around,
  slot: SectionSlot,
  comments: readonly Comment[],
  texts: Texts = {},
): Feedback {
  const astray = comments.filter(
    ({ component, quote }) => quote !== undefined && !stillQuotes(texts[component] ?? '', quote),
  );
  return {
    ...around,
    slot,
    threads: threadsOf(comments),
    astray: new Set(astray.map(({ id }) => id)),
    ratings: ratingWords(editionOf(around.portfolio), slot),
  };
}
