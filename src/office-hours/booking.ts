import type { Temporal } from 'temporal-polyfill';
import { refuse, type Refusal } from '#platform/refusal.ts';

/** A stretch of a mentor's time that one person can have. */
export type Slot = {
  readonly id: string;
  readonly windowId: string;
  readonly institutionId: string;
  readonly mentorId: string;
  readonly mentorName: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly zone: string;
  readonly place: string;
  readonly link: string | undefined;
  /** Least notice to book, in minutes. */
  readonly bookNotice: number;
  /** Least notice to cancel for the one who booked, in minutes. */
  readonly cancelNotice: number;
  readonly isWithdrawn: boolean;
};

/** A slot that somebody has. */
export type Booking = {
  readonly id: string;
  readonly slot: Slot;
  readonly personId: string;
  readonly personName: string;
  /** The key of the portfolio's section that is to be read, where one was chosen. */
  readonly section: string | undefined;
  /** How it is called; '' where none was named. */
  readonly sectionWords: string;
  readonly question: string;
  readonly bookedAt: Temporal.Instant;
  readonly cancelledAt: Temporal.Instant | undefined;
  readonly cancelledById: string | undefined;
  readonly cancelReason: string;
};

/** What both agreed after a session, for both to read. */
export type SessionNote = {
  readonly words: string;
  readonly version: number;
  readonly writtenAt: Temporal.Instant;
  readonly actions: readonly AgreedAction[];
};

export type AgreedAction = {
  readonly id: string;
  readonly what: string;
  /** 'YYYY-MM-DD'. */
  readonly dueOn: string | undefined;
  readonly doneAt: Temporal.Instant | undefined;
};

export type BookRefusal =
  'slot-taken' | 'slot-withdrawn' | 'too-late' | 'own-slot' | 'two-at-once' | 'too-many';

/** What counts of the person who books: what lies ahead of them, and how much their run lets lie ahead. */
export type Booker = {
  readonly personId: string;
  readonly ahead: readonly Pick<Slot, 'startsAt' | 'endsAt'>[];
  readonly mostAhead: number;
};

/** Why a slot cannot be booked by this person now, apart from whether somebody else was quicker. */
export function refusalToBook(
  slot: Pick<Slot, 'startsAt' | 'bookNotice' | 'isWithdrawn' | 'mentorId'>,
  person: Booker,
  now: Temporal.Instant,
): Refusal<BookRefusal> | undefined {
  if (slot.isWithdrawn) return refuse('slot-withdrawn', 'This time is not offered any more.');
  if (slot.mentorId === person.personId) return refuse('own-slot', 'This is your own time.');
  if (isPast(slot.startsAt.subtract({ minutes: slot.bookNotice }), now))
    return refuse('too-late', 'This time is too near to be booked: your mentor asks for longer notice.');
  if (person.ahead.length >= person.mostAhead)
    return refuse(
      'too-many',
      `You have ${countHours(person.ahead.length)} ahead of you. Cancel one to book another.`,
    );
  return undefined;
}

function countHours(count: number): string {
  return count === 1 ? 'one office hour' : `${count} office hours`;
}

/** Whether two stretches of time share a moment. */
export function overlap(
  one: Pick<Slot, 'startsAt' | 'endsAt'>,
  other: Pick<Slot, 'startsAt' | 'endsAt'>,
): boolean {
  return (
    one.startsAt.epochMilliseconds < other.endsAt.epochMilliseconds &&
    other.startsAt.epochMilliseconds < one.endsAt.epochMilliseconds
  );
}

export type CancelRefusal = 'cancelled-already' | 'over' | 'too-late';

/**
 * Why a booking cannot be cancelled now. Whoever booked keeps to the mentor's notice; the mentor may until it begins.
 */
export function refusalToCancel(
  booking: Pick<Booking, 'cancelledAt' | 'personId'> & {
    readonly slot: Pick<Slot, 'startsAt' | 'cancelNotice'>;
  },
  byId: string,
  now: Temporal.Instant,
): Refusal<CancelRefusal> | undefined {
  if (booking.cancelledAt) return refuse('cancelled-already', 'This office hour is cancelled already.');
  if (isPast(booking.slot.startsAt, now)) return refuse('over', 'This office hour has begun or is over.');
  if (byId !== booking.personId) return undefined;
  if (!isPast(booking.slot.startsAt.subtract({ minutes: booking.slot.cancelNotice }), now)) return undefined;
  return refuse(
    'too-late',
    'It is too near to cancel here. Write to your mentor, so that they need not wait.',
  );
}

function isPast(moment: Temporal.Instant, now: Temporal.Instant): boolean {
  return moment.epochMilliseconds <= now.epochMilliseconds;
}
