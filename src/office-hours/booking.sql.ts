import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Temporal } from 'temporal-polyfill';
import type { Booking } from './booking.ts';
import { namesOf, SLOT_COLUMNS, toSlot, type SlotRow } from './slot.sql.ts';

const BOOKING_COLUMNS = [
  'booking.id',
  'booking.person_id',
  'booking.section',
  'booking.section_words',
  'booking.question',
  'booking.booked_at',
  'booking.cancelled_at',
  'booking.cancelled_by',
  'booking.cancel_reason',
] as const;

type BookingRow = SlotRow & {
  id: string;
  person_id: string;
  section: string | null;
  section_words: string;
  question: string;
  booked_at: Temporal.Instant;
  cancelled_at: Temporal.Instant | null;
  cancelled_by: string | null;
  cancel_reason: string;
};

function bookings(db: Database) {
  return db
    .selectFrom('office_hours.booking as booking')
    .innerJoin('office_hours.slot as slot', 'slot.id', 'booking.slot_id')
    .innerJoin('office_hours.window as window', 'window.id', 'slot.window_id')
    .select(BOOKING_COLUMNS)
    .select(SLOT_COLUMNS)
    .orderBy('slot.starts_at')
    .orderBy('booking.id');
}

async function toBookings(db: Database, rows: readonly BookingRow[]): Promise<Booking[]> {
  const nameOf = await namesOf(
    db,
    rows.flatMap((row) => [row.mentor_id, row.person_id]),
  );
  return rows.map((row) => ({
    id: row.id,
    slot: toSlot(row, nameOf),
    personId: row.person_id,
    personName: nameOf(row.person_id),
    section: row.section ?? undefined,
    sectionWords: row.section_words,
    question: row.question,
    bookedAt: row.booked_at,
    cancelledAt: row.cancelled_at ?? undefined,
    cancelledById: row.cancelled_by ?? undefined,
    cancelReason: row.cancel_reason,
  }));
}

/** The bookings that a person made, earliest first, cancelled ones left out. */
export async function bookingsMadeBy(db: Database, personId: string): Promise<Booking[]> {
  const rows = await bookings(db)
    .where('booking.person_id', '=', personId)
    .where('booking.cancelled_at', 'is', null)
    .execute();
  return toBookings(db, rows);
}

/** What lies ahead of a mentor and what was, from `from` on, earliest first, cancelled ones left out. */
export async function bookingsWith(
  db: Database,
  mentorId: string,
  from: Temporal.Instant,
): Promise<Booking[]> {
  const rows = await bookings(db)
    .where('window.mentor_id', '=', mentorId)
    .where('slot.ends_at', '>=', from)
    .where('booking.cancelled_at', 'is', null)
    .execute();
  return toBookings(db, rows);
}

/** The booking with this id, or nothing: for acts; pages use `visibleBooking`. */
export async function findBooking(db: Database, id: string): Promise<Booking | undefined> {
  const rows = await bookings(db).where('booking.id', '=', id).execute();
  return (await toBookings(db, rows))[0];
}

/** The same, held for the rest of the transaction. */
export async function lockBooking(tx: Tx, id: string): Promise<Booking | undefined> {
  await tx
    .selectFrom('office_hours.booking')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return findBooking(tx, id);
}

/** The mentors with whom a person has or had an office hour that was not cancelled. */
export async function mentorsMet(db: Database, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('office_hours.booking as booking')
    .innerJoin('office_hours.slot as slot', 'slot.id', 'booking.slot_id')
    .innerJoin('office_hours.window as window', 'window.id', 'slot.window_id')
    .select('window.mentor_id')
    .distinct()
    .where('booking.person_id', '=', personId)
    .where('booking.cancelled_at', 'is', null)
    .execute();
  return rows.map((row) => row.mentor_id);
}

/** When a person is taken up from now on. */
export async function timesAhead(
  db: Database,
  personId: string,
): Promise<{ startsAt: Temporal.Instant; endsAt: Temporal.Instant }[]> {
  return db
    .selectFrom('office_hours.booking as booking')
    .innerJoin('office_hours.slot as slot', 'slot.id', 'booking.slot_id')
    .select(['slot.starts_at as startsAt', 'slot.ends_at as endsAt'])
    .where('booking.person_id', '=', personId)
    .where('booking.cancelled_at', 'is', null)
    .where('slot.ends_at', '>', now())
    .execute();
}

export type NewBooking = {
  readonly slotId: string;
  readonly personId: string;
  /** The key of the portfolio's section to be read. */
  readonly section?: string | undefined;
  /** How it is called. */
  readonly sectionWords?: string | undefined;
  readonly question?: string | undefined;
  /** Where the person may book; a slot elsewhere does not exist for them. Left out by those who have asked already. */
  readonly institutionIds?: readonly string[] | undefined;
};

/** Books a slot; nothing when somebody has it, also when both ask at once. Answers the booking's id. */
export async function insertBooking(tx: Tx, booking: NewBooking): Promise<string | undefined> {
  const added = await tx
    .insertInto('office_hours.booking')
    .values({
      slot_id: booking.slotId,
      person_id: booking.personId,
      section: booking.section ?? null,
      section_words: booking.sectionWords ?? '',
      question: booking.question ?? '',
      booked_at: now(),
      cancelled_at: null,
      cancelled_by: null,
      cancel_reason: '',
    })
    .onConflict((conflict) => conflict.column('slot_id').where('cancelled_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id;
}

/** Writes down that a booking is cancelled. */
export async function setCancelled(tx: Tx, id: string, byId: string, reason: string): Promise<void> {
  await tx
    .updateTable('office_hours.booking')
    .set({ cancelled_at: now(), cancelled_by: byId, cancel_reason: reason })
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .execute();
}
