import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { CaseState } from './case.ts';
import type { EndedHow, Role } from './assignment.ts';

type CaseTable = {
  id: Generated<string>;
  submission_id: string;
  portfolio_id: string;
  number: string;
  submitted_at: Temporal.Instant;
  awarding_body_id: string;
  person_id: string;
  programme_id: string;
  edition_id: string;
  pathway_id: string;
  kind: string;
  opened_at: Temporal.Instant;
};

type IntakeTable = {
  case_id: string;
  result: 'passed' | 'returned';
  reason: string;
  note: string;
  checked_at: Temporal.Instant;
  checked_by: string;
};

type AssessorTable = {
  person_id: string;
  awarding_body_id: string;
  pathway_id: string | null;
  award_current: boolean;
  institution: string;
  specialisms: string;
  capacity: number;
  seconds_before: number;
  away: boolean;
  changed_at: Temporal.Instant;
};

type ConflictTable = {
  id: Generated<string>;
  assessor_id: string;
  candidate_id: string;
  reason: string;
  declared_at: Temporal.Instant;
  declared_by: string;
  lifted_at: Temporal.Instant | null;
  lifted_by: string | null;
};

type AssignmentTable = {
  id: Generated<string>;
  case_id: string;
  assessor_id: string;
  role: Role;
  due_on: string;
  invited_at: Temporal.Instant;
  invited_by: string;
  accepted_at: Temporal.Instant | null;
  ended_at: Temporal.Instant | null;
  ended_how: EndedHow | null;
  ended_because: string | null;
};

type JudgementTable = {
  assignment_id: string;
  version: number;
  feedback: string;
  note_to_registrar: string;
  saved_at: Temporal.Instant | null;
  lodged_at: Temporal.Instant | null;
};

type RatingTable = {
  assignment_id: string;
  target: string;
  position: number;
  rated_alone: boolean;
  rating: string | null;
  note: string;
};

type MessageTable = {
  id: Generated<string>;
  case_id: string;
  assignment_id: string;
  words: string;
  said_at: Temporal.Instant;
};

type ProposalTable = {
  id: Generated<string>;
  case_id: string;
  number: number;
  outcome_id: string;
  note: string;
  proposed_by: string;
  proposed_at: Temporal.Instant;
};

type JointRatingTable = { proposal_id: string; target: string; position: number; rating: string };

type PointTable = {
  proposal_id: string;
  slot: string;
  position: number;
  component: string | null;
  words: string;
};

type SignatureTable = { proposal_id: string; assignment_id: string; signed_at: Temporal.Instant };

type AgreementTable = {
  case_id: string;
  proposal_id: string;
  shown_first: string;
  agreed_at: Temporal.Instant;
};

type ReleaseTable = {
  case_id: string;
  outcome_id: string;
  decided_on: string;
  released_at: Temporal.Instant;
  released_by: string;
};

type OutsideOutcomeTable = {
  case_id: string;
  feedback: string[];
  recorded_at: Temporal.Instant;
  recorded_by: string;
};

type OutsidePointTable = Omit<PointTable, 'proposal_id'> & { case_id: string };

/** The view that says how each case stands. */
type StandingView = Omit<CaseTable, 'id'> & {
  id: string;
  intake_result: 'passed' | 'returned' | null;
  intake_reason: string | null;
  intake_note: string | null;
  checked_at: Temporal.Instant | null;
  asked: number;
  accepted: number;
  lodged: number;
  last_lodged_at: Temporal.Instant | null;
  agreed_at: Temporal.Instant | null;
  agreed_proposal_id: string | null;
  shown_first: string | null;
  outcome_id: string | null;
  decided_on: string | null;
  released_at: Temporal.Instant | null;
  recorded_at: Temporal.Instant | null;
  state: CaseState;
};

declare module '#platform/database.ts' {
  interface Tables {
    'assessment.case_file': CaseTable;
    'assessment.intake': IntakeTable;
    'assessment.withdrawal': { case_id: string; withdrawn_at: Temporal.Instant };
    'assessment.assessor': AssessorTable;
    'assessment.conflict': ConflictTable;
    'assessment.assignment': AssignmentTable;
    'assessment.judgement': JudgementTable;
    'assessment.rating': RatingTable;
    'assessment.message': MessageTable;
    'assessment.proposal': ProposalTable;
    'assessment.joint_rating': JointRatingTable;
    'assessment.point': PointTable;
    'assessment.signature': SignatureTable;
    'assessment.agreement': AgreementTable;
    'assessment.release': ReleaseTable;
    'assessment.outside_outcome': OutsideOutcomeTable;
    'assessment.outside_point': OutsidePointTable;
    'assessment.standing': StandingView;
  }
}
