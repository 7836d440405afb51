import { join } from 'node:path';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dateOfDayNumber, dayNumber } from './day-number.ts';
import { termWeek, weekLabel } from './term-week.ts';
import { loadTerms, type Terms } from './terms.ts';

const oxford = loadTerms(join(import.meta.dirname, '../../terms')).get('oxford') as Terms;
const first = dayNumber(2023, 10, 1);
const last = dayNumber(2031, 7, 6);
const anyDay = fc.integer({ min: first, max: last });

function at(day: number) {
  return termWeek(oxford, dateOfDayNumber(day));
}

function label(date: string): string | undefined {
  const week = termWeek(oxford, Temporal.PlainDate.from(date));
  return week && weekLabel(week).replaceAll('\u00a0', ' ');
}

test.each([
  ['2024-01-08', 'Wk 0, HT24'],
  ['2024-01-15', 'Wk 1, HT24'],
  ['2024-01-18', 'Wk 1, HT24'],
  ['2024-02-19', 'Wk 6, HT24'],
  ['2024-03-12', 'Wk 9, HT24'],
  ['2024-04-11', 'Wk −1, TT24'],
  ['2024-05-13', 'Wk 4, TT24'],
])('on %s the 2024 programme is in %s', (date, expected) => {
  expect(label(date)).toBe(expected);
});

test('the label has a true minus and no space that a line could break at', () => {
  expect(weekLabel({ code: 'TT24', week: -1 })).toBe('Wk\u00a0\u22121,\u00a0TT24');
});

test.each([
  ['2024-01-13', 'Wk 0, HT24'],
  ['2024-01-14', 'Wk 1, HT24'],
  ['2024-03-09', 'Wk 8, HT24'],
  ['2024-03-10', 'Wk 9, HT24'],
])('a week turns on Sunday: %s is in %s', (date, expected) => {
  expect(label(date)).toBe(expected);
});

test.each([
  // Six weeks lie between Hilary and Trinity: the fourth begins as far from one as from the other.
  ['2024-03-30', 'Wk 11, HT24'],
  ['2024-03-31', 'Wk −2, TT24'],
  ['2023-12-23', 'Wk 11, MT23'],
  ['2023-12-24', 'Wk −2, HT24'],
  // Seventeen weeks lie before Michaelmas: day by day the ninth would change its name on the Thursday, 15 August.
  ['2024-08-10', 'Wk 16, TT24'],
  ['2024-08-11', 'Wk −8, MT24'],
  ['2024-08-14', 'Wk −8, MT24'],
  ['2024-08-17', 'Wk −8, MT24'],
])('a week midway between two terms is the coming one’s, whole: %s is in %s', (date, expected) => {
  expect(label(date)).toBe(expected);
});

test('a week beyond the table has no label, a week that its first or last statutory term touches has', () => {
  expect(label('2023-09-30')).toBeUndefined();
  expect(label('2023-10-01')).toBe('Wk 0, MT23');
  expect(label('2031-07-12')).toBe('Wk 11, TT31');
  expect(label('2031-07-13')).toBeUndefined();
});

test('a week says whether its term is provisional', () => {
  expect(termWeek(oxford, Temporal.PlainDate.from('2024-02-01'))?.provisional).toBe(false);
  expect(termWeek(oxford, Temporal.PlainDate.from('2027-02-01'))).toEqual({
    code: 'HT27',
    name: 'Hilary 2027',
    week: 3,
    provisional: true,
  });
});

test('all seven days from a Sunday have the same week', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const sunday = day - (dateOfDayNumber(day).dayOfWeek % 7);
      expect(at(day)).toEqual(at(Math.max(sunday, first)));
    }),
  );
});

test('every day of a statutory period belongs to its term, and weeks follow on by one', () => {
  for (const term of oxford.terms) {
    for (let day = term.statutoryFirst; day <= term.statutoryLast; day++) {
      expect(at(day)?.code).toBe(term.code);
      const step = (at(day)?.week ?? 0) - (at(day - 1)?.week ?? 0);
      if (day > term.statutoryFirst) expect(step).toBe(dateOfDayNumber(day).dayOfWeek === 7 ? 1 : 0);
    }
  }
});

test('a day between statutory periods belongs to one of the two terms beside it, never further from its weeks', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const mine = oxford.terms.find((term) => term.code === at(day)?.code);
      const inStatutory = oxford.terms.some(
        (term) => term.statutoryFirst <= day && day <= term.statutoryLast,
      );
      if (mine === undefined || inStatutory) return mine !== undefined;
      const sunday = day - (dateOfDayNumber(day).dayOfWeek % 7);
      if (mine.statutoryFirst <= sunday + 6 && sunday <= mine.statutoryLast) return true;
      const gap = (term: typeof mine) => Math.max(term.weekOne - (sunday + 6), sunday - term.lastDay);
      return oxford.terms.every(
        (term) => gap(mine) < gap(term) || (gap(mine) === gap(term) && mine.weekOne >= term.weekOne),
      );
    }),
  );
});
