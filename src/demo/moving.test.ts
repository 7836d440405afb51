import { expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { sweeps, tasks } from '#house';
import { loadTerms } from '#calendar';
import { findEdition, frameworksOnFile } from '#framework';
import { findProgramme, findRun, runStanding, workshopsOf } from '#programme';
import { lastDayOf, registrationOf } from '#registration';
import { now, rehearseFrom } from '#platform/clock.ts';
import { openHouse } from '#test/house.ts';
import { figures } from './figure.sql.ts';
import { loadDemo } from './load-demo.ts';
import { isAllTold } from './loading.sql.ts';
import { isBeyondTerms, moved, movingTo } from './moving.ts';
import { readDemo } from './read-demo.ts';

const WRITTEN = { monday: '2026-11-23', deadline: '2027-01-11T12:00' };
const terms = loadTerms('terms').get('oxford');
const on = (day: string) => movingTo(Temporal.Instant.from(`${day}T10:00:00Z`), WRITTEN, terms);

test.each([
  ['2024-03-05', 0, '2027'],
  ['2026-11-23', 0, '2027'],
  ['2026-11-29', 0, '2027'],
  ['2026-11-30', 1, '2027'],
  ['2026-12-21', 4, '2027'],
  ['2026-12-22', 4, '2028'],
  ['2027-02-15', 12, '2028'],
  ['2028-02-29', 66, '2029'],
  ['2036-05-01', 492, '2037'],
])('a demo begun on %s is moved by %i weeks, and its coming run is that of %s', (day, weeks, coming) => {
  expect(on(day)).toMatchObject({ weeks, coming });
});

test('a day of the coming run keeps its weekday, week and term', () => {
  expect(moved('=2027-01-21T09:30', on('2027-08-02'))).toBe('2028-01-20T09:30');
  expect(moved('=2027-04-15', on('2028-02-29'))).toBe('2029-04-12');
});

test('beyond the terms on file it keeps its weekday, and that is said', () => {
  const beyond = on('2036-05-01');
  expect(isBeyondTerms(beyond)).toBe(true);
  expect(isBeyondTerms(on('2028-12-11'))).toBe(false);
  expect(Temporal.PlainDate.from(String(moved('=2027-01-21', beyond))).dayOfWeek).toBe(4);
});

test('marks in a text become words, and years are added after moving', () => {
  const later = on('2027-02-15');
  expect(moved({ a: ['Until <~2025-03-10+P2Y>, run <coming>'] }, later)).toEqual({
    a: ['Until 2 June 2027, run 2028'],
  });
  expect(moved('<month ~2026-11-17>, <year ~2026-11-17>, <yy ~2026-11-17>', later)).toBe(
    'February 2027, 2027, 27',
  );
});

test.each(['<soon>', '~2026-11-17T1', '<~yesterday>'])('%s is refused as a mark', (mark) => {
  expect(() => moved(mark, on('2026-11-23'))).toThrow(RangeError);
});

/** Days on which somebody may begin a demo, as an instant each, and the address of the run that is open then. */
const BEGINNINGS = [
  ['2027-02-16T08:00:00Z', '2028'],
  ['2027-08-11T16:30:00Z', '2028'],
  ['2028-02-29T23:30:00Z', '2029'],
  ['2028-12-13T10:00:00Z', '2029'],
] as const;

test.each(BEGINNINGS)('a demo begun at %s is whole, and the %s run is open', async (at, coming) => {
  rehearseFrom(Temporal.Instant.from(at));
  const house = await openHouse();
  await loadDemo({ ...house, tasks, sweeps });
  expect(await isAllTold(house.db)).toBe(true);
  expect(await house.broken()).toEqual([]);
  const people = await figures(house.db);
  const idOf = (slug: string): string => people.find((one) => one.slug === slug)?.personId ?? '';

  const run = await findRun(house.db, 'cmalt', coming);
  expect(run && runStanding(run, now())).toBe('open');
  const first = run && (await workshopsOf(house.db, run.id))[0];
  expect(first?.startsAt.toZonedDateTimeISO('Europe/London').dayOfWeek).toBe(4);
  const page = await house.visit(`/programmes/cmalt/${coming}`);
  expect(page.text).toContain('Open for applications until');
  expect(page.text).toContain(`Wk\u00a01,\u00a0HT${coming.slice(2)}`);
  expect((await house.visit('/', { id: idOf('niamh') })).text).toContain('Send your application');
  expect((await house.visit('/', { id: idOf('amara') })).text).toContain('Office hour with Dana Whitfield');

  const { registrations } = readDemo('demo', now());
  const programme = await findProgramme(house.db, 'cmalt');
  const edition = findEdition(frameworksOnFile(), programme?.editionId ?? '');
  for (const { person, validUntil } of registrations) {
    const found = await registrationOf(house.db, idOf(person), programme?.id ?? '');
    expect(edition && found && lastDayOf(edition, found.expires).toString(), person).toBe(validUntil);
  }
  expect((await house.visit('/programmes/cmalt/2024')).text).toContain('The workshops are over');
});
