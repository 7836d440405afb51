import { isBegun, type SectionSlot, type SlotKey } from '#framework';
import type { Database } from '#platform/database.ts';
import { partFactsOf, sectionCounts, sectionFactsOf } from './portfolio.sql.ts';
import {
  slotsOf,
  type Mark,
  type Part,
  type Portfolio,
  type SectionFacts,
  type SectionState,
} from './portfolio.ts';

/** One component of a slot: how much of it is there. */
export type PartProgress = {
  readonly id: string;
  readonly title: string;
  readonly holds: 'words' | 'evidence';
  /** Words, or pieces of evidence. */
  readonly count: number;
};

/** How far a slot has come. */
export type SlotProgress = {
  readonly key: SlotKey;
  readonly code: string;
  readonly title: string;
  /** The candidate's own title, or the name of the law or policy; '' where there is none. */
  readonly ownTitle: string;
  readonly state: SectionState;
  readonly words: number;
  readonly parts: readonly PartProgress[];
  readonly evidence: number;
  readonly openComments: number;
  readonly slot: SectionSlot;
};

/** A portfolio at one glance. */
export type Progress = {
  readonly slots: readonly SlotProgress[];
  readonly words: number;
  /** Texts that the pathway does not ask for: kept, and back when a pathway asks for them. */
  readonly parked: readonly { readonly key: SlotKey; readonly words: number }[];
  /** The slots of every copy that anything is known of: what `slotsOf` needs. */
  readonly known: readonly SlotKey[];
};

/** Every slot of a portfolio with its state, words, parts, evidence and open comments. Three queries, whatever its size. */
export async function progressFor(db: Database, portfolio: Portfolio): Promise<Progress> {
  const [facts, parts, counts] = await Promise.all([
    sectionFactsOf(db, portfolio.id),
    partFactsOf(db, portfolio.id),
    sectionCounts(db, portfolio.id),
  ]);
  const withEvidence = [...counts].filter(([, { evidence }]) => evidence > 0).map(([slot]) => slot);
  const begun = parts.filter(({ words }) => words > 0).map(({ slot }) => slot);
  const known = [...new Set([...facts.map(({ slot }) => slot), ...begun, ...withEvidence])];
  const slots = slotsOf(portfolio, known).map((slot) =>
    progressIn(slot, {
      facts: facts.find((one) => one.slot === slot.key),
      parts: parts.filter((one) => one.slot === slot.key),
      evidence: counts.get(slot.key)?.evidence ?? 0,
      openComments: counts.get(slot.key)?.openComments ?? 0,
    }),
  );
  return {
    slots,
    words: slots.reduce((sum, { words }) => sum + words, 0),
    parked: parkedIn(slots, parts),
    known,
  };
}

type Kept = {
  facts: SectionFacts | undefined;
  parts: readonly Omit<Part, 'text'>[];
  evidence: number;
  openComments: number;
};

function progressIn(slot: SectionSlot, { facts, parts, evidence, openComments }: Kept): SlotProgress {
  const progress = slot.components.map(({ id, title, holds }): PartProgress => ({
    id,
    title,
    holds,
    count: holds === 'evidence' ? evidence : (parts.find(({ component }) => component === id)?.words ?? 0),
  }));
  const words = Object.fromEntries(parts.map((part) => [part.component, part.words]));
  const begun = isBegun({ key: slot.key, words, evidenceCount: evidence });
  return {
    key: slot.key,
    code: slot.code,
    title: slot.title,
    ownTitle: facts?.title ?? '',
    state: stateOf(facts?.mark ?? 'drafting', begun, openComments),
    words: progress.reduce((sum, { holds, count }) => sum + (holds === 'words' ? count : 0), 0),
    parts: progress,
    evidence,
    openComments,
    slot,
  };
}

/** A section's state: what its owner says of it, unless nothing is there, or a mentor has answered. */
export function stateOf(mark: Mark, begun: boolean, openComments: number): SectionState {
  if (!begun && mark === 'drafting') return 'not-started';
  return mark === 'ready-for-feedback' && openComments > 0 ? 'feedback-given' : mark;
}

function parkedIn(
  slots: readonly SlotProgress[],
  parts: readonly Omit<Part, 'text'>[],
): { key: SlotKey; words: number }[] {
  const shown = new Set(slots.map(({ key }) => key));
  const parked = new Map<SlotKey, number>();
  for (const { slot, words } of parts) {
    if (!shown.has(slot) && words > 0) parked.set(slot, (parked.get(slot) ?? 0) + words);
  }
  return [...parked].map(([key, words]) => ({ key, words }));
}

/** One small thing to do next, where it is, and why. */
export type SmallStep = { readonly does: string; readonly why: string; readonly slot?: SlotKey };

/**
 * The next small step in a portfolio: answer what a mentor asked, finish what is begun, begin what is not, show what is
 * written, then check the whole. The first that applies, in the portfolio's order.
 */
export function nextSmallStep(slots: readonly SlotProgress[]): SmallStep {
  const written = slots.filter(({ slot }) => !slot.declaration);
  const answered = written.find(({ openComments }) => openComments > 0);
  if (answered) {
    const many = answered.openComments === 1 ? 'a comment' : `${answered.openComments} comments`;
    return {
      slot: answered.key,
      does: `Read ${many} on ${nameOf(answered)}`,
      why: 'Feedback is easiest to use while you remember what you meant.',
    };
  }
  const halfDone = written.find(({ state, parts }) => state !== 'not-started' && missingPart(parts));
  const missing = halfDone && missingPart(halfDone.parts);
  if (halfDone && missing) {
    return {
      slot: halfDone.key,
      does:
        missing.holds === 'evidence' ? `Add evidence to ${nameOf(halfDone)}` : firstWords(missing, halfDone),
      why: 'It is begun, and this part is still empty. Two sentences are a start.',
    };
  }
  const first = written.find(({ state, slot }) => state === 'not-started' && slot.required);
  if (first) {
    const [prompt] = first.slot.components[0]?.prompts ?? [];
    return { slot: first.key, does: `Begin ${nameOf(first)}`, why: prompt ?? 'Two sentences are a start.' };
  }
  const draft = written.find(({ state }) => state === 'drafting');
  if (draft) {
    return {
      slot: draft.key,
      does: `Read ${nameOf(draft)} once more`,
      why: 'All its parts are there. Mark it ready, or ready for feedback, when you would show it.',
    };
  }
  return { does: 'Check the whole and submit', why: 'Every section that your pathway asks for is written.' };
}

function missingPart(parts: readonly PartProgress[]): PartProgress | undefined {
  return parts.find(({ count }) => count === 0);
}

function firstWords(part: PartProgress, slot: SlotProgress): string {
  return `Write the first words of the ${part.title.toLowerCase()} in ${nameOf(slot)}`;
}

function nameOf({ code, title, ownTitle }: SlotProgress): string {
  if (code === '') return title;
  return ownTitle === '' ? code : `${code} ${ownTitle}`;
}
