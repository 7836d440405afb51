import type { FilePathway, FileSection, FrameworkFile } from './schema.ts';

/** Ids are text that never changes once a file has shipped: portfolios and awards keep them. */
export type EditionId = string;
export type PathwayId = string;
export type SectionId = string;
export type ComponentId = string;
export type TagId = string;

export type Component = FrameworkFile['components'][number];
export type TagSet = FrameworkFile['tagSets'][number];
export type Tag = TagSet['tags'][number];
export type TopicType = FrameworkFile['topicTypes'][number];
export type Requirement = FilePathway['requires'][string];
export type CoverageRule = FilePathway['coverage'][number];
export type Choice = FilePathway['choices'][number];
export type ThirdParty = FilePathway['thirdParties'][number];
export type Outcome = FrameworkFile['outcomes'][number];
export type SubmissionKind = FrameworkFile['submissionKinds'][number];
export type RatingScale = FrameworkFile['ratingScales'][number];
export type Rating = RatingScale['ratings'][number];
export type EvidenceRules = FrameworkFile['evidence'];
export type PermissionState = EvidenceRules['permissions'][number];
export type WindowSpell = FrameworkFile['windows'][number];
export type Fee = FrameworkFile['fees'][number];

/** The strokes that mark a pathway on every page. */
export type Strokes = 1 | 2 | 3 | 4;

/** A way to the award. `requires` names leaf sections only; a group's word was spread over its items on reading. */
export type Pathway = Omit<FilePathway, 'blaze' | 'requires'> & {
  readonly blaze: Strokes;
  readonly requires: Readonly<Record<SectionId, Requirement>>;
};

/** The group that a section stands in. */
export type Group = { readonly id: SectionId; readonly code: string; readonly title: string };

/** A guide (soft) or limit (hard) on words. */
export type WordGuide = {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly limit: 'soft' | 'hard';
  readonly note?: string | undefined;
};

export type SectionKind = Exclude<FileSection['kind'], 'group'>;

export type DeclarationField = Extract<FileSection, { kind: 'declaration' }>['fields'][number];

/** A section that can be written or signed, the same shape whatever its kind; groups stand only in `group`. */
export type Section = {
  readonly id: SectionId;
  readonly code: string;
  readonly title: string;
  readonly kind: SectionKind;
  readonly group?: Group;
  /** Judged by the assessors; a statement that is not is only complete or incomplete. */
  readonly assessed: boolean;
  /** May stand several times in a portfolio. */
  readonly repeats: boolean;
  /** The candidate gives each copy its own title. */
  readonly candidateTitled: boolean;
  /** Where the section has no parts of its own, one called "text". A declaration has none. */
  readonly components: readonly Component[];
  readonly words?: WordGuide;
  readonly topicTypes: readonly TopicType[];
  /** Tags that this section shows by being there. */
  readonly carries: readonly TagId[];
  /** Tag sets of which each copy must point to at least one. */
  readonly addresses: readonly TagSet[];
  readonly prompts: readonly string[];
  readonly lookFor: readonly string[];
  readonly declaration?: {
    readonly statement: readonly string[];
    readonly fields: readonly DeclarationField[];
  };
};

/** One edition of a scheme, ready to ask. Portfolios are pinned to an edition and never moved by a later one. */
export type Edition = Omit<FrameworkFile, 'sections' | 'pathways'> & {
  /** In the order of the portfolio. */
  readonly sections: readonly Section[];
  /** In order of rank. */
  readonly pathways: readonly Pathway[];
};

/** All editions that are on file, by id. */
export type Frameworks = ReadonlyMap<EditionId, Edition>;

/** The part that a section without parts of its own is written in. */
export const TEXT = 'text';

/** Makes an edition of a file that was found to hold no faults: sections in one list, pathways in order of rank. */
export function editionFrom(file: FrameworkFile): Edition {
  return {
    ...file,
    sections: file.sections.flatMap((section) => flatten(file, section)),
    pathways: file.pathways
      .map((pathway) => withLeafRequirements(file, pathway))
      .sort((one, other) => one.rank - other.rank),
  };
}

