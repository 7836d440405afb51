import { calendarFeed, type CalendarEvent } from '#calendar';
import { runName, workshopCalendarEvents, type Run, type Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import { settings } from '#platform/config.ts';
import type { Invitation } from '#platform/letters.ts';

type Guest = { readonly name: string; readonly email: string };

/** Workshops as the calendar of somebody with a seat shows them: with joining link and instructions, leading to their own page. */
export function seriesEvents(run: Run, workshops: readonly Workshop[]): CalendarEvent[] {
  const pages = workshops.map(({ id }) => `${settings().url}/workshops/${id}`);
  return workshopCalendarEvents(run, workshops, { joining: true }).map((event, index) => ({
    ...event,
    url: pages[index],
  }));
}

/**
 * The whole series for a calendar. It is published, not requested: an invitation that asks for an answer may hold one event only
 * (RFC 5546, 3.2.2). Later changes of one workshop are invitations under the same id.
 */
export function seriesInvitation(run: Run, workshops: readonly Workshop[]): Invitation {
  return { method: 'PUBLISH', name: 'workshops.ics', content: published(run, seriesEvents(run, workshops)) };
}

/** One workshop that came or changed, or was cancelled: an invitation to this guest, or its taking back. */
export function workshopInvitation(run: Run, workshop: Workshop, guest: Guest): Invitation {
  return oneEvent(run, workshop, guest, workshop.cancelledAt ? 'CANCEL' : 'REQUEST');
}

/** Takes workshops out of the calendar of somebody who left; they go on without them. */
export function leavingInvitation(run: Run, workshops: readonly Workshop[], guest: Guest): Invitation {
  const [only, another] = workshops;
  if (only && !another) return oneEvent(run, only, guest, 'CANCEL');
  const events = seriesEvents(run, workshops).map((event) => ({ ...event, status: 'cancelled' as const }));
  return { method: 'PUBLISH', name: 'workshops.ics', content: published(run, events) };
}

function oneEvent(run: Run, workshop: Workshop, guest: Guest, method: 'REQUEST' | 'CANCEL'): Invitation {
  const events = seriesEvents(run, [workshop]).map((event) => ({ ...event, attendees: [guest] }));
  return {
    method,
    name: 'workshop.ics',
    content: calendarFeed({ name: runName(run), events, now: now(), method }),
  };
}

function published(run: Run, events: readonly CalendarEvent[]): string {
  const name = `${runName(run)}: workshops`;
  return calendarFeed({ name, events, now: now(), method: 'PUBLISH' });
}
