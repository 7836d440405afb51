import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { calendarLinks } from './calendar-links.ts';
import type { DayEvent, TimedEvent } from './event.ts';

const i = (text: string) => Temporal.Instant.from(text);
const facts = {
  uid: 'workshop-5@waymark.example',
  sequence: 0,
  modified: i('2024-01-01T00:00Z'),
  status: 'confirmed',
  title: 'Workshop 5: writing & reading',
  description: 'Bring a draft.',
  location: 'Room 2',
  url: 'https://waymark.example/w/5',
} as const;
const workshop: TimedEvent = {
  ...facts,
  from: i('2024-05-13T13:00Z'),
  to: i('2024-05-13T15:00Z'),
  zone: 'Europe/London',
};
const week: DayEvent = {
  ...facts,
  firstDay: Temporal.PlainDate.from('2024-01-15'),
  lastDay: Temporal.PlainDate.from('2024-01-19'),
};

test('the Google link carries the moment in UTC, the zone and the words', () => {
  const { origin, searchParams } = new URL(calendarLinks(workshop).google);
  expect(origin).toBe('https://calendar.google.com');
  expect(Object.fromEntries(searchParams)).toEqual({
    action: 'TEMPLATE',
    text: 'Workshop 5: writing & reading',
    dates: '20240513T130000Z/20240513T150000Z',
    ctz: 'Europe/London',
    details: 'Bring a draft.\n\nhttps://waymark.example/w/5',
    location: 'Room 2',
  });
});

test('the Outlook link carries the same and never a plus for a space', () => {
  const { outlook } = calendarLinks(workshop);
  expect(outlook).not.toContain('+');
  expect(Object.fromEntries(new URL(outlook).searchParams)).toMatchObject({
    subject: 'Workshop 5: writing & reading',
    startdt: '2024-05-13T13:00:00Z',
    enddt: '2024-05-13T15:00:00Z',
    location: 'Room 2',
  });
});

test('whole days end on the first day that is free again', () => {
  expect(new URL(calendarLinks(week).google).searchParams.get('dates')).toBe('20240115/20240120');
  expect(Object.fromEntries(new URL(calendarLinks(week).outlook).searchParams)).toMatchObject({
    startdt: '2024-01-15',
    enddt: '2024-01-20',
    allday: 'true',
  });
});

test('no title can add a field to a link', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      const { google, outlook } = calendarLinks({ ...workshop, title });
      expect(new URL(google).searchParams.get('text')).toBe(title.toWellFormed());
      expect(new URL(outlook).searchParams.get('subject')).toBe(title.toWellFormed());
      expect(new URL(google).searchParams.getAll('dates')).toHaveLength(1);
    }),
  );
});
