/** A stretch of a text that both have, or that only the one or only the other has. */
export type Stretch = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string };

/** The most words of a changed passage that are compared one by one; beyond it the passage is shown as replaced. */
const MOST_WORDS = 4000;
/** The most differences that are looked for in one comparison; beyond it everything in between counts as replaced. */
const MOST_DIFFERENCES = 1500;

/**
 * What changed from one text to another, in words: first by paragraphs, then by words in those that changed. Putting the
 * `same` and `gone` stretches together gives the first text, the `same` and `new` ones the second. Texts of any length are
 * compared in bounded time: what differs too much is shown as taken out and put in.
 */
export function compareTexts(before: string, after: string): readonly Stretch[] {
  const byParagraph = compareLists(paragraphsOf(before), paragraphsOf(after));
  const refined: Stretch[] = [];
  for (let at = 0; at < byParagraph.length; at++) {
    const [one, next] = [byParagraph[at], byParagraph[at + 1]];
    if (one?.kind === 'gone' && next?.kind === 'new') {
      refined.push(...compareWords(one.text, next.text));
      at++;
    } else if (one) refined.push(one);
  }
  return joined(refined);
}

/**
 * Both texts in one, for a person to choose from: paragraphs that both have stand once, those that differ stand below each
 * other, first the one's, then the other's.
 */
export function bothInOne(one: string, other: string): string {
  const parts = compareLists(paragraphsOf(one), paragraphsOf(other)).map(({ text }) => text.trimEnd());
  return parts.filter((text) => text !== '').join('\n\n');
}

function compareWords(before: string, after: string): readonly Stretch[] {
  const [one, other] = [wordsOf(before), wordsOf(after)];
  const tooLong = one.length > MOST_WORDS || other.length > MOST_WORDS;
  return tooLong ? replaced(one, other) : compareLists(one, other);
}

// A paragraph keeps the blank lines after it, a word the space after it, so that the parts put together are the text.
function paragraphsOf(text: string): string[] {
  return text.match(/(?:(?!\n[ \t]*\n)[\s\S])+(?:\n[ \t]*)*\n?|(?:[ \t]*\n)+/g) ?? [];
}

function wordsOf(text: string): string[] {
  return text.match(/[^\s\p{P}]+|\p{P}|\s+/gu) ?? [];
}

function compareLists(one: readonly string[], other: readonly string[]): readonly Stretch[] {
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let end = 0;
  const room = Math.min(one.length, other.length) - start;
  while (end < room && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  const middle = shortestWay(one.slice(start, one.length - end), other.slice(start, other.length - end));
  return joined([
    ...one.slice(0, start).map(same),
    ...middle,
    ...(end === 0 ? [] : one.slice(-end).map(same)),
  ]);
}

/** Myers' greedy search for the fewest parts taken out and put in; gives up beyond MOST_DIFFERENCES. */
function shortestWay(one: readonly string[], other: readonly string[]): readonly Stretch[] {
  if (one.length === 0 || other.length === 0) return replaced(one, other);
  const most = Math.min(one.length + other.length, MOST_DIFFERENCES);
  const reached = new Int32Array(2 * most + 3);
  const trail: Int32Array[] = [];
  for (let taken = 0; taken <= most; taken++) {
    trail.push(reached.slice(most - taken, most + taken + 3));
    for (let line = -taken; line <= taken; line += 2) {
      const down =
        line === -taken || (line !== taken && at(reached, most + line) < at(reached, most + line + 2));
      let x = down ? at(reached, most + line + 2) : at(reached, most + line) + 1;
      while (x < one.length && x - line < other.length && one[x] === other[x - line]) x++;
      reached[most + line + 1] = x;
      if (x >= one.length && x - line >= other.length) return walkBack(trail, one, other);
    }
  }
  return replaced(one, other);
}

function walkBack(
  trail: readonly Int32Array[],
  one: readonly string[],
  other: readonly string[],
): readonly Stretch[] {
  const back: Stretch[] = [];
  let [x, y] = [one.length, other.length];
  for (let taken = trail.length - 1; taken >= 0; taken--) {
    const reached = trail[taken] ?? new Int32Array();
    const line = x - y;
    const read = (wanted: number) => at(reached, wanted + taken + 1);
    const down = line === -taken || (line !== taken && read(line - 1) < read(line + 1));
    const from = down ? line + 1 : line - 1;
    const fromX = taken === 0 ? 0 : read(from);
    const fromY = taken === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY) {
      back.push(same(one[--x] ?? ''));
      y--;
    }
    if (taken === 0) break;
    if (down) back.push({ kind: 'new', text: other[--y] ?? '' });
    else back.push({ kind: 'gone', text: one[--x] ?? '' });
  }
  return back.reverse();
}

function at(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0;
}

function same(text: string): Stretch {
  return { kind: 'same', text };
}

function replaced(one: readonly string[], other: readonly string[]): readonly Stretch[] {
  return [
    ...(one.length > 0 ? [{ kind: 'gone' as const, text: one.join('') }] : []),
    ...(other.length > 0 ? [{ kind: 'new' as const, text: other.join('') }] : []),
  ];
}

/** Neighbours of one kind become one, and between two that are the same what went stands before what came. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const whole: Stretch[] = [];
  let change = { gone: '', new: '' };
  const settle = () => {
    if (change.gone) whole.push({ kind: 'gone', text: change.gone });
    if (change.new) whole.push({ kind: 'new', text: change.new });
    change = { gone: '', new: '' };
  };
  for (const { kind, text } of stretches) {
    if (kind !== 'same') {
      change[kind] += text;
      continue;
    }
    settle();
    const last = whole.at(-1);
    if (last?.kind === 'same') whole[whole.length - 1] = same(last.text + text);
    else whole.push(same(text));
  }
  settle();
  return whole;
}
