import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { calendarFeed, calendarType } from '#calendar';
import { anyone, get, post, signedIn, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { agendaOf, type AgendaItem } from './agenda.ts';
import { isSealed } from './calendar-address.ts';
import { endCalendar, insertCalendar, ownerOfCalendar } from './calendar.sql.ts';
import { seriesEvents } from './series-calendar.ts';

const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);

/** A person's own calendar of workshops, at an address that nobody can guess and they can end. */
export const calendarRoutes = [
  get('/workshops/calendar/:calendarId/:file', anyone, serveCalendar),
  post('/workshops/calendar', signedIn, makeAddress),
  post('/workshops/calendar/end', signedIn, endAddress),
];

async function serveCalendar(x: Exchange): Promise<Response> {
  const calendarId = x.param('calendarId');
  if (!isSealed(calendarId, x.param('file'))) return x.missing();
  const personId = await ownerOfCalendar(x.db, calendarId);
  if (!personId) return x.missing();
  const feed = feedOf(await agendaOf(x.db, personId));
  const etag = `"${createHash('sha256').update(feed).digest('base64url').slice(0, 22)}"`;
  const headers = { etag, 'cache-control': 'private, max-age=300', 'content-type': calendarType('PUBLISH') };
  if (x.request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(feed, { headers });
}

/** The feed is stamped with its newest change, so that its text, and with it the ETag, moves only when something did. */
function feedOf(agenda: readonly AgendaItem[]): string {
  const events = agenda.flatMap(({ run, workshop }) => seriesEvents(run, [workshop]));
  const newest = agenda
    .map(({ workshop }) => workshop.changedAt)
    .reduce((one, other) => (one.epochMilliseconds > other.epochMilliseconds ? one : other), EPOCH);
  return calendarFeed({ name: 'My workshops', events, now: newest, method: 'PUBLISH' });
}

async function makeAddress(x: Exchange<Viewer>): Promise<Response> {
  await x.transaction((tx) => insertCalendar(tx, x.viewer.personId));
  return x.redirect('/workshops', 'Your calendar has an address. Keep it to yourself.');
}

async function endAddress(x: Exchange<Viewer>): Promise<Response> {
  await x.transaction((tx) => endCalendar(tx, x.viewer.personId));
  return x.redirect('/workshops', 'The address of your calendar works no longer.');
}
