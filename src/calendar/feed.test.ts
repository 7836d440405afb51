import fc from 'fast-check';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { CalendarEvent, TimedEvent } from './event.ts';
import { calendarFeed, calendarType, type FeedMethod } from './feed.ts';

const i = (text: string) => Temporal.Instant.from(text);
const now = i('2024-01-02T09:00Z');
const workshop: TimedEvent = {
  uid: 'workshop-3@waymark.example',
  sequence: 2,
  modified: i('2023-12-01T10:00Z'),
  status: 'confirmed',
  title: 'Workshop 3',
  from: i('2024-03-12T11:00Z'),
  to: i('2024-03-12T13:00Z'),
  zone: 'Europe/London',
};

type Heard = { uid: string; from: number; to: number; title: string; description: string; location: string };

/** Reads with ical.js, which trusts the file's own VTIMEZONE. */
function readByFile(text: string): Heard[] {
  return calendarOf(text)
    .getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component))
    .map((event) => ({
      uid: event.uid,
      from: event.startDate.toUnixTime() * 1000,
      to: event.endDate.toUnixTime() * 1000,
      title: event.summary,
      description: event.description ?? '',
      location: event.location ?? '',
    }));
}

/** Reads with node-ical, which trusts the zone's name. */
function readByName(text: string): Heard[] {
  return Object.values(nodeIcal.sync.parseICS(text)).flatMap((part) => {
    if (part?.type !== 'VEVENT') return [];
    const { uid, start, end, summary, description, location } = part;
    const words = [summary, description ?? '', location ?? ''].map((value) =>
      typeof value === 'string' ? value : value.val,
    );
    const [title = '', body = '', place = ''] = words;
    return [
      { uid, from: start.getTime(), to: end?.getTime() ?? 0, title, description: body, location: place },
    ];
  });
}

function calendarOf(text: string): ICAL.Component {
  return new ICAL.Component(ICAL.parse(text) as unknown[]);
}

function feed(events: CalendarEvent[], method: FeedMethod = 'PUBLISH'): string {
  return calendarFeed({ name: 'CMALT 2024', events, now, method });
}

function line(text: string, name: string): string | undefined {
  return text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .find((each) => each.startsWith(name));
}

const changes = ['2024-03-31T01:00Z', '2024-10-27T01:00Z', '2026-03-29T01:00Z', '2026-10-25T01:00Z'];
const newYorkChanges = ['2024-03-10T07:00Z', '2024-11-03T06:00Z', '2026-03-08T07:00Z', '2026-11-01T06:00Z'];

test.each([
  ...changes.map((change) => ['Europe/London', change] as const),
  ...newYorkChanges.map((change) => ['America/New_York', change] as const),
  ...changes.map((change) => ['Africa/Casablanca', change] as const),
  ...changes.map((change) => ['Australia/Lord_Howe', change] as const),
  ...changes.map((change) => ['Asia/Kolkata', change] as const),
])('two parsers hear every half hour of the two days around a change in %s at %s', (zone, change) => {
  const events = Array.from({ length: 96 }, (_, index) => {
    const from = i(change).add({ minutes: (index - 48) * 30 });
    return { ...workshop, uid: `u${index}`, zone, from, to: from.add({ minutes: 90 }) };
  });
  const sent = events.map(({ uid, from, to }) => [uid, from.epochMilliseconds, to.epochMilliseconds]);
  const text = feed(events);
  expect(readByFile(text).map(({ uid, from, to }) => [uid, from, to])).toEqual(sent);
  expect(readByName(text).map(({ uid, from, to }) => [uid, from, to])).toEqual(sent);
});

