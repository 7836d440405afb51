import type { Temporal } from 'temporal-polyfill';
import { contentLine, mailtoValue, quotedParameter, textValue } from './content-line.ts';
import type { CalendarEvent, EventFacts, Party, TimedEvent } from './event.ts';
import { timeZoneLines, wallValue } from './zone-rules.ts';

/** PUBLISH for a feed or a file to keep, REQUEST for an invitation or its change, CANCEL to take one back. */
export type FeedMethod = 'PUBLISH' | 'REQUEST' | 'CANCEL';

export type Feed = {
  name: string;
  events: readonly CalendarEvent[];
  now: Temporal.Instant;
  method: FeedMethod;
};

const productId = '-//Waymark//Waymark calendar//EN';
const refreshEvery = 'PT1H';

/** The Content-Type that a calendar file is served or mailed with. */
export function calendarType(method: FeedMethod): string {
  return `text/calendar; charset=utf-8; method=${method}`;
}

/**
 * A calendar file (RFC 5545): every timed event by the wall clock of its own zone, with that zone's real changes, so that the
 * hour is right on both sides of them. REQUEST and CANCEL are invitations (RFC 5546): each event then needs an organiser and an
 * attendee, and CANCEL marks every event as cancelled. Throws a RangeError where that or an event's own order is broken.
 */
export function calendarFeed({ name, events, now, method }: Feed): string {
  events.forEach((event) => checkEvent(event, method));
  return [
    contentLine('BEGIN', 'VCALENDAR'),
    contentLine('VERSION', '2.0'),
    contentLine('PRODID', productId),
    contentLine('CALSCALE', 'GREGORIAN'),
    contentLine('METHOD', method),
    method === 'PUBLISH' ? subscriptionLines(name) : '',
    ...zoneLines(events),
    ...events.map((event) => eventLines(event, now, method)),
    contentLine('END', 'VCALENDAR'),
  ].join('');
}

function subscriptionLines(name: string): string {
  return [
    contentLine('NAME', textValue(name)),
    contentLine('X-WR-CALNAME', textValue(name)),
    contentLine('REFRESH-INTERVAL;VALUE=DURATION', refreshEvery),
    contentLine('X-PUBLISHED-TTL', refreshEvery),
  ].join('');
}

function zoneLines(events: readonly CalendarEvent[]): string[] {
  const years = new Map<string, number[]>();
  for (const event of events) {
    if ('firstDay' in event) continue;
    const from = event.from.toZonedDateTimeISO(event.zone).year;
    const to = (event.to ?? event.from).toZonedDateTimeISO(event.zone).year;
    years.set(event.zone, [...(years.get(event.zone) ?? []), from, to]);
  }
  return [...years].map(([zone, all]) => timeZoneLines(zone, Math.min(...all), Math.max(...all)));
}

function eventLines(event: CalendarEvent, now: Temporal.Instant, method: FeedMethod): string {
  return [
    contentLine('BEGIN', 'VEVENT'),
    contentLine('UID', textValue(event.uid)),
    contentLine('SEQUENCE', String(event.sequence)),
    contentLine('DTSTAMP', utcValue(now)),
    contentLine('LAST-MODIFIED', utcValue(event.modified)),
    contentLine('STATUS', method === 'CANCEL' ? 'CANCELLED' : event.status.toUpperCase()),
    whenLines(event),
    factLines(event),
    partyLines(event, method),
    contentLine('END', 'VEVENT'),
  ].join('');
}

function whenLines(event: CalendarEvent): string {
  if ('firstDay' in event) {
    const free = contentLine('TRANSP', 'TRANSPARENT');
    // The last day of a calendar file is the first that is free again.
    const afterLast = event.lastDay.add({ days: 1 });
    return dayLine('DTSTART', event.firstDay) + dayLine('DTEND', afterLast) + free;
  }
  if (event.to === undefined)
    return momentLine('DTSTART', event.from, event) + contentLine('TRANSP', 'TRANSPARENT');
  return momentLine('DTSTART', event.from, event) + momentLine('DTEND', event.to, event);
}

function dayLine(name: string, day: Temporal.PlainDate): string {
  return contentLine(`${name};VALUE=DATE`, day.toString().replaceAll('-', ''));
}

function momentLine(name: string, instant: Temporal.Instant, { zone }: TimedEvent): string {
  const at = instant.toZonedDateTimeISO(zone);
  if (zone === 'UTC' || isRepeated(at)) return contentLine(name, utcValue(instant));
  return contentLine(`${name};TZID=${zone}`, wallValue(at));
}

/** Whether the wall shows this time twice that day. Programs disagree on which pass a calendar file then means; UTC leaves no doubt. */
function isRepeated(at: Temporal.ZonedDateTime): boolean {
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    at.toPlainDateTime().toZonedDateTime(at.timeZoneId, { disambiguation }),
  );
  return earlier?.epochMilliseconds !== later?.epochMilliseconds;
}

function factLines({ title, description, location, url }: EventFacts): string {
  return [
    contentLine('SUMMARY', textValue(title)),
    description === undefined ? '' : contentLine('DESCRIPTION', textValue(description)),
    location === undefined ? '' : contentLine('LOCATION', textValue(location)),
    url === undefined ? '' : contentLine('URL', addressValue(url)),
  ].join('');
}

function partyLines({ organizer, attendees = [] }: EventFacts, method: FeedMethod): string {
  const asked = method === 'REQUEST' ? ';ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE' : '';
  return [
    organizer === undefined ? '' : partyLine('ORGANIZER', organizer, ''),
    ...attendees.map((attendee) => partyLine('ATTENDEE', attendee, asked)),
  ].join('');
}

function partyLine(name: string, { name: called, email }: Party, parameters: string): string {
  return contentLine(`${name};CN=${quotedParameter(called)}${parameters}`, mailtoValue(email));
}

function addressValue(url: string): string {
  const address = new URL(url);
  if (address.protocol !== 'https:' && address.protocol !== 'http:') {
    throw new RangeError(`An event's address must be http or https, not ${address.protocol}`);
  }
  return address.href;
}

function checkEvent(event: CalendarEvent, method: FeedMethod): void {
  if (!Number.isInteger(event.sequence) || event.sequence < 0) {
    throw new RangeError(`Event ${event.uid} has the sequence ${event.sequence}`);
  }
  if (endsBeforeItBegins(event)) throw new RangeError(`Event ${event.uid} ends before it begins`);
  if (method !== 'PUBLISH' && (event.organizer === undefined || !event.attendees?.length)) {
    throw new RangeError(`Event ${event.uid} needs an organiser and an attendee for ${method}`);
  }
}

function endsBeforeItBegins(event: CalendarEvent): boolean {
  if ('firstDay' in event) return event.lastDay.since(event.firstDay).sign < 0;
  return event.to !== undefined && event.to.epochMilliseconds <= event.from.epochMilliseconds;
}

function utcValue(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
}
