import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { ApplicationState, Turn } from './application.ts';

type ApplicationTable = {
  id: Generated<string>;
  reference: string;
  run_id: string;
  form_id: string;
  person_id: string | null;
  draft_token_hash: Buffer | null;
  begun_at: Temporal.Instant;
};

type DraftAnswersTable = {
  application_id: string;
  section: string;
  answers: unknown;
  version: number;
  saved_at: Temporal.Instant;
};

type SetAsideTable = {
  id: Generated<string>;
  application_id: string;
  section: string;
  answers: unknown;
  written_at: Temporal.Instant;
  settled_at: Temporal.Instant | null;
};

type JoiningTable = { application_id: string; into_id: string; joined_at: Temporal.Instant };

type SubmissionTable = {
  id: Generated<string>;
  application_id: string;
  number: number;
  form_id: string;
  answers: unknown;
  team_answers: unknown;
  submitted_at: Temporal.Instant;
  submitted_by: string;
  in_grace: boolean;
};

type WithdrawalTable = {
  application_id: string;
  submission_number: number;
  reason: string;
  withdrawn_at: Temporal.Instant;
  withdrawn_by: string;
};

type TurnTable = {
  application_id: string;
  number: number;
  state: Turn;
  reply_by: Temporal.Instant | null;
  turned_at: Temporal.Instant;
};

type LaterAnswerTable = {
  application_id: string;
  answers: unknown;
  version: number;
  saved_at: Temporal.Instant;
  saved_by: string;
};

type AccessCodeTable = {
  id: Generated<string>;
  run_id: string;
  code: string;
  purpose: string;
  expires_at: Temporal.Instant;
  most_uses: number;
  made_at: Temporal.Instant;
  made_by: string;
  revoked_at: Temporal.Instant | null;
  revoked_by: string | null;
};

type CodeUseTable = {
  application_id: string;
  code_id: string;
  run_id: string;
  number: number;
  used_at: Temporal.Instant;
};

type BeginningTable = { remote_seal: string; hour: Temporal.Instant; number: number };

/** The view that says what state each application is in. */
type StandingView = {
  id: string;
  reference: string;
  run_id: string;
  form_id: string;
  person_id: string | null;
  begun_at: Temporal.Instant;
  submission_number: number | null;
  submitted_at: Temporal.Instant | null;
  in_grace: boolean | null;
  withdrawn_at: Temporal.Instant | null;
  turn_number: number | null;
  turned_at: Temporal.Instant | null;
  reply_by: Temporal.Instant | null;
  state: ApplicationState;
  late_until: Temporal.Instant | null;
};

declare module '#platform/database.ts' {
  interface Tables {
    'application.application': ApplicationTable;
    'application.draft_answers': DraftAnswersTable;
    'application.set_aside': SetAsideTable;
    'application.joining': JoiningTable;
    'application.submission': SubmissionTable;
    'application.withdrawal': WithdrawalTable;
    'application.turn': TurnTable;
    'application.later_answer': LaterAnswerTable;
    'application.access_code': AccessCodeTable;
    'application.code_use': CodeUseTable;
    'application.beginning': BeginningTable;
    'application.standing': StandingView;
  }
}
