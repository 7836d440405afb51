import type { Edition, Rating, RatingScale } from './edition.ts';

/** What is rated: a section, by its kind, or the tags that are judged over the whole portfolio. */
export type Rated = 'item' | 'repeatable' | 'case-study' | 'statement' | 'declaration' | 'tag';

/** The scale for this kind of section, or nothing where the scheme rates none of that kind. */
export function scaleFor(edition: Edition, rated: Rated): RatingScale | undefined {
  return edition.ratingScales.find(({ rates }) => rates.some((kind) => kind === rated));
}

/** The ratings that this kind of section may have, best first; none where it is not rated. */
export function ratingsFor(edition: Edition, rated: Rated): readonly Rating[] {
  return scaleFor(edition, rated)?.ratings ?? [];
}

/** Whether a rating means that what was asked is there. An unknown one does not. */
export function satisfies(edition: Edition, rated: Rated, ratingId: string): boolean {
  return ratingsFor(edition, rated).some((rating) => rating.id === ratingId && rating.satisfies);
}
