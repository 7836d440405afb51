import type { Temporal } from 'temporal-polyfill';
import type { CalendarEvent } from './event.ts';

/** Addresses that open a calendar's own "new event" page, filled in; nothing is sent until the person saves it there. */
export type CalendarLinks = { google: string; outlook: string };

/**
 * Links that add one event to Google Calendar, or to Outlook at work or university. They hold a copy that will not follow a
 * later change, so offer the feed first. A moment without an end becomes one of no length.
 */
export function calendarLinks(event: CalendarEvent): CalendarLinks {
  return { google: googleLink(event), outlook: outlookLink(event) };
}

function googleLink(event: CalendarEvent): string {
  const fields = new URLSearchParams({ action: 'TEMPLATE', text: event.title.toWellFormed() });
  if ('firstDay' in event) {
    fields.set('dates', `${compact(event.firstDay)}/${compact(event.lastDay.add({ days: 1 }))}`);
  } else {
    fields.set('dates', `${compact(toSecond(event.from))}/${compact(toSecond(event.to ?? event.from))}`);
    fields.set('ctz', event.zone);
  }
  const details = detailsOf(event);
  if (details !== '') fields.set('details', details);
  if (event.location !== undefined) fields.set('location', event.location.toWellFormed());
  return `https://calendar.google.com/calendar/render?${fields}`;
}

function outlookLink(event: CalendarEvent): string {
  const fields = new URLSearchParams({
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: event.title.toWellFormed(),
  });
  if ('firstDay' in event) {
    fields.set('startdt', event.firstDay.toString());
    fields.set('enddt', event.lastDay.add({ days: 1 }).toString());
    fields.set('allday', 'true');
  } else {
    fields.set('startdt', toSecond(event.from));
    fields.set('enddt', toSecond(event.to ?? event.from));
  }
  const details = detailsOf(event);
  if (details !== '') fields.set('body', details);
  if (event.location !== undefined) fields.set('location', event.location.toWellFormed());
  // Outlook reads a plus in the query as a plus, not as a space.
  return `https://outlook.office.com/calendar/0/deeplink/compose?${fields.toString().replaceAll('+', '%20')}`;
}

function detailsOf({ description, url }: CalendarEvent): string {
  return [description, url]
    .filter((part) => part !== undefined && part !== '')
    .join('\n\n')
    .toWellFormed();
}

function toSecond(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'second' });
}

function compact(value: Temporal.PlainDate | string): string {
  return value.toString().replace(/[-:]/g, '');
}
