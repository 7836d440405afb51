import type { Tx } from '#platform/database.ts';
import { refuse, Refused } from '#platform/refusal.ts';
import { lockBooking } from './booking.sql.ts';
import { putNote, putPrivateNote, replaceActions, type NewAction } from './note.sql.ts';

const NOT_YOURS = refuse('not-found', 'There is no such office hour of yours.', 404);
const CANCELLED = refuse('cancelled', 'This office hour was cancelled, so there is nothing to note.');

/**
 * Writes the note of an office hour and its agreed actions, for both to read, in place of an earlier one; an action that says the
 * same keeps its tick. Refused for anyone but its mentor, and for a cancelled one.
 */
export async function recordNote(
  tx: Tx,
  note: { bookingId: string; byId: string; words: string; actions: readonly NewAction[] },
): Promise<void> {
  await holdOwn(tx, note.bookingId, note.byId);
  await putNote(tx, note.bookingId, note.words, note.byId);
  await replaceActions(tx, note.bookingId, note.actions);
}

/** Writes the mentor's own note; without words it is forgotten. Refused as the shared one is. */
export async function recordPrivateNote(
  tx: Tx,
  note: { bookingId: string; byId: string; words: string },
): Promise<void> {
  await holdOwn(tx, note.bookingId, note.byId);
  await putPrivateNote(tx, note.bookingId, note.words, note.byId);
}

async function holdOwn(tx: Tx, bookingId: string, byId: string): Promise<void> {
  const booking = await lockBooking(tx, bookingId);
  if (booking?.slot.mentorId !== byId) throw new Refused(NOT_YOURS);
  if (booking.cancelledAt) throw new Refused(CANCELLED);
}
