import { pathwayOf } from './edition.ts';
import type { CoverageRule, Edition, Tag, TagId, TagSet } from './edition.ts';

/** How far the sections of a portfolio, taken together, show the tags of one set. */
export type Coverage = {
  readonly set: TagSet;
  readonly severity: CoverageRule['severity'];
  /** Tags shown somewhere, in the set's order. */
  readonly shown: readonly Tag[];
  /** Tags that this pathway asks for by name and that are shown nowhere. */
  readonly missing: readonly Tag[];
  /** How many more of the set are wanted, whichever they are, once those missing by name are there. */
  readonly moreWanted: number;
};

/**
 * Judges the tags of a portfolio against the pathway's rules: which must be there by name, and how many of each set.
 * `tags` are all tags of all sections together; repeated ones count once. One entry a rule; an unknown tag counts for nothing.
 */
export function coverageOf(edition: Edition, pathwayId: string, tags: Iterable<TagId>): readonly Coverage[] {
  const present = new Set(tags);
  return pathwayOf(edition, pathwayId).coverage.flatMap((rule) => {
    const set = edition.tagSets.find(({ id }) => id === rule.tagSet);
    return set ? [judge(rule, set, present)] : [];
  });
}

/** Whether nothing is wanting. */
export function isCovered({ missing, moreWanted }: Coverage): boolean {
  return missing.length === 0 && moreWanted === 0;
}

/** The tag sets that assessors judge once for the whole portfolio, rather than section by section. */
export function judgedOnce(edition: Edition): readonly TagSet[] {
  return edition.tagSets.filter(({ judged }) => judged === 'whole-portfolio');
}

function judge(rule: CoverageRule, set: TagSet, present: ReadonlySet<TagId>): Coverage {
  const shown = set.tags.filter(({ id }) => present.has(id));
  const missing = set.tags.filter(({ id }) => rule.must.includes(id) && !present.has(id));
  const moreWanted = Math.max(0, rule.min - shown.length - missing.length);
  return { set, severity: rule.severity, shown, missing, moreWanted };
}
