import { now } from '#platform/clock.ts';
import { holdKey, type Tx } from '#platform/database.ts';
import { refuse, Refused, stopIf } from '#platform/refusal.ts';
import { overlap, refusalToBook, type BookRefusal } from './booking.ts';
import { findBooking, insertBooking, timesAhead, type NewBooking } from './booking.sql.ts';
import { mostAheadOf } from './most-ahead.ts';
import { holdSlot } from './slot.sql.ts';
import { tellBooked } from './tell.ts';

const NO_SLOT = refuse('no-slot', 'There is no such time.', 404);
const TAKEN = refuse<BookRefusal>('slot-taken', 'Somebody booked this time a moment before you.');
const TWO_AT_ONCE = refuse<BookRefusal>('two-at-once', 'You have another office hour at that time.');

/**
 * Books a slot for a person, writes to both with an invitation, and answers the booking's id. The database lets one person have it, whatever happens at once: the
 * others are refused with "slot-taken". Also refused: a withdrawn slot, less notice than the mentor asks for, the mentor's own slot,
 * a second office hour at the same time, and one more
 * ahead than the person's run lets them have. Shares nothing of the portfolio.
 */
export async function book(tx: Tx, booking: NewBooking): Promise<string> {
  // One person's bookings are made one after the other, so that two clicks are not two places at once.
  await holdKey(tx, `office-hours:${booking.personId}`);
  const slot = await holdSlot(tx, booking.slotId);
  if (!slot || booking.institutionIds?.includes(slot.institutionId) === false) throw new Refused(NO_SLOT);
  const ahead = await timesAhead(tx, booking.personId);
  const mostAhead = await mostAheadOf(tx, booking.personId, slot.institutionId);
  stopIf(refusalToBook(slot, { personId: booking.personId, ahead, mostAhead }, now()));
  if (ahead.some((one) => overlap(one, slot))) throw new Refused(TWO_AT_ONCE);
  const id = await insertBooking(tx, booking);
  if (!id) throw new Refused(TAKEN);
  const booked = await findBooking(tx, id);
  if (booked) await tellBooked(tx, booked);
  return id;
}
