import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { refuse, Refused, stopIf } from '#platform/refusal.ts';
import { refusalToCancel, type Booking } from './booking.ts';
import { lockBooking, setCancelled } from './booking.sql.ts';
import { setWithdrawn } from './slot.sql.ts';
import { tellCancelled } from './tell.ts';

/**
 * Cancels an office hour by the one who booked it, within the mentor's notice, or by its mentor, whose slot is then withdrawn: they
 * are not there. Otherwise the slot is free again at once. Writes to both. Answers the booking as it was; refused for anyone else.
 */
export async function cancelBooking(
  tx: Tx,
  { bookingId, byId, reason }: { bookingId: string; byId: string; reason: string },
): Promise<Booking> {
  const booking = await lockBooking(tx, bookingId);
  if (!booking || ![booking.personId, booking.slot.mentorId].includes(byId)) throw new Refused(NOT_YOURS);
  stopIf(refusalToCancel(booking, byId, now()));
  await setCancelled(tx, booking.id, byId, reason);
  if (byId === booking.slot.mentorId) await setWithdrawn(tx, booking.slot.id);
  await tellCancelled(tx, booking, { byId, reason });
  return booking;
}

const NOT_YOURS = refuse('not-found', 'There is no such office hour of yours.', 404);
