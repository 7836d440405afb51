import { readProse, type Block, type Inline } from '#platform/prose.ts';
import { cutAtMarks, mark, withoutMarks } from './marks.ts';
import type { FactsValue, Value, Values } from './kind.ts';
import type { LetterText } from './letter-text.ts';
import { readTemplate, type Part } from './template.ts';

/** A block of a letter: writing, names with values, or its one link. */
export type LetterBlock =
  | Block
  | { readonly kind: 'facts'; readonly facts: FactsValue }
  | { readonly kind: 'action'; readonly label: string; readonly path: string };

/** A letter with its values in it. What stands in `missing` had none, and shows as its placeholder. */
export type Composed = {
  readonly subject: string;
  readonly blocks: readonly LetterBlock[];
  readonly missing: readonly string[];
};

/**
 * Fills a text for one recipient. Values take the places of their placeholders after Markdown was read, so nothing in
 * them is markup. A text with an open brace, which no door lets in, is taken as plain words.
 */
export function compose(text: LetterText, values: Values, link: string | undefined): Composed {
  const missing = new Set<string>();
  const kept: { name: string; value: Value }[] = [];
  const all: Values = { ...values, link };
  const put = (name: string): string => {
    const value = all[name];
    if (!isThere(value)) missing.add(name);
    return mark(kept.push({ name, value: isThere(value) ? value : `{${name}}` }) - 1);
  };
  const fill = (words: string): string => {
    const parts = readTemplate(withoutMarks(words));
    return 'near' in parts ? withoutMarks(words) : resolve(parts, all, put);
  };
  const subject = plainly(fill(text.subject), kept);
  const label = text.linkLabel === '' ? '' : plainly(fill(text.linkLabel), kept);
  const blocks = readProse(fill(text.body)).flatMap((block) => fillBlock(block, kept, label));
  return { subject, blocks, missing: [...missing] };
}

/** Whether there is anything to say: no value, an empty one and one of blanks are none. */
export function isThere(value: Value): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return typeof value === 'boolean' ? value : value !== undefined && value.length > 0;
}

function resolve(parts: readonly Part[], values: Values, put: (name: string) => string): string {
  return parts
    .map((part) => {
      if (part.kind === 'words') return part.words;
      if (part.kind === 'placeholder') return put(part.name);
      return isThere(values[part.name]) === part.not ? '' : resolve(part.of, values, put);
    })
    .join('');
}

type Kept = readonly { readonly name: string; readonly value: Value }[];

function wordsOf(kept: Kept, index: number): string {
  const value = kept[index]?.value;
  if (typeof value === 'string') return value.trim();
  return typeof value === 'object' ? value.map(([name, one]) => `${name}: ${one}`).join('\n') : '';
}

function plainly(words: string, kept: Kept): string {
  const filled = cutAtMarks(words).map((piece) => (typeof piece === 'number' ? wordsOf(kept, piece) : piece));
  return filled.join('').replaceAll(/\s+/g, ' ').trim();
}

function fillBlock(block: Block, kept: Kept, label: string): LetterBlock[] {
  if (block.kind !== 'paragraph') return [fillInside(block, kept)];
  const only = onlyMark(block.of);
  if (only === undefined) return isBlank(block.of) ? [] : [{ ...block, of: fillInlines(block.of, kept) }];
  const { name, value } = kept[only] ?? {};
  if (name === 'link' && typeof value === 'string' && value.startsWith('/'))
    return [{ kind: 'action', label, path: value }];
  if (typeof value === 'object') return [{ kind: 'facts', facts: value }];
  return paragraphsOf(wordsOf(kept, only));
}

function fillInside(block: Block, kept: Kept): Block {
  const fillAll = (blocks: readonly Block[]): Block[] => blocks.flatMap((one) => fillNested(one, kept));
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return { ...block, of: fillInlines(block.of, kept) };
    case 'list':
      return { ...block, items: block.items.map(fillAll) };
    case 'quote':
      return { ...block, of: fillAll(block.of) };
    case 'table':
      return {
        ...block,
        head: block.head.map((cell) => fillInlines(cell, kept)),
        rows: block.rows.map((row) => row.map((cell) => fillInlines(cell, kept))),
      };
    case 'code':
      return { ...block, text: fillText(block.text, kept) };
    case 'rule':
      return block;
  }
}

function fillNested(block: Block, kept: Kept): Block[] {
  const only = block.kind === 'paragraph' ? onlyMark(block.of) : undefined;
  return only === undefined ? [fillInside(block, kept)] : paragraphsOf(wordsOf(kept, only));
}

function onlyMark(inlines: readonly Inline[]): number | undefined {
  const [only, ...rest] = inlines;
  if (only?.kind !== 'text' || rest.length > 0) return undefined;
  const pieces = cutAtMarks(only.text.trim());
  return pieces.length === 1 && typeof pieces[0] === 'number' ? pieces[0] : undefined;
}

function isBlank(inlines: readonly Inline[]): boolean {
  return inlines.every((one) => one.kind === 'text' && one.text.trim() === '');
}

/** What somebody wrote keeps its paragraphs and its lines. */
function paragraphsOf(words: string): Block[] {
  return words.split(/\n{2,}/).map((paragraph) => ({ kind: 'paragraph', of: linesOf(paragraph) }));
}

function linesOf(words: string): Inline[] {
  return words
    .split('\n')
    .flatMap((line, index): Inline[] => [
      ...(index > 0 ? [{ kind: 'break' } as const] : []),
      { kind: 'text', text: line },
    ]);
}

function fillText(text: string, kept: Kept): string {
  return cutAtMarks(text)
    .map((piece) => (typeof piece === 'number' ? wordsOf(kept, piece) : piece))
    .join('');
}

function fillInlines(inlines: readonly Inline[], kept: Kept): Inline[] {
  return inlines.flatMap((one): Inline[] => {
    if (one.kind === 'text')
      return cutAtMarks(one.text).flatMap((piece) =>
        typeof piece === 'number' ? linesOf(wordsOf(kept, piece)) : [{ kind: 'text', text: piece } as const],
      );
    if (one.kind === 'code') return [{ ...one, text: fillText(one.text, kept) }];
    return one.kind === 'break' ? [one] : [{ ...one, of: fillInlines(one.of, kept) }];
  });
}
