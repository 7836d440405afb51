/** What stands in braces in words that a coordinator wrote for one letter. */
export type OwnValues = Readonly<Record<string, string>>;

/** Words for one person's letter, as its text holds them: a text without them would lose what a coordinator wrote. */
export const OWN_WORDS = {
  means: 'words that you wrote for this one person before announcing; {no own? words} are the usual ones',
  example: '',
  needed: true,
} as const;

/** Words of a coordinator's own as one letter says them: a value in braces is said as it is at the time of writing. */
export function ownText(own: readonly string[] | undefined, values: OwnValues = {}): string | undefined {
  return own?.join('\n\n').replaceAll(BRACES, (all, name: string) => values[name] ?? all);
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
