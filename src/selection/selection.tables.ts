import type { Generated, GeneratedAlways } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { ApplicationState } from '#application';
import type { Outcome } from './decision.ts';

type GuideTable = {
  id: Generated<string>;
  run_id: string;
  version: number;
  criteria: unknown;
  readings_wanted: number;
  same_department: boolean;
  made_by: string | null;
  made_at: Temporal.Instant;
};

type ReadingTable = {
  application_id: string;
  run_id: string;
  selector_id: string;
  guide_id: string;
  abstained: boolean;
  scores: unknown;
  words: unknown;
  note: string;
  to_applicant: string;
  version: number;
  read_at: Temporal.Instant;
};

type DecisionTable = {
  id: Generated<string>;
  application_id: string;
  run_id: string;
  outcome: Outcome;
  reserve_rank: number | null;
  decided_by: string;
  decided_at: Temporal.Instant;
  announced_by: string | null;
  announced_at: Temporal.Instant | null;
  offer_id: string | null;
};

type InterestTable = {
  id: Generated<string>;
  application_id: string;
  run_id: string;
  selector_id: string;
  words: string;
  declared_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
  ended_because: string | null;
};

type DealingTable = {
  application_id: string;
  run_id: string;
  selector_id: string;
  dealt_at: Temporal.Instant;
  skipped_at: Temporal.Instant | null;
  kept: unknown;
};

type MarkingTable = {
  number: GeneratedAlways<number>;
  batch_id: string;
  application_id: string;
  run_id: string;
  before_outcome: Outcome | null;
  before_rank: number | null;
  after_outcome: Outcome | null;
  after_rank: number | null;
  marked_by: string;
  marked_at: Temporal.Instant;
  undone_at: Temporal.Instant | null;
};

type ExplanationTable = {
  application_id: string;
  run_id: string;
  words: string;
  version: number;
  written_by: string;
  written_at: Temporal.Instant;
};

/** The view of applications as the team reads them. */
type DossierView = {
  application_id: string;
  run_id: string;
  reference: string;
  person_id: string;
  state: ApplicationState;
  submission_number: number;
  submitted_at: Temporal.Instant;
  turned_at: Temporal.Instant | null;
  name: string;
  email: string;
  department: string;
  role: string;
  form_id: string;
  answers: unknown;
};

type HappeningView = {
  application_id: string;
  at: Temporal.Instant;
  what: 'sent' | ApplicationState;
  number: number;
  by_id: string | null;
  words: string;
};

type SentVersionView = {
  application_id: string;
  number: number;
  form_id: string;
  answers: unknown;
  submitted_at: Temporal.Instant;
};

/** The view of readings of applications that were sent and not withdrawn. */
type CountedReadingView = {
  application_id: string;
  run_id: string;
  selector_id: string;
  person_id: string | null;
};

declare module '#platform/database.ts' {
  interface Tables {
    'selection.guide': GuideTable;
    'selection.reading': ReadingTable;
    'selection.valid_reading': ReadingTable;
    'selection.decision': DecisionTable;
    'selection.interest': InterestTable;
    'selection.dealing': DealingTable;
    'selection.marking': MarkingTable;
    'selection.explanation': ExplanationTable;
    'selection.dossier': DossierView;
    'selection.happening': HappeningView;
    'selection.sent_version': SentVersionView;
    'selection.prior_applicant': { application_id: string; run_id: string };
    'selection.counted_reading': CountedReadingView;
  }
}
