import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { ApplicationState, Outcome, ReplyAnswer } from './application.ts';

type FormTable = {
  id: Generated<string>;
  run_id: string;
  version: number;
  content: unknown;
  made_at: Temporal.Instant;
};

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

type ReadingTable = {
  application_id: string;
  selector_id: string;
  abstained: boolean;
  scores: unknown;
  note: string;
  version: number;
  read_at: Temporal.Instant;
};

type DecisionTable = {
  id: Generated<string>;
  application_id: string;
  outcome: Outcome;
  reserve_rank: number | null;
  decided_by: string;
  decided_at: Temporal.Instant;
  announced_by: string | null;
  announced_at: Temporal.Instant | null;
};

type OfferTable = {
  id: Generated<string>;
  application_id: string;
  decision_id: string;
  from_reserve: boolean;
  capacity: number;
  offered_at: Temporal.Instant;
  reply_by: Temporal.Instant;
};

type ReplyTable = {
  offer_id: string;
  answer: ReplyAnswer;
  replied_at: Temporal.Instant;
  replied_by: string;
};

type LapseTable = { offer_id: string; lapsed_at: Temporal.Instant };

type GivingUpTable = {
  offer_id: string;
  reason: string;
  given_up_at: Temporal.Instant;
  given_up_by: string;
};

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
  decision_id: string | null;
  announced_at: Temporal.Instant | null;
  reserve_rank: number | null;
  offer_id: string | null;
  from_reserve: boolean | null;
  offered_at: Temporal.Instant | null;
  reply_by: Temporal.Instant | null;
  replied_at: Temporal.Instant | null;
  lapsed_at: Temporal.Instant | null;
  given_up_at: Temporal.Instant | null;
  state: ApplicationState;
};

declare module '#platform/database.ts' {
  interface Tables {
    'application.form': FormTable;
    'application.application': ApplicationTable;
    'application.draft_answers': DraftAnswersTable;
    'application.set_aside': SetAsideTable;
    'application.joining': JoiningTable;
    'application.submission': SubmissionTable;
    'application.withdrawal': WithdrawalTable;
    'application.reading': ReadingTable;
    'application.decision': DecisionTable;
    'application.offer': OfferTable;
    'application.reply': ReplyTable;
    'application.lapse': LapseTable;
    'application.giving_up': GivingUpTable;
    'application.standing': StandingView;
  }
}
