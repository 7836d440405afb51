import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dateOfDayNumber } from './day-number.ts';
import { loadTerms, parseTerms, statutoryPeriod, termDates } from './terms.ts';

const shipped = join(import.meta.dirname, '../../terms');

function file(...terms: string[]): string {
  return `timeZone: Europe/London\nrule: oxford\nterms:\n${terms.map((term) => `  - ${term}\n`).join('')}`;
}

const hilary = '{code: HT24, name: Hilary 2024, weekOne: 2024-01-14, status: confirmed}';
const trinity = '{code: TT24, name: Trinity 2024, weekOne: 2024-04-21, status: provisional}';

test('the shipped table holds every Oxford term from Michaelmas 2023 to Trinity 2031', () => {
  const oxford = loadTerms(shipped).get('oxford');
  expect(oxford?.timeZone).toBe('Europe/London');
  expect(oxford?.terms.map((term) => term.code)).toEqual(
    [24, 25, 26, 27, 28, 29, 30, 31].flatMap((year) => [`MT${year - 1}`, `HT${year}`, `TT${year}`]),
  );
});

test('a term offered in a list runs from the Sunday of week 1 to the Saturday of week 8', () => {
  const [first] = termDates(parseTerms('oxford.yaml', file(hilary)));
  expect({ ...first, firstDay: String(first?.firstDay), lastDay: String(first?.lastDay) }).toEqual({
    code: 'HT24',
    name: 'Hilary 2024',
    provisional: false,
    firstDay: '2024-01-14',
    lastDay: '2024-03-09',
  });
});

test('a provisional term is known as provisional', () => {
  const terms = parseTerms('oxford.yaml', file(hilary, trinity));
  expect(terms.terms.map((term) => term.provisional)).toEqual([false, true]);
});

// Hilary ends before Palm Sunday in early-Easter years; Trinity begins after Easter week in late ones.
test.each([
  ['MT', 2024, '2024-10-01', '2024-12-17'],
  ['HT', 2024, '2024-01-07', '2024-03-23'],
  ['TT', 2024, '2024-04-20', '2024-07-06'],
  ['HT', 2025, '2025-01-07', '2025-03-25'],
  ['TT', 2025, '2025-04-23', '2025-07-06'],
  ['HT', 2027, '2027-01-07', '2027-03-20'],
  ['TT', 2038, '2038-04-28', '2038-07-06'],
])('the statutory period of %s %i is %s to %s', (season, year, first, last) => {
  expect(statutoryPeriod(season, year).map((day) => String(dateOfDayNumber(day)))).toEqual([first, last]);
});

test.each([
  [
    'a week 1 that begins on a Monday',
    file(hilary.replace('01-14', '01-15')),
    'terms.0.weekOne: week 1 of a term begins on a Sunday',
  ],
  ['a day that does not exist', file(hilary.replace('01-14', '02-30')), 'terms.0.weekOne: '],
  ['a code that is a number', file(hilary.replace('HT24', '24')), 'terms.0.code: '],
  ['a missing term', file(hilary, trinity.replaceAll('TT24', 'MT24')), 'terms.1.code: after HT24 comes TT24'],
  ['a code of another year', file(hilary.replace('HT24', 'HT25')), 'terms.0.code: the year of weekOne is 24'],
  ['an unknown status', file(hilary.replace('confirmed', 'certain')), 'terms.0.status: '],
  ['a misspelt field', file(hilary.replace('status', 'state')), 'terms.0: Unrecognized key: "state"'],
  ['a zone that does not exist', file(hilary).replace('London', 'Oxford'), 'timeZone: no such time zone'],
  ['an unknown rule', file(hilary).replace('oxford', 'cambridge'), 'rule: '],
  ['an empty file', '', 'the whole file: '],
  ['what is not YAML', 'terms: [', 'Flow sequence'],
])('a table with %s is refused with file, path and reason', (_, text, reason) => {
  expect(() => parseTerms('terms/oxford.yaml', text)).toThrow(`terms/oxford.yaml: ${reason}`);
});

test('every fault of a file is reported at once', () => {
  const text = file(hilary.replace('confirmed', 'certain'), trinity.replace('04-21', '04-22'));
  expect(() => parseTerms('oxford.yaml', text)).toThrow(/terms\.0\.status.*\n.*terms\.1\.weekOne/);
});

test('a folder gives one table for each of its YAML files and leaves others alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-terms-'));
  writeFileSync(join(folder, 'north.yaml'), file(hilary));
  writeFileSync(join(folder, 'README.md'), 'not terms');
  expect([...loadTerms(folder).keys()]).toEqual(['north']);
});
