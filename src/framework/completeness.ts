import { coverageOf, isCovered } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import { findPermission, isOverused } from './evidence-rules.ts';
import { pathwayOf } from './edition.ts';
import type { ComponentId, Edition, Pathway, TagId } from './edition.ts';
import { listInWords } from './problems.ts';
import { sectionIdOf, sectionsFor } from './sections.ts';
import type { SectionSlot, SlotKey } from './sections.ts';
import { guideInWords, say, standingOf } from './words.ts';

/** What a portfolio holds at one of its slots, as plain facts. A slot that is not named holds nothing. */
export type SlotState = {
  readonly key: SlotKey;
  /** Words in each component that holds words. */
  readonly words: Readonly<Record<ComponentId, number>>;
  readonly evidenceCount: number;
  /** The permission states of the evidence here, one a piece. */
  readonly permissions?: readonly string[];
  readonly topicType?: string | undefined;
  readonly tags?: readonly TagId[];
  /** The candidate's own title of a copy. */
  readonly title?: string | undefined;
};

export type PortfolioState = {
  readonly slots: readonly SlotState[];
  readonly declarationSigned: boolean;
  /** How many statements by others have come, by the id of the third party. */
  readonly statementsByOthers?: Readonly<Record<string, number>>;
  /** In how many sections each piece of evidence is used. */
  readonly evidenceUses?: readonly number[];
};

export type ShortfallReason =
  | 'not-written'
  | 'no-evidence'
  | 'permission-unsettled'
  | 'no-title'
  | 'no-topic-type'
  | 'topic-type-not-accepted'
  | 'too-many-copies'
  | 'not-on-this-pathway'
  | 'below-word-guide'
  | 'above-word-guide'
  | 'over-word-limit'
  | 'above-total-guide'
  | 'over-total-limit'
  | 'below-total-guide'
  | 'no-tags'
  | 'tags-missing'
  | 'choice-too-few'
  | 'choice-too-many'
  | 'evidence-overused'
  | 'statement-by-other-missing'
  | 'declaration-unsigned';

/** Something that a portfolio lacks. A blocker stops submission; a warning is for the candidate to judge. */
export type Shortfall = {
  readonly severity: 'blocker' | 'warning';
  readonly reason: ShortfallReason;
  /** The slot that it concerns; nothing for what concerns the whole portfolio. */
  readonly slot?: SlotKey;
  readonly component?: ComponentId;
  readonly says: string;
};

/**
 * All that stands between a portfolio and its submission on a pathway, in the portfolio's order, then what concerns the
 * whole. An optional section that has not been begun lacks nothing. Soft word guides only ever warn.
 */
export function incompleteness(
  edition: Edition,
  pathwayId: string,
  state: PortfolioState,
): readonly Shortfall[] {
  const pathway = pathwayOf(edition, pathwayId);
  const slots = sectionsFor(edition, pathwayId, copiesIn(state));
  const states = new Map(state.slots.map((one) => [one.key, one]));
  const known = new Set(slots.map(({ key }) => key));
  return [
    ...slots.flatMap((slot) => slotShortfalls(edition, slot, states.get(slot.key), state.declarationSigned)),
    ...state.slots
      .filter((one) => !known.has(one.key) && isBegun(one))
      .map((one) => strangerShortfall(edition, pathway, one)),
    ...choiceShortfalls(pathway, states),
    ...tagShortfalls(edition, pathway, slots, states),
    ...totalShortfall(pathway, state),
    ...otherShortfalls(edition, pathway, state),
  ];
}

/** Whether a portfolio has no blocker left. */
export function mayBeSubmitted(shortfalls: readonly Shortfall[]): boolean {
  return shortfalls.every(({ severity }) => severity === 'warning');
}

/** Whether anything at all has been put into a slot. */
export function isBegun(state: SlotState | undefined): boolean {
  return state !== undefined && (state.evidenceCount > 0 || wordsIn(state) > 0);
}

function slotShortfalls(
  edition: Edition,
  slot: SectionSlot,
  state: SlotState | undefined,
  signed: boolean,
): Shortfall[] {
  if (slot.declaration) return signed || !slot.required ? [] : [unsigned(slot)];
  if (!slot.required && !isBegun(state)) return [];
  return [
    ...titleShortfall(slot, state),
    ...topicShortfall(slot, state),
    ...componentShortfalls(slot, state),
    ...permissionShortfall(edition, slot, state),
    ...wordShortfall(slot, state),
    ...addressShortfall(slot, state),
  ];
}

