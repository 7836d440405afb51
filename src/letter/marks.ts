// Two signs of the private use area, which mean nothing anywhere: Markdown takes them for letters.
const BEGINS = '\uE000';
const ENDS = '\uE001';
const MARK = /\uE000(\d+)\uE001/g;

/** Stands in a text for the value of this number while Markdown is read, so that no value is ever read as Markdown. */
export function mark(number: number): string {
  return `${BEGINS}${number}${ENDS}`;
}

/** The numbers of the values that a text holds marks of, as often as it does. */
export function marksIn(text: string): number[] {
  return [...text.matchAll(MARK)].map(([, number]) => Number(number));
}

/** A text without anything that could be taken for a mark. */
export function withoutMarks(text: string): string {
  return text.replaceAll(BEGINS, '').replaceAll(ENDS, '');
}

/** A text cut at its marks: words and numbers by turns. */
export function cutAtMarks(text: string): (string | number)[] {
  return text
    .split(MARK)
    .map((piece, index) => (index % 2 === 1 ? Number(piece) : piece))
    .filter((piece) => piece !== '');
}
