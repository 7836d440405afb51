import { join } from 'node:path';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import {
  sayDate,
  sayDateTime,
  sayInReaderZone,
  sayInstant,
  saySpan,
  sayTime,
  sayTimeRange,
  sayWeekCommencing,
  spokenDay,
} from './speaking.ts';
import { loadTerms } from './terms.ts';
import { isZone, sayZone } from './zone.ts';

const london = 'Europe/London';
const newYork = 'America/New_York';
const terms = loadTerms(join(import.meta.dirname, '../../terms')).get('oxford');
const i = (text: string) => Temporal.Instant.from(text);
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const anyInstant = fc
  .integer({ min: 0, max: 4_000_000_000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000));

test('a date has its weekday, and its year unless asked without', () => {
  const date = Temporal.PlainDate.from('2024-01-18');
  expect(sayDate(date)).toBe('Thu 18 January 2024');
  expect(sayDate(date, { year: false })).toBe('Thu 18 January');
  expect(plain(sayDate(date, { terms }))).toBe('Thu 18 January 2024 · Wk 1, HT24');
});

test('a date beyond the table of terms is said without a week', () => {
  expect(sayDate(Temporal.PlainDate.from('2019-02-28'), { terms })).toBe('Thu 28 February 2019');
});

test('a notification week is said by its first day', () => {
  const words = sayWeekCommencing(Temporal.PlainDate.from('2024-01-15'), { terms });
  expect(plain(words)).toBe('Week commencing Mon 15 January 2024 · Wk 1, HT24');
});

test.each([
  ['09:30', '9.30am'],
  ['14:00', '2pm'],
  ['12:00', '12 noon'],
  ['12:30', '12.30pm'],
  ['00:05', '12.05am'],
  ['11:59', '11.59am'],
  ['23:59', '11.59pm'],
  ['00:00', '11.59pm'],
  ['00:00:20', '12.01am'],
])('%s is said "%s"', (time, words) => {
  expect(sayTime(Temporal.PlainTime.from(time))).toBe(words);
});

test('a moment names its zone in words and its term week', () => {
  const deadline = i('2024-01-08T12:00Z');
  expect(sayInstant(deadline, london)).toBe('Mon 8 January 2024, 12 noon (UK time)');
  expect(plain(sayInstant(deadline, london, { terms }))).toBe(
    'Mon 8 January 2024, 12 noon (UK time) · Wk 0, HT24',
  );
  expect(sayInstant(deadline, newYork, { year: false })).toBe('Mon 8 January, 7am (New York time)');
});

test('a moment at 0:00 that closes something is said as 11.59pm of the day before', () => {
  const moment = i('2024-01-09T00:00Z');
  expect(sayInstant(moment, london)).toBe('Mon 8 January 2024, 11.59pm (UK time)');
  expect(sayInstant(moment, london, { edge: 'opens' })).toBe('Tue 9 January 2024, 12.01am (UK time)');
  expect(String(spokenDay(moment, london))).toBe('2024-01-08');
  expect(String(spokenDay(moment, london, 'opens'))).toBe('2024-01-09');
});

test('a wall-clock date and time is said without a zone', () => {
  expect(sayDateTime(Temporal.PlainDateTime.from('2024-05-13T14:00'))).toBe('Mon 13 May 2024, 2pm');
  expect(sayDateTime(Temporal.PlainDateTime.from('2024-03-01T00:00'))).toBe('Thu 29 February 2024, 11.59pm');
});

test.each([
  ['2024-01-18T09:30Z', '2024-01-18T12:30Z', '9.30am to 12.30pm'],
  ['2024-02-19T10:00Z', '2024-02-19T12:00Z', '10am to 12 noon'],
  ['2024-03-12T11:00Z', '2024-03-12T13:00Z', '11am to 1pm'],
  ['2024-05-13T13:00Z', '2024-05-13T15:00Z', '2pm to 4pm'],
  ['2024-01-18T21:00Z', '2024-01-19T00:00Z', '9pm to 11.59pm'],
  ['2024-01-18T00:00Z', '2024-01-18T09:00Z', '12.01am to 9am'],
])('from %s to %s is "%s"', (from, to, words) => {
  expect(sayTimeRange(i(from), i(to), london)).toBe(words);
});

test('an event is said in the house style', () => {
  const words = saySpan(i('2024-01-18T09:30Z'), i('2024-01-18T12:30Z'), london, { terms });
  expect(plain(words)).toBe('Thu 18 January 2024, 9.30am to 12.30pm (UK time) · Wk 1, HT24');
});