function titleShortfall(slot: SectionSlot, state: SlotState | undefined): Shortfall[] {
  if (!slot.candidateTitled || state?.title?.trim()) return [];
  return [blocker('no-title', slot.key, `Give ${nameOf(slot)} a title of your own.`)];
}

function topicShortfall(slot: SectionSlot, state: SlotState | undefined): Shortfall[] {
  if (slot.topicTypes.length === 0) return [];
  const wanted = listInWords(slot.topicTypes.map(({ title }) => title.toLowerCase()));
  if (!state?.topicType)
    return [blocker('no-topic-type', slot.key, `Say what ${nameOf(slot)} is about: ${wanted}.`)];
  if (slot.topicTypes.some(({ id }) => id === state.topicType)) return [];
  return [blocker('topic-type-not-accepted', slot.key, `${nameOf(slot)} has to be about: ${wanted}.`)];
}

function componentShortfalls(slot: SectionSlot, state: SlotState | undefined): Shortfall[] {
  return slot.components.flatMap((component) => {
    if (component.holds === 'evidence') {
      if ((state?.evidenceCount ?? 0) > 0) return [];
      return [blocker('no-evidence', slot.key, `${nameOf(slot)} has no evidence yet.`, component.id)];
    }
    if ((state?.words[component.id] ?? 0) > 0) return [];
    const part =
      slot.components.length === 1 ? 'is not written yet' : `has no ${component.title.toLowerCase()} yet`;
    return [blocker('not-written', slot.key, `${nameOf(slot)} ${part}.`, component.id)];
  });
}

function permissionShortfall(edition: Edition, slot: SectionSlot, state: SlotState | undefined): Shortfall[] {
  const unsettled = (state?.permissions ?? []).filter(
    (id) => findPermission(edition, id)?.settled !== true,
  ).length;
  if (unsettled === 0) return [];
  const pieces = unsettled === 1 ? 'One piece of evidence' : `${say(unsettled)} pieces of evidence`;
  const need = unsettled === 1 ? 'needs' : 'need';
  return [
    warning(
      'permission-unsettled',
      slot.key,
      `${pieces} in ${nameOf(slot)} ${need} a permission to be settled.`,
    ),
  ];
}

function wordShortfall(slot: SectionSlot, state: SlotState | undefined): Shortfall[] {
  const words = state ? wordsIn(state) : 0;
  const standing = standingOf(words, slot.words);
  if (words === 0 || standing === 'fine') return [];
  const says = `${nameOf(slot)} has ${say(words)} words; ${guideSaid(slot.words)}.`;
  if (standing === 'over-limit') return [blocker('over-word-limit', slot.key, says)];
  return [warning(standing === 'above-guide' ? 'above-word-guide' : 'below-word-guide', slot.key, says)];
}

function addressShortfall(slot: SectionSlot, state: SlotState | undefined): Shortfall[] {
  return slot.section.addresses
    .filter((set) => !set.tags.some(({ id }) => state?.tags?.includes(id)))
    .map((set) =>
      warning('no-tags', slot.key, `Mark in ${nameOf(slot)} at least one ${set.one} that it shows.`),
    );
}

function strangerShortfall(edition: Edition, pathway: Pathway, { key }: SlotState): Shortfall {
  const section = edition.sections.find(({ id }) => id === sectionIdOf(key));
  const max = section ? pathway.requires[section.id]?.max : undefined;
  if (section?.repeats && max !== undefined && max > 0) {
    return blocker('too-many-copies', key, `${pathway.title} takes at most ${max} of "${section.title}".`);
  }
  return blocker(
    'not-on-this-pathway',
    key,
    `"${section?.title ?? key}" does not belong to ${pathway.title}; set it aside.`,
  );
}

