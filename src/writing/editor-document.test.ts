import fc from 'fast-check';
import { expect, test } from 'vitest';
import { proseText, readProse } from '#platform/prose.ts';
import { documentFrom, markdownFrom, schema } from './editor-document.ts';

const pieces = fc.constantFrom(
  ...[
    'word',
    'I',
    ' ',
    '\n\n',
    '*',
    '**',
    '_',
    '`',
    '# ',
    '## ',
    '- ',
    '1. ',
    '> ',
    '[a](https://a.example)',
    '\\',
    '```',
    '| a |\n| --- |\n| b |',
    '.',
    '\n',
  ],
);
const writing = fc.array(pieces, { maxLength: 16 }).map((all) => all.join(''));

const lettersIn = (markdown: string) =>
  proseText(readProse(markdown))
    .replace(/ \(https:[^)]*\)/g, '')
    .replace(/[^\p{L}*_`[\]\\]/gu, '');

test('a text that went through the editor untouched says what it said, and settles', () => {
  fc.assert(
    fc.property(writing, (markdown) => {
      const once = markdownFrom(documentFrom(markdown));
      // An empty heading goes, and those below it may move up a level: so it settles at the second time.
      const twice = markdownFrom(documentFrom(once));
      expect(markdownFrom(documentFrom(twice))).toBe(twice);
      expect(lettersIn(once)).toBe(lettersIn(markdown));
    }),
    { numRuns: 2000 },
  );
});

test('whatever the editor holds is a sound document', () => {
  fc.assert(
    fc.property(writing, (markdown) => documentFrom(markdown).check()),
    { numRuns: 2000 },
  );
});

test('ordinary prose comes back to the character', () => {
  const prose =
    '## What I did\n\nI sat with *eleven* of them, **half an hour** each.\n\n- Nine never opened it.\n- Two did.\n\n> Why?';
  expect(markdownFrom(documentFrom(prose)).replace(/^# /, '## ')).toBe(prose);
});

test('a space at the edge of bold words is not bold, and a line that ends in a space is not odd', () => {
  const bold = schema.text('bold ', [schema.mark('strong')]);
  const paragraph = schema.node('paragraph', null, [bold, schema.text('plain  ')]);
  expect(markdownFrom(schema.node('doc', null, [paragraph]))).toBe('**bold** plain');
});

test('hostile Markdown is text in the editor', () => {
  const hostile =
    '<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![p](https://a.example/p.png) <script>1</script>';
  const document = documentFrom(hostile);
  document.descendants((node) => {
    for (const { type, attrs } of node.marks) if (type.name === 'link') expect(attrs.href).toMatch(/^https:/);
  });
  expect(readProse(markdownFrom(document))).toEqual(readProse(hostile));
});
