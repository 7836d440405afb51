import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countWords, sayWords } from './words.ts';
import { WORD_CORPUS } from './samples.ts';

test.each<readonly [string, number]>([
  ['', 0],
  ['   \n\t ', 0],
  ['one', 1],
  ['state-of-the-art', 1],
  ["don’t and don't", 3],
  ['1,837 words by 9.30', 4],
  ['End.Next', 2],
  ['either/or', 2],
  ['# Heading\n\n- a list\n- **bold** _word_', 5],
  ['*** --- > ` ~~ 1.', 1],
  ['naïve café', 2],
  ['nai\u0308ve', 1],
  ['🎉 🎉 done 👩‍🔬', 1],
  ['学习技术', 4],
  ['สวัสดี', 4],
  ['привет мир', 2],
  ['مرحبا بالعالم', 2],
  ['한국어 문장', 2],
  ['co\u00ADoperate', 1],
  ['a - b – c — d', 4],
  ...WORD_CORPUS,
])('S2.7: %j has %i words', (text, count) => {
  expect(countWords(text)).toBe(count);
});

test('two texts with a space between them have as many words as both', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(
      text,
      text,
      (one, other) => countWords(`${one} ${other}`) === countWords(one) + countWords(other),
    ),
  );
});

test('the same text in composed and decomposed letters has the same number of words', () => {
  const text = fc.string({ unit: fc.constantFrom('é', 'ü', 'a', 'ñ', ' ', '-', '’', '.', '1') });
  fc.assert(
    fc.property(text, (words) => countWords(words.normalize('NFC')) === countWords(words.normalize('NFD'))),
  );
});

test('a hundred thousand hyphens are counted in less than a second', () => {
  const started = performance.now();
  countWords('a-'.repeat(100_000) + '-'.repeat(100_000) + '\u200d'.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(1000);
});

test('one word is not "1 words"', () => {
  expect(sayWords(1)).toBe('1 word');
  expect(sayWords(1837)).toBe('1,837 words');
  expect(sayWords(52, 300)).toBe('52 of about 300 words');
});
