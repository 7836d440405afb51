import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('a cell that a spreadsheet would run is given an apostrophe', () => {
  for (const formula of ['=1+1', '+44', '-1', '@SUM(A1)', '\tx', '\rx'])
    expect(toCsv(['a'], [[formula]])).toContain(`'${formula.slice(0, 1)}`);
});

test('commas, quotes and line breaks stay in their cell', () => {
  expect(toCsv(['a', 'b'], [['x,y', 'he said "no"\nand went']])).toBe(
    '\uFEFFa,b\r\n"x,y","he said ""no""\nand went"\r\n',
  );
});

test('no cell of any text begins as a formula', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = toCsv(['a'], [[text]]).slice('\uFEFFa\r\n'.length);
      expect(cell).not.toMatch(/^"?[=+\-@\t]/);
    }),
  );
});
