import './office-hours.tables.ts';
import type { Room } from '#platform/room.ts';
import { invariants } from './invariants.sql.ts';
import { mentoringRoutes } from './mentoring.page.tsx';
import { officeHoursRoutes } from './office-hours.page.tsx';
import { windowsRoutes } from './windows.page.tsx';

export { bookingsOf, type OwnBooking } from './bookings-of.ts';
export { mentorsMet, type NewBooking } from './booking.sql.ts';
export { type AgreedAction, type Booking, type SessionNote, type Slot } from './booking.ts';
export { book } from './book.ts';
export { cancelBooking } from './cancel.ts';
export { publishWindow } from './publish-window.ts';
export { recordNote, recordPrivateNote } from './record-note.ts';
export { type NewWindow } from './window.sql.ts';
export { freeSlots } from './slot.sql.ts';

/** Windows of mentors' time cut into slots, booked by one person at most, and what came of it. */
export const officeHours: Room = {
  name: 'office-hours',
  routes: [...officeHoursRoutes, ...mentoringRoutes, ...windowsRoutes],
  invariants,
};
