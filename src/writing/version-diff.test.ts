import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bothInOne, compareTexts } from './version-diff.ts';

const word = fc.constantFrom(
  'I',
  'sat',
  'with',
  'eleven',
  'of',
  'them',
  '.',
  ' ',
  '\n\n',
  '\n',
  'é',
  '   ',
  ',',
);
const writing = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));
const kinds =
  (...wanted: string[]) =>
  (stretches: ReturnType<typeof compareTexts>) =>
    stretches
      .filter(({ kind }) => wanted.includes(kind))
      .map(({ text }) => text)
      .join('');

test('what stayed and what went is the first text, what stayed and what came the second', () => {
  fc.assert(
    fc.property(writing, writing, (before, after) => {
      const stretches = compareTexts(before, after);
      expect(kinds('same', 'gone')(stretches)).toBe(before);
      expect(kinds('same', 'new')(stretches)).toBe(after);
    }),
    { numRuns: 2000 },
  );
});

test('one changed word is one word gone and one new', () => {
  const stretches = compareTexts(
    'I sat with nine of them.\n\nThen I left.',
    'I sat with eleven of them.\n\nThen I left.',
  );
  expect(stretches).toEqual([
    { kind: 'same', text: 'I sat with ' },
    { kind: 'gone', text: 'nine' },
    { kind: 'new', text: 'eleven' },
    { kind: 'same', text: ' of them.\n\nThen I left.' },
  ]);
});

test('two texts of 200,000 words that share nothing are compared in under two seconds', () => {
  const one = Array.from({ length: 200_000 }, (_, at) => `a${at}`).join(' ');
  const other = Array.from({ length: 200_000 }, (_, at) => `b${at}`).join(' ');
  const began = performance.now();
  expect(compareTexts(one, other)).toHaveLength(2);
  const many = (letter: string) => Array.from({ length: 20_000 }, (_, at) => `${letter}${at}`).join('\n\n');
  compareTexts(many('a'), many('b'));
  expect(performance.now() - began).toBeLessThan(2000);
});

test('both in one holds each paragraph that both have once, and each other one', () => {
  expect(bothInOne('Same.\n\nMine.\n\nEnd.', 'Same.\n\nYours.\n\nEnd.')).toBe(
    'Same.\n\nMine.\n\nYours.\n\nEnd.',
  );
  fc.assert(
    fc.property(writing, (text) => {
      expect(bothInOne(text, text)).toBe(text.trimEnd());
    }),
  );
});