function choiceShortfalls(pathway: Pathway, states: ReadonlyMap<SlotKey, SlotState>): Shortfall[] {
  return pathway.choices.flatMap(({ title, from, min, max }) => {
    const begun = from.filter((id) => isBegun(states.get(id))).length;
    if (begun < min)
      return [whole('blocker', 'choice-too-few', `${title}: you have begun ${begun} of at least ${min}.`)];
    if (begun > max)
      return [
        whole('blocker', 'choice-too-many', `${title}: you have begun ${begun}; at most ${max} may stay.`),
      ];
    return [];
  });
}

function tagShortfalls(
  edition: Edition,
  pathway: Pathway,
  slots: readonly SectionSlot[],
  states: ReadonlyMap<SlotKey, SlotState>,
): Shortfall[] {
  const tags = slots.flatMap((slot) => {
    const state = states.get(slot.key);
    return isBegun(state) ? [...slot.carries, ...(state?.tags ?? [])] : [];
  });
  return coverageOf(edition, pathway.id, tags)
    .filter((coverage) => !isCovered(coverage))
    .map((coverage) => whole(coverage.severity, 'tags-missing', coverageSaid(coverage)));
}

function totalShortfall(pathway: Pathway, state: PortfolioState): Shortfall[] {
  const words = state.slots.reduce((sum, slot) => sum + wordsIn(slot), 0);
  const standing = standingOf(words, pathway.totalWords);
  if (words === 0 || standing === 'fine') return [];
  const says = `The whole has ${say(words)} words; ${guideSaid(pathway.totalWords)}.`;
  if (standing === 'over-limit') return [whole('blocker', 'over-total-limit', says)];
  return [whole('warning', standing === 'above-guide' ? 'above-total-guide' : 'below-total-guide', says)];
}

function otherShortfalls(edition: Edition, pathway: Pathway, state: PortfolioState): Shortfall[] {
  const overused = (state.evidenceUses ?? []).filter((uses) => isOverused(edition, uses)).length;
  const most = edition.evidence.warnWhenUsedInMoreThan;
  return [
    ...pathway.thirdParties
      .filter(({ id, min }) => (state.statementsByOthers?.[id] ?? 0) < min)
      .map(({ title, min }) => whole('warning', 'statement-by-other-missing', `${title}: ${min} wanted.`)),
    ...(overused > 0
      ? [
          whole(
            'warning',
            'evidence-overused',
            `Some evidence is used in more than ${most} sections; assessors may object.`,
          ),
        ]
      : []),
  ];
}

function copiesIn(state: PortfolioState): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { key } of state.slots) {
    const copy = Number(key.split('.')[1]);
    // The number of a copy comes from a key that someone may have made up: no one writes a hundred case studies.
    if (Number.isInteger(copy) && copy <= 100) {
      counts[sectionIdOf(key)] = Math.max(counts[sectionIdOf(key)] ?? 0, copy);
    }
  }
  return counts;
}

function wordsIn({ words }: SlotState): number {
  return Object.values(words).reduce((sum, count) => sum + count, 0);
}

function nameOf({ code, title }: SectionSlot): string {
  return code === '' ? title : `${code} ${title}`;
}

function guideSaid(guide: Parameters<typeof guideInWords>[0]): string {
  return `${guide?.limit === 'hard' ? 'the limit is' : 'the guide is'} ${guideInWords(guide) ?? 'open'}`;
}

function coverageSaid({ set, missing, moreWanted, shown }: Coverage): string {
  const named = missing.map(({ code, title }) => (code ? `${code} (${title})` : title));
  const byName = missing.length > 0 ? `not shown yet: ${listInWords(named, 'and')}` : '';
  const byNumber = moreWanted > 0 ? `${shown.length} shown, ${moreWanted} more wanted` : '';
  return `${set.title}: ${[byName, byNumber].filter(Boolean).join('; ')}.`;
}

function unsigned(slot: SectionSlot): Shortfall {
  return blocker('declaration-unsigned', slot.key, 'Sign and date the declaration.');
}

function blocker(reason: ShortfallReason, slot: SlotKey, says: string, component?: ComponentId): Shortfall {
  return { severity: 'blocker', reason, slot, says, ...(component === undefined ? {} : { component }) };
}

function warning(reason: ShortfallReason, slot: SlotKey, says: string): Shortfall {
  return { severity: 'warning', reason, slot, says };
}

function whole(severity: Shortfall['severity'], reason: ShortfallReason, says: string): Shortfall {
  return { severity, reason, says };
}
