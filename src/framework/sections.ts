import { pathwayOf } from './edition.ts';
import type {
  Component,
  DeclarationField,
  Edition,
  Group,
  Pathway,
  Requirement,
  Section,
  SectionId,
  TagId,
  TopicType,
  WordGuide,
} from './edition.ts';

/** The key of a slot: the section's id ("c1a"), or for a copy of a repeatable section its id and number ("specialist.1"). */
export type SlotKey = string;

/** A concrete place in a portfolio on one pathway, with all that a writer or an assessor needs beside it. */
export type SectionSlot = {
  readonly key: SlotKey;
  readonly section: Section;
  /** Which copy of a repeatable section, from 1. */
  readonly copy?: number;
  /** The display code: "1a", "5.1", or empty. */
  readonly code: string;
  readonly title: string;
  readonly group?: Group;
  readonly required: boolean;
  readonly assessed: boolean;
  readonly candidateTitled: boolean;
  readonly components: readonly Component[];
  readonly words?: WordGuide;
  /** The kinds of topic that this pathway accepts here, any one of which will do; empty where topics have no kind. */
  readonly topicTypes: readonly TopicType[];
  readonly examplesMin: number;
  readonly carries: readonly TagId[];
  readonly prompts: readonly string[];
  readonly lookFor: readonly string[];
  /** What this pathway asks here beyond the others, in a sentence. */
  readonly note?: string;
  readonly declaration?: {
    readonly statement: readonly string[];
    readonly fields: readonly DeclarationField[];
  };
};

/** How many copies of a repeatable section a pathway takes; no `max` means as many as the candidate likes. */
export type Repeats = { readonly section: Section; readonly min: number; readonly max?: number };

/**
 * The slots of a portfolio on a pathway, in order. Sections that the pathway does not name are left out.
 *
 * A repeatable section stands as often as `counts` says, kept between the pathway's minimum and maximum; without a count,
 * at its minimum. Throws for a pathway that the edition does not have.
 */
export function sectionsFor(
  edition: Edition,
  pathwayId: string,
  counts: Readonly<Record<SectionId, number>> = {},
): readonly SectionSlot[] {
  const pathway = pathwayOf(edition, pathwayId);
  return edition.sections.flatMap((section) => {
    const requirement = pathway.requires[section.id];
    if (!requirement) return [];
    if (!section.repeats) return [slotFor(section, requirement)];
    const copies = copiesWanted(requirement, counts[section.id]);
    return Array.from({ length: copies }, (_, index) => slotFor(section, requirement, index + 1));
  });
}

/** The repeatable sections of a pathway with how many copies each takes, in order; those that it takes none of are left out. */
export function repeatsFor(edition: Edition, pathwayId: string): readonly Repeats[] {
  const pathway = pathwayOf(edition, pathwayId);
  return edition.sections.flatMap((section) => {
    const requirement = pathway.requires[section.id];
    if (!section.repeats || !requirement || requirement.max === 0) return [];
    const bounds = { section, min: requirement.min ?? 0 };
    return [requirement.max === undefined ? bounds : { ...bounds, max: requirement.max }];
  });
}

/** The id of the section that a slot key names: "specialist" for "specialist.2". */
export function sectionIdOf(key: SlotKey): SectionId {
  return key.split('.', 1)[0] ?? key;
}

/** Whether a pathway has the section at all. */
export function hasSection(pathway: Pathway, sectionId: SectionId): boolean {
  const requirement = pathway.requires[sectionId];
  return requirement !== undefined && requirement.max !== 0;
}

function copiesWanted(
  { min = 0, max = Number.POSITIVE_INFINITY }: Requirement,
  count: number | undefined,
): number {
  return Math.min(max, Math.max(min, Math.trunc(count ?? min)));
}

function slotFor(section: Section, requirement: Requirement, copy?: number): SectionSlot {
  const words = requirement.words ?? section.words;
  const { note } = requirement;
  return {
    key: copy === undefined ? section.id : `${section.id}.${copy}`,
    section,
    code: copy === undefined || section.code === '' ? section.code : `${section.code}.${copy}`,
    title: section.title,
    required: requirement.need === 'required' && (copy === undefined || copy <= (requirement.min ?? 0)),
    assessed: section.assessed,
    candidateTitled: section.candidateTitled,
    components: section.components,
    topicTypes: topicsOf(section, requirement),
    examplesMin: requirement.examplesMin ?? 0,
    carries: section.carries,
    prompts: section.prompts,
    lookFor: section.lookFor,
    ...(copy === undefined ? {} : { copy }),
    ...(section.group ? { group: section.group } : {}),
    ...(words ? { words } : {}),
    ...(note === undefined ? {} : { note }),
    ...(section.declaration ? { declaration: section.declaration } : {}),
  };
}

function topicsOf(section: Section, { topicTypes }: Requirement): readonly TopicType[] {
  if (!topicTypes) return section.topicTypes;
  return section.topicTypes.filter(({ id }) => topicTypes.includes(id));
}
