import './office-hours.tables.ts';
import type { Room } from '#platform/room.ts';

export { bookingsOf, type OwnBooking } from './bookings-of.ts';
export { mentorsMet, type NewBooking } from './booking.sql.ts';
export { type AgreedAction, type Booking, type SessionNote, type Slot } from './booking.ts';
export { book } from './book.ts';
export { cancelBooking } from './cancel.ts';
export { publishWindow } from './publish-window.ts';
export { recordNote, recordPrivateNote } from './record-note.ts';
export { type NewWindow } from './window.sql.ts';
export { freeSlots } from './slot.sql.ts';

export const officeHours: Room = { name: 'office-hours' };
