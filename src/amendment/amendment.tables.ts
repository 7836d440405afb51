import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';

type OnBehalfTable = {
  id: Generated<string>;
  application_id: string;
  number: number;
  section: string | null;
  submission_number: number | null;
  reason: string;
  changes: unknown;
  done_at: Temporal.Instant;
  done_by: string;
};

type ChangeRequestTable = {
  id: Generated<string>;
  application_id: string;
  run_id: string;
  number: number;
  words: string;
  asked_at: Temporal.Instant;
  asked_by: string;
};

type ChangeAnswerTable = {
  request_id: string;
  answer: 'made' | 'declined';
  words: string;
  answered_at: Temporal.Instant;
  answered_by: string;
};

type DraftReminderTable = {
  application_id: string;
  hours_before: number;
  closes_at: Temporal.Instant;
  reminded_at: Temporal.Instant;
};

declare module '#platform/database.ts' {
  interface Tables {
    'amendment.on_behalf': OnBehalfTable;
    'amendment.change_request': ChangeRequestTable;
    'amendment.change_answer': ChangeAnswerTable;
    'amendment.draft_reminder': DraftReminderTable;
  }
}
