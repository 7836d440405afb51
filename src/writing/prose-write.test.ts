import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readProse, type Block, type Inline } from '#platform/prose.ts';
import { joinedRuns, runsOf, type Run } from './prose-runs.ts';
import { writeProse } from './prose-write.ts';

/** Blocks in a form in which those that look the same are the same: inlines as runs, nothing that is empty. */
function plainly(blocks: readonly Block[]): unknown {
  const filled = blocks.filter((block) => block.kind !== 'paragraph' || runsOf(block.of).length > 0);
  return filled.map((block) => {
    switch (block.kind) {
      case 'heading':
        return { ...block, of: line(block.of) };
      case 'paragraph':
        return { ...block, of: runsOf(block.of) };
      case 'list':
        return { ...block, items: block.items.map(plainly) };
      case 'quote':
        return { ...block, of: plainly(block.of) };
      case 'table':
        return { ...block, head: block.head.map(line), rows: block.rows.map((row) => row.map(line)) };
      default:
        return block;
    }
  });
}

const line = (inlines: readonly Inline[]): readonly Run[] =>
  joinedRuns(
    runsOf(inlines).map((run) => (run.kind === 'break' ? { ...run, kind: 'text' as const, text: ' ' } : run)),
  );

const says = (markdown: string) => plainly(readProse(markdown));
const again = (markdown: string) => writeProse(readProse(markdown));

test.each([
  'I sat with *eleven* of them, **for half an hour** each.',
  '# One\n\nText\n\n## Two\n\n- a\n- b\n  1. c\n  2. d\n\n> quoted\n>\n> - in it\n\n```\ncode\n```\n\n___',
  '| a | b |\n| --- | --- |\n| 1 \\| 2 | *c* |',
  '[a link](https://example.org/a_b_c?x=1&y=2) and https://example.org/plain_one.',
  'one\\\ntwo\\\n- not a list',
  '1\\. not a list\n\n\\# not a heading\n\n\\> not a quote\n\n\\- no',
  '- a\n\n\n* b\n* c',
  'a**"b"**c and *x***y**',
  'snake_case_word and 2 * 3 * 4',
])('%j is read the same after it was written', (markdown) => {
  expect(says(again(markdown))).toEqual(says(markdown));
});

test('ordinary prose is written as it was', () => {
  const prose =
    'In 2023 I ran the move of forty part-time courses (the “small” ones).\n\n- Nine never opened it.\n- Two did.';
  expect(again(prose)).toBe(prose);
});

const pieces = fc.constantFrom(
  ...[
    'a',
    'bc',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '*',
    '**',
    '***',
    '_',
    '__',
    '`',
    '``',
    '#',
    '# ',
    '- ',
    '+ ',
    '1. ',
    '2) ',
    '> ',
    '\\',
  ],
  ...[
    '[',
    ']',
    '(',
    ')',
    '](https://a.example/b)',
    '<',
    '>',
    '<b>',
    '&',
    '&amp;',
    '&#32;',
    '&nbsp;',
    '|',
    '| --- |',
    '---',
    '===',
    '~~~',
    '```',
    '!',
    '"',
    '.',
    ':',
    '\t',
    'é',
    '字',
    '😀',
    '    ',
  ],
);

test('whatever somebody types is read the same after it was written', () => {
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 14 }).map((all) => all.join('')),
      (markdown) => {
        expect(says(again(markdown))).toEqual(says(markdown));
      },
    ),
    { numRuns: 4000 },
  );
});

const run = fc.record({
  text: fc
    .array(fc.constantFrom('a', 'b', ' ', '.', '"', 'é', '(', '*', '_'), { minLength: 1, maxLength: 4 })
    .map((all) => all.join('')),
  kind: fc.constantFrom('text' as const, 'text' as const, 'code' as const, 'break' as const),
  strong: fc.boolean(),
  emphasis: fc.boolean(),
  link: fc.option(fc.constantFrom('https://a.example/x', 'https://a.example/(y)')),
});

test('any writing that an editor can hold is read as it was held', () => {
  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 6 }), (held) => {
      const inlines = held.map(({ text, kind, strong, emphasis, link }): Inline => {
        if (kind === 'break') return { kind: 'break' };
        const words: Inline = kind === 'code' ? { kind, text } : { kind, text };
        const leaning: Inline = emphasis ? { kind: 'emphasis', of: [words] } : words;
        const weighty: Inline = strong ? { kind: 'strong', of: [leaning] } : leaning;
        return link ? { kind: 'link', to: link, of: [weighty] } : weighty;
      });
      const blocks: Block[] = [
        { kind: 'paragraph', of: [{ kind: 'text', text: 'x' }, ...inlines, { kind: 'text', text: 'x' }] },
      ];
      expect(says(writeProse(blocks))).toEqual(plainly(blocks));
    }),
    { numRuns: 4000 },
  );
});
