import type { Generated, GeneratedAlways } from 'kysely';
import type { Temporal } from 'temporal-polyfill';

type MentorTable = { person_id: string; number: GeneratedAlways<number> };

type WindowTable = {
  id: Generated<string>;
  institution_id: string;
  mentor_id: string;
  zone: string;
  first_day: string;
  last_day: string;
  weekday: number;
  every_weeks: number;
  starts: string;
  ends: string;
  slot_minutes: number;
  gap_minutes: number;
  place: string;
  link: string | null;
  book_notice_minutes: number;
  cancel_notice_minutes: number;
  published_at: Temporal.Instant;
  withdrawn_at: Temporal.Instant | null;
};

type SlotTable = {
  id: Generated<string>;
  window_id: string;
  mentor_number: number;
  starts_at: Temporal.Instant;
  ends_at: Temporal.Instant;
  withdrawn_at: Temporal.Instant | null;
};

type BookingTable = {
  id: Generated<string>;
  slot_id: string;
  person_id: string;
  section: string | null;
  section_words: string;
  question: string;
  booked_at: Temporal.Instant;
  cancelled_at: Temporal.Instant | null;
  cancelled_by: string | null;
  cancel_reason: string;
};

type NoteTable = {
  booking_id: string;
  words: string;
  version: number;
  written_at: Temporal.Instant;
  written_by: string;
};

type ActionTable = {
  id: Generated<string>;
  booking_id: string;
  position: number;
  what: string;
  due_on: string | null;
  done_at: Temporal.Instant | null;
};

type PrivateNoteTable = {
  booking_id: string;
  words: string;
  written_at: Temporal.Instant;
  written_by: string;
};

declare module '#platform/database.ts' {
  interface Tables {
    'office_hours.mentor': MentorTable;
    'office_hours.window': WindowTable;
    'office_hours.slot': SlotTable;
    'office_hours.booking': BookingTable;
    'office_hours.note': NoteTable;
    'office_hours.action': ActionTable;
    'office_hours.private_note': PrivateNoteTable;
  }
}
