import type { CalendarEvent } from '#calendar';
import { settings } from '#platform/config.ts';
import { runPath, type Run, type Workshop } from './programme.ts';

/**
 * A run's workshops as calendar events, cancelled ones as cancelled. For the public feed they name the place only;
 * `joining` adds the online link and the instructions, for those with a place.
 */
export function workshopCalendarEvents(
  run: Run,
  workshops: readonly Workshop[],
  { joining = false }: { joining?: boolean } = {},
): CalendarEvent[] {
  return workshops.map((workshop) => ({
    uid: workshopUid(workshop.id),
    sequence: workshop.sequence,
    modified: workshop.changedAt,
    status: workshop.cancelledAt ? 'cancelled' : workshop.unconfirmed ? 'tentative' : 'confirmed',
    title: `${run.programme.shortName} workshop ${workshop.number}: ${workshop.title}`,
    description: describe(workshop, joining),
    location: joining && workshop.onlineLink ? workshop.onlineLink : workshop.place,
    url: `${settings().url}${runPath(run)}`,
    organizer: { name: run.programme.name, email: run.contactAddress },
    from: workshop.startsAt,
    to: workshop.endsAt,
    zone: run.zone,
  }));
}

/** The id of a workshop in every calendar: it never changes, so that a moved workshop moves and is not doubled. */
export function workshopUid(workshopId: string): string {
  return `workshop-${workshopId}@${new URL(settings().url).hostname}`;
}

function describe(workshop: Workshop, joining: boolean): string | undefined {
  const parts = joining
    ? [
        workshop.about,
        workshop.onlineLink && `Join: ${workshop.onlineLink}`,
        workshop.joining,
        workshop.accessNotes,
      ]
    : [workshop.about, workshop.accessNotes];
  return parts.filter(Boolean).join('\n\n') || undefined;
}