test('an event over two days says both, one that ends at 0:00 only its own', () => {
  expect(saySpan(i('2024-01-18T21:00Z'), i('2024-01-19T01:00Z'), london)).toBe(
    'Thu 18 January 2024, 9pm to Fri 19 January 2024, 1am (UK time)',
  );
  expect(saySpan(i('2024-01-18T21:00Z'), i('2024-01-19T00:00Z'), london)).toBe(
    'Thu 18 January 2024, 9pm to 11.59pm (UK time)',
  );
});

test('a reader in New York sees both clocks, one in London or Lisbon sees one', () => {
  const [from, to] = [i('2024-01-18T09:30Z'), i('2024-01-18T12:30Z')];
  expect(sayInReaderZone(from, london, newYork, to)).toBe('4.30am to 7.30am (New York time)');
  expect(sayInReaderZone(from, london, newYork)).toBe('4.30am (New York time)');
  expect(sayInReaderZone(from, london, london, to)).toBeUndefined();
  expect(sayInReaderZone(from, london, 'Europe/Lisbon', to)).toBeUndefined();
});

test('a zone that differs only in summer is told in summer only', () => {
  expect(sayInReaderZone(i('2024-01-18T09:30Z'), london, 'Atlantic/Reykjavik')).toBeUndefined();
  expect(sayInReaderZone(i('2024-05-13T13:00Z'), london, 'Atlantic/Reykjavik')).toBe('1pm (Reykjavik time)');
});

test('a reader for whom it is another day is told the day', () => {
  expect(sayInReaderZone(i('2024-01-18T01:00Z'), london, newYork)).toBe(
    'Wed 17 January 2024, 8pm (New York time)',
  );
  expect(sayInReaderZone(i('2024-01-18T14:00Z'), london, 'Asia/Tokyo', i('2024-01-18T16:00Z'))).toBe(
    'Thu 18 January 2024, 11pm to Fri 19 January 2024, 1am (Tokyo time)',
  );
  expect(sayInReaderZone(i('2024-01-18T22:00Z'), london, 'Asia/Tokyo', i('2024-01-18T23:00Z'))).toBe(
    'Fri 19 January 2024, 7am to 8am (Tokyo time)',
  );
});

test('a deadline at 0:00 UK time is told to New York with the day it has there', () => {
  expect(sayInReaderZone(i('2024-01-09T00:00Z'), london, newYork)).toBe('7pm (New York time)');
});

test('the hour in New York is four hours back between the two clock changes of March, five otherwise', () => {
  expect(sayInReaderZone(i('2024-03-12T11:00Z'), london, newYork)).toBe('7am (New York time)');
  expect(sayInReaderZone(i('2024-04-11T09:00Z'), london, newYork)).toBe('5am (New York time)');
});

test('no moment is ever said as midnight, 12am or 12pm', () => {
  fc.assert(
    fc.property(anyInstant, fc.constantFrom(london, newYork, 'Asia/Kolkata'), (instant, zone) => {
      const onTheHour = instant.round({ smallestUnit: 'hour', roundingMode: 'floor' });
      for (const moment of [instant, onTheHour]) {
        expect(sayInstant(moment, zone)).not.toMatch(/midnight|(?<![.\d])12(\.00)?(am|pm)/);
        expect(sayInstant(moment, zone, { edge: 'opens' })).not.toMatch(
          /midnight|(?<![.\d])12(\.00)?(am|pm)/,
        );
      }
    }),
  );
});

test.each([
  [london, 'UK time'],
  [newYork, 'New York time'],
  ['America/Argentina/Buenos_Aires', 'Buenos Aires time'],
  ['UTC', 'UTC'],
  ['Etc/GMT+5', 'UTC−5'],
])('%s is said "%s"', (zone, words) => {
  expect(sayZone(zone)).toBe(words);
});

test.each([
  [london, true],
  ['UTC', true],
  ['Europe/Oxford', false],
  ['europe/london', false],
  ['', false],
  ['Europe/London\r\nX:1', false],
  ['../../etc/passwd', false],
  ['a'.repeat(5000), false],
])('%j as the name of a zone: %j', (zone, known) => {
  expect(isZone(zone)).toBe(known);
});

test('a line never begins with the dot before a term week', () => {
  const span = saySpan(i('2024-01-18T09:30Z'), i('2024-01-18T12:30Z'), 'Europe/London', { terms });
  expect(span).toMatch(/\(UK time\)\u00a0· Wk\u00a01,\u00a0HT24$/);
  expect(sayDate(Temporal.PlainDate.from('2024-01-18'), { terms })).toMatch(/2024\u00a0· Wk/);
});