test('the five workshops of 2024 stand at their wall-clock hours on both sides of the clock change', () => {
  const hours = [
    ['2024-01-18T09:30Z', '20240118T093000'],
    ['2024-02-19T10:00Z', '20240219T100000'],
    ['2024-03-12T11:00Z', '20240312T110000'],
    ['2024-04-11T09:00Z', '20240411T100000'],
    ['2024-05-13T13:00Z', '20240513T140000'],
  ] as const;
  for (const [from, wall] of hours) {
    const text = feed([{ ...workshop, from: i(from), to: i(from).add({ hours: 2 }) }]);
    expect(line(text, 'DTSTART;TZID=')).toBe(`DTSTART;TZID=Europe/London:${wall}`);
  }
});

test('any event in any zone is heard at its moment by both parsers', () => {
  const hour = fc.integer({ min: 0, max: 24 * 365 * 60 });
  const zones = fc.constantFrom(
    'Europe/London',
    'America/New_York',
    'Africa/Casablanca',
    'Europe/Dublin',
    'America/Sao_Paulo',
    'UTC',
  );
  fc.assert(
    fc.property(hour, fc.integer({ min: 1, max: 600 }), zones, (hours, minutes, zone) => {
      const from = i('1990-01-01T00:00Z').add({ hours });
      const text = feed([{ ...workshop, from, to: from.add({ minutes }), zone }]);
      for (const read of [readByFile, readByName]) {
        expect(read(text)).toMatchObject([
          { from: from.epochMilliseconds, to: from.epochMilliseconds + minutes * 60_000 },
        ]);
      }
    }),
    { numRuns: 60 },
  );
});

test('a zone with yearly changes is written as yearly rules', () => {
  const text = feed([workshop, { ...workshop, uid: 'b', zone: 'America/New_York' }]);
  expect(text.match(/RRULE:.*/g)).toEqual([
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
    'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
  ]);
});

test('either pass of a repeated hour is said in UTC, since programs disagree on which a wall clock means', () => {
  const text = feed([{ ...workshop, from: i('2024-10-27T00:30Z'), to: i('2024-10-27T01:30Z') }]);
  expect(line(text, 'DTSTART:2024')).toBe('DTSTART:20241027T003000Z');
  expect(line(text, 'DTEND:2024')).toBe('DTEND:20241027T013000Z');
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('\\', ';', ',', '\n', '\r', 'n', '"', ':', 'é', '😀', ' ', 'BEGIN:VEVENT'),
    maxLength: 60,
  }),
);

/** What is left of words in a calendar file: one kind of line end, no controls. */
function tidy(words: string): string {
  return words
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}

test('whatever people write comes back as written', () => {
  fc.assert(
    fc.property(hostile, hostile, (title, description) => {
      const text = feed([{ ...workshop, title, description, location: title }]);
      const written = { title: tidy(title), description: tidy(description), location: tidy(title) };
      expect(readByFile(text)).toMatchObject([written]);
    }),
  );
});

test('whatever people write comes back as written from the second parser too, save backslashes and quotes, which it misreads', () => {
  fc.assert(
    fc.property(hostile, hostile, (title, description) => {
      const words = { title: title.replace(/[\\"]/g, ''), description: description.replace(/[\\"]/g, '') };
      const text = feed([{ ...workshop, ...words }]);
      const [heard, ...others] = readByName(text);
      expect(heard).toMatchObject({ title: tidy(words.title), description: tidy(words.description) });
      expect(others).toEqual([]);
    }),
  );
});

test('an event carries its identity, version and standing', () => {
  const text = feed([
    { ...workshop, url: 'https://waymark.example/programmes/cmalt/2024?a=1;b', status: 'tentative' },
  ]);
  expect(line(text, 'UID')).toBe('UID:workshop-3@waymark.example');
  expect(line(text, 'SEQUENCE')).toBe('SEQUENCE:2');
  expect(line(text, 'DTSTAMP')).toBe('DTSTAMP:20240102T090000Z');
  expect(line(text, 'LAST-MODIFIED')).toBe('LAST-MODIFIED:20231201T100000Z');
  expect(line(text, 'STATUS')).toBe('STATUS:TENTATIVE');
  expect(line(text, 'URL')).toBe('URL:https://waymark.example/programmes/cmalt/2024?a=1;b');
});

