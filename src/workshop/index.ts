import './workshop.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';
import { tells } from './news.ts';

export { agendaOf, type AgendaItem } from './agenda.ts';
export { ATTENDANCE_STATES, ATTENDANCE_WORDS, type Attendance, type AttendanceState } from './attendance.ts';
export { attendanceCounts, type Counts } from './attendance.sql.ts';
export { enrolmentsOf, participantsOf, type Enrolment, type Participant } from './enrolment.sql.ts';
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

export const workshop: Room = { name: 'workshop', tells };