/** The edition of that id, or nothing. */
export function findEdition(frameworks: Frameworks, editionId: string): Edition | undefined {
  return frameworks.get(editionId);
}

/** The pathway of that id in the edition, or nothing. */
export function findPathway(edition: Edition, pathwayId: string): Pathway | undefined {
  return edition.pathways.find(({ id }) => id === pathwayId);
}

/** The pathway that a portfolio is on. Throws where the edition has none of that id: kept ids never change, so that is a fault of ours. */
export function pathwayOf(edition: Edition, pathwayId: string): Pathway {
  const pathway = findPathway(edition, pathwayId);
  if (!pathway) throw new RangeError(`The edition ${edition.id} has no pathway "${pathwayId}".`);
  return pathway;
}

/** The section of that id in the edition, or nothing. */
export function findSection(edition: Edition, sectionId: string): Section | undefined {
  return edition.sections.find(({ id }) => id === sectionId);
}

function flatten(file: FrameworkFile, section: FileSection): Section[] {
  if (section.kind !== 'group') return [toSection(file, section)];
  const group = { id: section.id, code: section.code, title: section.title };
  return section.items.map((inside) => ({ ...toSection(file, inside), group }));
}

type Leaf = Exclude<FileSection, { kind: 'group' }>;

function toSection(file: FrameworkFile, leaf: Leaf): Section {
  const named = { id: leaf.id, code: leaf.code, title: leaf.title, kind: leaf.kind };
  if (leaf.kind === 'declaration') {
    const { statement, fields } = leaf;
    return { ...named, ...BLANK, declaration: { statement, fields } };
  }
  const titled = leaf.kind === 'repeatable' || leaf.kind === 'case-study';
  return {
    ...named,
    assessed: leaf.assessed,
    repeats: titled,
    candidateTitled: titled && leaf.candidateTitled,
    components: componentsOf(file, leaf),
    topicTypes: leaf.kind === 'item' ? pick(file.topicTypes, leaf.topicTypes) : [],
    carries: leaf.carries,
    addresses: leaf.kind === 'statement' ? [] : pick(file.tagSets, leaf.addresses),
    prompts: leaf.prompts,
    lookFor: leaf.lookFor,
    ...(leaf.words ? { words: leaf.words } : {}),
  };
}

const BLANK = {
  assessed: false,
  repeats: false,
  candidateTitled: false,
  components: [],
  topicTypes: [],
  carries: [],
  addresses: [],
  prompts: [],
  lookFor: [],
} as const;

function componentsOf(
  file: FrameworkFile,
  leaf: Exclude<Leaf, { kind: 'declaration' }>,
): readonly Component[] {
  if (leaf.kind === 'statement' || leaf.components.length === 0) {
    return [{ id: TEXT, title: 'Text', holds: 'words', prompts: leaf.prompts, lookFor: leaf.lookFor }];
  }
  return pick(file.components, leaf.components).map((component) => ({
    ...component,
    prompts: leaf.ask[component.id] ?? component.prompts,
  }));
}

function pick<T extends { readonly id: string }>(all: readonly T[], ids: readonly string[]): readonly T[] {
  return ids.flatMap((id) => all.filter((one) => one.id === id));
}

function withLeafRequirements(file: FrameworkFile, pathway: FilePathway): Pathway {
  const groups = new Map(
    file.sections.flatMap((section) =>
      section.kind === 'group' ? [[section.id, section.items.map(({ id }) => id)] as const] : [],
    ),
  );
  const spread: Record<SectionId, Requirement> = {};
  for (const [id, requirement] of Object.entries(pathway.requires)) {
    for (const leaf of groups.get(id) ?? []) spread[leaf] = requirement;
  }
  // What is said of a section itself outweighs what is said of its group.
  for (const [id, requirement] of Object.entries(pathway.requires)) {
    if (!groups.has(id)) spread[id] = requirement;
  }
  return { ...pathway, blaze: strokesOf(pathway.blaze), requires: spread };
}

function strokesOf(count: number): Strokes {
  return count === 1 || count === 2 || count === 3 ? count : 4;
}
