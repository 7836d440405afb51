import { textOf, type Answers } from './answers.ts';
import type { Question } from './form.ts';

/** Fewer people than this are never shown as a number. */
export const FEWEST_SHOWN = 5;

export type Count = { readonly label: string; readonly number: number };
/** A count as it may be shown: nothing where it is too small, or would give away one that is. */
export type ShownCount = { readonly label: string; readonly number: number | undefined };

const SILENT = 'Prefer not to say, or no answer';

/** How many people gave each answer to a choice; whoever preferred not to say stands with whoever said nothing. */
export function countAnswers(question: Question & { kind: 'choice' }, all: readonly Answers[]): Count[] {
  const spoken = question.choices.filter(({ value }) => value !== 'prefer-not-to-say');
  const counts = spoken.map(({ value, label }) => ({
    label,
    number: all.filter((one) => textOf(one[question.id]) === value).length,
  }));
  const said = counts.reduce((sum, { number }) => sum + number, 0);
  return [...counts, { label: SILENT, number: all.length - said }];
}

/**
 * Counts with the small ones hidden. So that nobody works a hidden one out from the whole, no fewer than two are hidden where
 * one has to be, and those that are hidden make at least five people together.
 */
export function withoutFew(counts: readonly Count[]): ShownCount[] {
  const hidden = new Set(counts.filter(({ number }) => number < FEWEST_SHOWN));
  const inOrder = [...counts].sort((one, other) => one.number - other.number);
  for (const next of inOrder) {
    const people = [...hidden].reduce((sum, { number }) => sum + number, 0);
    if (hidden.size === 0 || (hidden.size > 1 && people >= FEWEST_SHOWN)) break;
    hidden.add(next);
  }
  return counts.map((one) => ({ label: one.label, number: hidden.has(one) ? undefined : one.number }));
}
