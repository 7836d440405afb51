import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';

type SubmissionTable = {
  id: Generated<string>;
  portfolio_id: string;
  person_id: string;
  programme_id: string;
  edition_id: string;
  pathway_id: string;
  year: number;
  serial: number;
  number: string;
  kind: string;
  submitted_at: Temporal.Instant;
  zone: string;
  content: string;
  sha256: string;
};

type SubmissionFileTable = {
  submission_id: string;
  evidence_id: string;
  sha256: string;
  file_name: string;
  file_type: string;
  file_bytes: number;
};

type SubmissionOpeningTable = { submission_id: string; opened_at: Temporal.Instant };

type SubmissionEndTable = {
  submission_id: string;
  how: 'withdrawn' | 'returned' | 'decided';
  outcome_id: string | null;
  because: string;
  ended_at: Temporal.Instant;
};

declare module '#platform/database.ts' {
  interface Tables {
    'submission.submission': SubmissionTable;
    'submission.file': SubmissionFileTable;
    'submission.opening': SubmissionOpeningTable;
    'submission.ending': SubmissionEndTable;
  }
}
