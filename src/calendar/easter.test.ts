import { expect, test } from 'vitest';
import { easterSunday } from './easter.ts';

// Published dates, among them the earliest and the latest that Easter can fall on.
const published = [
  '1818-03-22',
  '1943-04-25',
  '1961-04-02',
  '2000-04-23',
  '2008-03-23',
  '2011-04-24',
  '2019-04-21',
  '2020-04-12',
  '2021-04-04',
  '2022-04-17',
  '2023-04-09',
  '2024-03-31',
  '2025-04-20',
  '2026-04-05',
  '2027-03-28',
  '2028-04-16',
  '2029-04-01',
  '2030-04-21',
  '2031-04-13',
  '2038-04-25',
  '2285-03-22',
];

test.each(published)('Easter Sunday falls on %s', (date) => {
  const [year = 0, month, day] = date.split('-').map(Number);
  expect(easterSunday(year)).toEqual({ month, day });
});

test('Easter is always a Sunday between 22 March and 25 April', () => {
  for (let year = 1583; year < 4000; year++) {
    const { month, day } = easterSunday(year);
    const date = new Date(Date.UTC(year, month - 1, day));
    expect(date.getUTCDay(), String(year)).toBe(0);
    expect(month * 100 + day).toBeGreaterThanOrEqual(322);
    expect(month * 100 + day).toBeLessThanOrEqual(425);
  }
});
