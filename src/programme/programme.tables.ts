import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { UnconfirmedDate } from './programme.ts';
import type { StatementKind } from './statement.sql.ts';

/** A row of its table, as written. */
export type ProgrammeTable = {
  id: Generated<string>;
  slug: string;
  name: string;
  short_name: string;
  institution_id: string;
  awarding_body_id: string;
  edition_id: string;
  assessed_here: boolean;
  contact_name: string;
  contact_address: string;
  term_table: string | null;
  created_at: Temporal.Instant;
};

/** A row of its table, as written. */
export type RunTable = {
  id: Generated<string>;
  programme_id: string;
  slug: string;
  name: string;
  capacity: number;
  opens_at: Temporal.Instant;
  closes_at: Temporal.Instant;
  grace_minutes: number;
  notify_week: string;
  reply_within_hours: number;
  office_hours_ahead: Generated<number>;
  zone: string;
  course_site: string | null;
  course_site_note: string;
  copied_from: string | null;
  unconfirmed: UnconfirmedDate[];
  version: number;
  opening_told_at: Temporal.Instant | null;
  created_at: Temporal.Instant;
  changed_at: Temporal.Instant;
};

/** A row of its table, as written. */
export type WorkshopTable = {
  id: Generated<string>;
  run_id: string;
  number: number;
  title: string;
  about: string;
  starts_at: Temporal.Instant;
  ends_at: Temporal.Instant;
  place: string;
  online_link: string | null;
  joining: string;
  access_notes: string;
  sequence: number;
  cancelled_at: Temporal.Instant | null;
  unconfirmed: boolean;
  version: number;
  changed_at: Temporal.Instant;
};

type SectionTextTable = {
  id: Generated<string>;
  programme_id: string;
  run_id: string | null;
  section: string;
  version: number;
  words: string;
  written_at: Temporal.Instant;
  written_by: string | null;
};

type EnquiryTable = {
  id: Generated<string>;
  programme_id: string;
  run_id: string | null;
  name: string;
  email: string;
  question: string;
  asked_at: Temporal.Instant;
  sender_mark: string | null;
};

type EnquiryAnswerTable = {
  enquiry_id: string;
  words: string;
  answered_at: Temporal.Instant;
  answered_by: string;
};

type StatementTable = {
  institution_id: string;
  kind: StatementKind;
  version: number;
  words: string;
  written_at: Temporal.Instant;
  written_by: string | null;
};

declare module '#platform/database.ts' {
  interface Tables {
    'programme.programme': ProgrammeTable;
    'programme.run': RunTable;
    'programme.workshop': WorkshopTable;
    'programme.section_text': SectionTextTable;
    'programme.enquiry': EnquiryTable;
    'programme.enquiry_answer': EnquiryAnswerTable;
    'programme.statement': StatementTable;
  }
}
