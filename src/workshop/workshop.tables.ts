import type { Generated, GeneratedAlways } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { AttendanceState } from './attendance.ts';

type EnrolmentTable = {
  id: Generated<string>;
  run_id: string;
  person_id: string;
  enrolled_at: Temporal.Instant;
  left_at: Temporal.Instant | null;
  offer_id: string | null;
};

type InvitationTable = {
  enrolment_id: string;
  workshop_id: string;
  sequence: number;
  says: 'comes' | 'cancelled';
  starts_at: Temporal.Instant;
  ends_at: Temporal.Instant;
  place: string;
  told_at: Temporal.Instant;
};

type PreparationTable = {
  id: Generated<string>;
  number: GeneratedAlways<number>;
  workshop_id: string;
  what: string;
  minutes: number;
  due_at: Temporal.Instant;
  link: string | null;
  added_at: Temporal.Instant;
  changed_at: Temporal.Instant;
  removed_at: Temporal.Instant | null;
};

type TickTable = { preparation_id: string; enrolment_id: string; ticked_at: Temporal.Instant };

type AttendanceTable = {
  number: GeneratedAlways<number>;
  enrolment_id: string;
  workshop_id: string;
  state: AttendanceState;
  reason: string;
  marked_by: string;
  marked_at: Temporal.Instant;
};

type CalendarTable = {
  id: Generated<string>;
  person_id: string;
  made_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
};

declare module '#platform/database.ts' {
  interface Tables {
    'workshop.enrolment': EnrolmentTable;
    'workshop.invitation': InvitationTable;
    'workshop.preparation': PreparationTable;
    'workshop.tick': TickTable;
    'workshop.attendance': AttendanceTable;
    'workshop.calendar': CalendarTable;
  }
}
