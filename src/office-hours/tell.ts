import { calendarFeed, type CalendarEvent, type Party } from '#calendar';
import { findOrganisation, findPersons, type Person } from '#people';
import { programmesList } from '#programme';
import { now } from '#platform/clock.ts';
import { settings } from '#platform/config.ts';
import type { Tx } from '#platform/database.ts';
import { writeLetter, type Invitation, type LetterWords } from '#platform/letters.ts';
import { bookedWithYouWords, bookedWords, cancelledWords } from './booking.letter.ts';
import type { Booking } from './booking.ts';
import { sharingWith } from './sharing.ts';

/** Writes to both that an office hour is booked, each with an invitation. */
export async function tellBooked(tx: Tx, booking: Booking): Promise<void> {
  const both = await partiesOf(tx, booking);
  const about = { booking, shortName: both.shortName };
  const sharing = await sharingWith(tx, booking);
  await send(tx, both, 'guest', 'office-hours.booked', bookedWords({ ...about, sharing }), 'REQUEST');
  await send(tx, both, 'mentor', 'office-hours.booked', bookedWithYouWords(about), 'REQUEST');
}

/** Writes to both that an office hour is cancelled, and takes it out of their calendars. */
export async function tellCancelled(
  tx: Tx,
  booking: Booking,
  { byId, reason }: { byId: string; reason: string },
): Promise<void> {
  const both = await partiesOf(tx, booking);
  const about = { booking, shortName: both.shortName, byMentor: byId === booking.slot.mentorId, reason };
  for (const to of ['guest', 'mentor'] as const) {
    await send(tx, both, to, 'office-hours.cancelled', cancelledWords({ ...about, to }), 'CANCEL');
  }
}

type Parties = {
  booking: Booking;
  guest: Person;
  mentor: Person;
  shortName: string;
  organiser: Party;
};

async function partiesOf(tx: Tx, booking: Booking): Promise<Parties> {
  const { institutionId, mentorId } = booking.slot;
  const persons = await findPersons(tx, [booking.personId, mentorId]);
  const [guest, mentor] = [persons.get(booking.personId), persons.get(mentorId)];
  const institution = await findOrganisation(tx, institutionId);
  if (!guest || !mentor || !institution) throw new Error('An office hour has lost one of its people.');
  const programme = (await programmesList(tx)).find((one) => one.institutionId === institutionId);
  return {
    booking,
    guest,
    mentor,
    shortName: programme?.shortName ?? 'Office hours',
    organiser: {
      name: programme?.name ?? institution.name,
      email: programme?.contactAddress ?? institution.contactAddress,
    },
  };
}

async function send(
  tx: Tx,
  both: Parties,
  to: 'guest' | 'mentor',
  kind: string,
  words: LetterWords,
  method: 'REQUEST' | 'CANCEL',
): Promise<void> {
  const [reader, other] = to === 'guest' ? [both.guest, both.mentor] : [both.mentor, both.guest];
  await writeLetter(tx, {
    kind,
    to: { personId: reader.id, name: reader.name, address: reader.email },
    words,
    replyTo: other.email,
    about: `booking:${both.booking.id}`,
    invitation: invitationFor(both, reader, other, method),
  });
}

function invitationFor(
  { booking, organiser }: Parties,
  reader: Person,
  other: Person,
  method: 'REQUEST' | 'CANCEL',
): Invitation {
  const { slot } = booking;
  const isGuest = reader.id === booking.personId;
  const event: CalendarEvent = {
    uid: `office-hour-${booking.id}@${new URL(settings().url).hostname}`,
    sequence: method === 'CANCEL' ? 1 : 0,
    modified: now(),
    status: method === 'CANCEL' ? 'cancelled' : 'confirmed',
    title: `Office hour with ${other.name}${booking.sectionWords ? `: ${booking.sectionWords}` : ''}`,
    description:
      [booking.question, slot.link && `Join: ${slot.link}`].filter(Boolean).join('\n\n') || undefined,
    location: slot.place,
    url: `${settings().url}/${isGuest ? 'office-hours' : 'mentoring'}/bookings/${booking.id}`,
    organizer: organiser,
    attendees: [{ name: reader.name, email: reader.email }],
    from: slot.startsAt,
    to: slot.endsAt,
    zone: slot.zone,
  };
  const content = calendarFeed({ name: 'Office hour', events: [event], now: now(), method });
  return { method, name: 'office-hour.ics', content };
}
