import type { LetterWords } from '#platform/letters.ts';
import type { Booking } from './booking.ts';
import { saySharing, type Sharing } from './sharing.ts';
import { sayNotice, sayWhen } from './saying.ts';

type About = { readonly booking: Booking; readonly shortName: string };

/** To whoever booked an office hour. */
export function bookedWords({
  booking,
  shortName,
  sharing,
}: About & { sharing: Sharing | undefined }): LetterWords {
  const { slot } = booking;
  return {
    subject: `[${shortName}] Your office hour with ${slot.mentorName}: ${sayWhen(slot)}`,
    greeting: `Dear ${booking.personName}`,
    paragraphs: [
      `You have booked ${slot.mentorName}'s time. The attached invitation puts it into your calendar.`,
      ...(sharing ? [sharingIn(sharing, slot)] : []),
    ],
    facts: factsOf(booking),
    action: { label: 'See this office hour', path: `/office-hours/bookings/${booking.id}` },
    after: [cancelling(slot.cancelNotice)],
    signedBy: `The ${shortName} team`,
  };
}

function sharingIn(sharing: Sharing, slot: Booking['slot']): string {
  const says = saySharing(sharing, slot);
  return sharing.readsUntil
    ? says
    : `${says} If your draft is to be read, share it on your portfolio’s page a day or two before.`;
}

function cancelling(minutes: number): string {
  return minutes === 0
    ? 'If you cannot come, cancel it on that page, so that somebody else can have the time.'
    : `If you cannot come, cancel it on that page at least ${sayNotice(minutes)} before, so that somebody else can have the time.`;
}

function factsOf(booking: Booking): [string, string][] {
  const { slot } = booking;
  return [
    ['When', sayWhen(slot)],
    ['Where', slot.place],
    ...(slot.link ? [['Online', slot.link] as [string, string]] : []),
    ...(booking.sectionWords ? [['To be read', booking.sectionWords] as [string, string]] : []),
    ...(booking.question ? [['Question', booking.question] as [string, string]] : []),
  ];
}

/** To the mentor whose time was booked. */
export function bookedWithYouWords({ booking, shortName }: About): LetterWords {
  const { slot } = booking;
  return {
    subject: `[${shortName}] ${booking.personName} has booked you: ${sayWhen(slot)}`,
    greeting: `Dear ${slot.mentorName}`,
    paragraphs: [
      `${booking.personName} has booked an office hour with you. The attached invitation puts it into your calendar.`,
    ],
    facts: factsOf(booking),
    action: { label: 'See this office hour', path: `/mentoring/bookings/${booking.id}` },
    signedBy: `The ${shortName} team`,
  };
}

/** To either of the two: the office hour is cancelled, by whom, and why if they said so. */
export function cancelledWords({
  booking,
  shortName,
  to,
  byMentor,
  reason,
}: About & { to: 'guest' | 'mentor'; byMentor: boolean; reason: string }): LetterWords {
  const { slot } = booking;
  const [name, other] =
    to === 'guest' ? [booking.personName, slot.mentorName] : [slot.mentorName, booking.personName];
  const byReader = byMentor === (to === 'mentor');
  return {
    subject: `[${shortName}] Cancelled: office hour with ${other}, ${sayWhen(slot)}`,
    greeting: `Dear ${name}`,
    paragraphs: [
      byReader
        ? `You cancelled your office hour with ${other}. The attached message takes it out of your calendar.`
        : `${other} has cancelled your office hour. The attached message takes it out of your calendar.`,
      ...(reason && !byReader ? [`They write: ${reason}`] : []),
    ],
    facts: [['It was', sayWhen(slot)]],
    action:
      to === 'guest'
        ? { label: 'Book another time', path: '/office-hours' }
        : { label: 'See your office hours', path: '/mentoring' },
    signedBy: `The ${shortName} team`,
  };
}
