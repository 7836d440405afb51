import './workshop.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';
import { attendanceRoutes } from './attendance.page.tsx';
import { calendarRoutes } from './calendar.page.ts';
import { deskWorkshopsRoutes } from './desk-workshops.page.tsx';
import { invariants } from './invariants.sql.ts';
import { listeners } from './listeners.ts';
import { workshopsRoutes } from './workshops.page.tsx';
import { tells } from './news.ts';

export { agendaOf, type AgendaItem } from './agenda.ts';
export { ATTENDANCE_STATES, ATTENDANCE_WORDS, type Attendance, type AttendanceState } from './attendance.ts';
export { markableWorkshop, visibleWorkshop } from './access.ts';
export { attendanceCounts, marksOf, type Counts } from './attendance.sql.ts';
export {
  enrolmentsOf,
  participantIdsOf,
  participantsOf,
  type Enrolment,
  type Participant,
} from './enrolment.sql.ts';
export { minutesOpen, type OwnPreparation, type Preparation } from './preparation.ts';
export { type NewPreparation } from './preparation.sql.ts';
export {
  addPreparation,
  changePreparation,
  removePreparation,
  tickPreparation,
  untickPreparation,
} from './prepare.ts';
export { markAttendance, markRestPresent, type NewMark } from './mark.ts';
export { enrol, leave } from './enrol.ts';

/** The series for those with a place: seats, preparation, joining, attendance and calendars. */
export const workshop: Room = {
  name: 'workshop',
  routes: [...calendarRoutes, ...workshopsRoutes, ...deskWorkshopsRoutes, ...attendanceRoutes],
  listeners,
  tells,
  invariants,
};
