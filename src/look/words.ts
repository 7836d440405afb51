/**
 * How many words a text has, the same on the server and in the browser.
 *
 * A word is a run of letters, marks and digits. Hyphens and apostrophes inside a run belong to it, as do full stops, commas
 * and colons between digits: "state-of-the-art", "don't", "1,837" and "9.30" are one word each. Markdown signs, other
 * punctuation and emoji alone are no words. In scripts written without spaces (Chinese, Japanese, Thai, Lao, Khmer,
 * Burmese) each letter counts as one word.
 */
export function countWords(text: string): number {
  return text.match(WORD)?.length ?? 0;
}

/** "52 words", or with a guide "52 of about 300 words". */
export function sayWords(count: number, guide?: number): string {
  if (guide !== undefined) return `${group(count)} of about ${group(guide)} words`;
  return count === 1 ? '1 word' : `${group(count)} words`;
}

function group(count: number) {
  return count.toLocaleString('en-GB');
}

const UNSPACED = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}])`;
const RUN = `${LETTER}(?:${LETTER}|\\p{M}|[\\u00AD\\u200C\\u200D](?=${LETTER}))*`;
const JOINER = `(?:[-'\\u2019\\u2010\\u2011]|(?<=\\p{Nd})[.,:](?=\\p{Nd}))`;
const WORD = new RegExp(`${RUN}(?:${JOINER}${RUN})*|(?=\\p{L})[${UNSPACED}]\\p{M}*`, 'gu');
