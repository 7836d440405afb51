import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentLine, fold, mailtoValue, quotedParameter, textValue } from './content-line.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });
const octets = (line: string) => new TextEncoder().encode(line).length;

test('a folded line has no part over 75 octets, breaks no character, and unfolds to itself', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const line = text.replace(/[\r\n]/g, '').toWellFormed();
      const parts = fold(line).split('\r\n');
      for (const part of parts) {
        expect(octets(part)).toBeLessThanOrEqual(75);
        expect(part.isWellFormed()).toBe(true);
      }
      expect(parts.map((part, index) => (index === 0 ? part : part.slice(1))).join('')).toBe(line);
      expect(parts.slice(1).every((part) => part.startsWith(' '))).toBe(true);
    }),
  );
});

test('75 octets are one line and 76 are two', () => {
  expect(fold('a'.repeat(75))).toBe('a'.repeat(75));
  expect(fold('a'.repeat(76))).toBe(`${'a'.repeat(75)}\r\n a`);
  expect(fold(`${'a'.repeat(74)}é`)).toBe(`${'a'.repeat(74)}\r\n é`);
});

test('nothing that people write can begin a line of its own', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyText, fc.constantFrom('a\r\nATTACH:x', 'a\rBEGIN:VEVENT', 'a\u2028X:1', 'a\u0085X')),
      (text) => {
        for (const value of [textValue(text), quotedParameter(text), mailtoValue(text)]) {
          const line = contentLine('SUMMARY', value);
          expect(line.endsWith('\r\n')).toBe(true);
          expect(line.slice(0, -2).replaceAll('\r\n ', '')).not.toMatch(/[\r\n]/);
        }
      },
    ),
  );
});

test('a quoted parameter holds no quote and no bare line end', () => {
  expect(quotedParameter('Ann "A" O^Neil\nX')).toBe(`"Ann ^'A^' O^^Neil^nX"`);
});

test('an address cannot carry headers or parameters of its own', () => {
  expect(mailtoValue('a@example.org?cc=b@example.org')).toBe('mailto:a@example.org%3Fcc=b@example.org');
  expect(mailtoValue('a+b@example.org')).toBe('mailto:a+b@example.org');
  expect(mailtoValue('a@example.org\r\nX:1')).toBe('mailto:a@example.org%0AX:1');
});

test('line ends of every kind are one line feed to a calendar', () => {
  expect(textValue('a\r\nb\rc\nd\u2028e')).toBe('a\\nb\\nc\\nd\\ne');
  expect(textValue('a\u0000\u001bb; c, d\\e')).toBe('ab\\; c\\, d\\\\e');
});