test('a feed asks to be fetched every hour, an invitation does not', () => {
  expect(line(feed([workshop]), 'REFRESH-INTERVAL')).toBe('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
  expect(line(feed([workshop]), 'METHOD')).toBe('METHOD:PUBLISH');
  expect(calendarType('REQUEST')).toBe('text/calendar; charset=utf-8; method=REQUEST');
});

const invitation: TimedEvent = {
  ...workshop,
  organizer: { name: 'CMALT team, Oxford', email: 'cmalt@waymark.example' },
  attendees: [{ name: 'Ann "A": Other', email: 'ann@waymark.example' }],
};

test('an invitation names who asks and who is asked, and asks for an answer', () => {
  const text = feed([invitation], 'REQUEST');
  expect(line(text, 'REFRESH-INTERVAL')).toBeUndefined();
  const event = new ICAL.Event(calendarOf(text).getFirstSubcomponent('vevent') ?? undefined);
  const [attendee] = event.attendees;
  expect(event.organizer).toBe('mailto:cmalt@waymark.example');
  expect(attendee?.getFirstValue()).toBe('mailto:ann@waymark.example');
  expect(attendee?.getParameter('rsvp')).toBe('TRUE');
  expect(attendee?.getParameter('cn')).toBe('Ann "A": Other');
});

test('a cancellation keeps the identity and says cancelled', () => {
  const text = feed([{ ...invitation, sequence: 3 }], 'CANCEL');
  expect(line(text, 'METHOD')).toBe('METHOD:CANCEL');
  expect(line(text, 'STATUS')).toBe('STATUS:CANCELLED');
  expect(line(text, 'UID')).toBe(`UID:${workshop.uid}`);
  expect(line(text, 'SEQUENCE')).toBe('SEQUENCE:3');
});

test('a notification week takes whole days, its last included, and nobody’s time', () => {
  const { uid, sequence, modified, status, title } = workshop;
  const text = feed([
    {
      ...{ uid, sequence, modified, status, title },
      firstDay: Temporal.PlainDate.from('2024-02-26'),
      lastDay: Temporal.PlainDate.from('2024-03-01'),
    },
  ]);
  expect(line(text, 'DTSTART;')).toBe('DTSTART;VALUE=DATE:20240226');
  expect(line(text, 'DTEND')).toBe('DTEND;VALUE=DATE:20240302');
  expect(line(text, 'TRANSP')).toBe('TRANSP:TRANSPARENT');
  expect(line(text, 'BEGIN:VTIMEZONE')).toBeUndefined();
});

test('a deadline is a moment without an end that takes nobody’s time', () => {
  const text = feed([{ ...workshop, to: undefined }]);
  expect(line(text, 'DTEND')).toBeUndefined();
  expect(line(text, 'TRANSP')).toBe('TRANSP:TRANSPARENT');
});

test('every line ends in CR LF and none is over 75 octets', () => {
  const text = feed(
    [{ ...invitation, description: 'Bring your draft, ünfinished as it is. '.repeat(20) }],
    'REQUEST',
  );
  const lines = text.split('\r\n');
  expect(lines.at(-1)).toBe('');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const each of lines) expect(new TextEncoder().encode(each).length).toBeLessThanOrEqual(75);
});

test.each([
  ['an invitation without anyone to ask', { ...invitation, attendees: [] }, 'REQUEST'],
  ['an invitation that nobody sends', { ...invitation, organizer: undefined }, 'CANCEL'],
  ['an event that ends as it begins', { ...workshop, to: workshop.from }, 'PUBLISH'],
  ['a version that is no whole number', { ...workshop, sequence: 1.5 }, 'PUBLISH'],
  ['an address that would run', { ...workshop, url: 'javascript:alert(1)' }, 'PUBLISH'],
] as const)('%s is refused', (_, event, method) => {
  expect(() => feed([event], method)).toThrow(RangeError);
});
