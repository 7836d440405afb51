import type { LetterWords } from '#platform/letters.ts';

/** What stands in braces in words that a coordinator wrote for one letter. */
export type OwnValues = Readonly<Record<string, string>>;

/**
 * A letter with words of a coordinator's own in place of what it says first; subject, dates, link and whom to ask stay. A value in
 * braces is said as it is at the time of writing. Without own words the letter stays as it is.
 */
export function withOwnWords(
  letter: LetterWords,
  own: readonly string[] | undefined,
  values: OwnValues = {},
): LetterWords {
  if (!own) return letter;
  const paragraphs = own.map((text) => text.replaceAll(BRACES, (all, name: string) => values[name] ?? all));
  return { ...letter, paragraphs };
}

const BRACES = /\{([^{}]*)\}/g;

/** What stands in braces in these words and has no value, each once. */
export function unknownNames(words: string, known: readonly string[]): string[] {
  const names = [...words.matchAll(BRACES)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => !known.includes(name));
}

/** The paragraphs of a typed text: parted by empty lines. */
export function paragraphsOf(words: string): string[] {
  return words
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
