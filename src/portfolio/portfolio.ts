import type { Temporal } from 'temporal-polyfill';
import {
  findEdition,
  frameworksOnFile,
  sectionIdOf,
  sectionsFor,
  type Component,
  type Edition,
  type SectionSlot,
  type SlotKey,
} from '#framework';

/** One person's portfolio for one programme, pinned to an edition of its framework. */
export type Portfolio = {
  readonly id: string;
  readonly personId: string;
  readonly programmeId: string;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly startedAt: Temporal.Instant;
};

/** What a person says of a section's state themselves. */
export const MARKS = ['drafting', 'ready-for-feedback', 'ready'] as const;
export type Mark = (typeof MARKS)[number];

/** A section's state on the map; `feedback-given` follows from open comments. */
export type SectionState = 'not-started' | Mark | 'feedback-given';

/** What a person says of a section beside its text. */
export type SectionFacts = {
  readonly slot: SlotKey;
  /** Their own title of a copy, or the name of the law or policy that it is about; '' where there is none. */
  readonly title: string;
  readonly topicType: string | undefined;
  readonly tags: readonly string[];
  readonly mark: Mark;
};

/** The text of one component of a section as it stands. */
export type Part = {
  readonly slot: SlotKey;
  readonly component: string;
  /** Markdown. */
  readonly text: string;
  readonly words: number;
  /** The number of its newest version. */
  readonly version: number;
  readonly updatedAt: Temporal.Instant;
};

/** The most bytes of UTF-8 that one part holds: five times a section of 200,000 words. */
export const MOST_PART_BYTES = 1_500_000;

/** The most characters of a section's own title. */
export const MOST_TITLE = 200;

/** The edition that a portfolio is pinned to. Throws where it is not on file: editions that shipped are never removed. */
export function editionOf(portfolio: Pick<Portfolio, 'editionId'>): Edition {
  const edition = findEdition(frameworksOnFile(), portfolio.editionId);
  if (!edition) throw new Error(`The edition ${portfolio.editionId} of a portfolio is not on file.`);
  return edition;
}

/**
 * The slots of a portfolio in order: its pathway's sections, with as many copies of a repeatable one as `known` slots
 * name (kept between the pathway's minimum and maximum).
 */
export function slotsOf(
  portfolio: Pick<Portfolio, 'editionId' | 'pathwayId'>,
  known: Iterable<SlotKey>,
): readonly SectionSlot[] {
  return sectionsFor(editionOf(portfolio), portfolio.pathwayId, copiesIn(known));
}

/** The components of a slot that hold words, in order. */
export function writtenIn(slot: SectionSlot): readonly Component[] {
  return slot.components.filter(({ holds }) => holds === 'words');
}

/** A slot's name in a sentence or a heading: "2b An understanding of your target learners". */
export function slotName(slot: Pick<SectionSlot, 'code' | 'title'>): string {
  return slot.code === '' ? slot.title : `${slot.code} ${slot.title}`;
}

function copiesIn(known: Iterable<SlotKey>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of known) {
    const copy = Number(key.split('.')[1] ?? 0);
    const id = sectionIdOf(key);
    if (copy > 0) counts[id] = Math.max(counts[id] ?? 0, copy);
  }
  return counts;
}
