import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { RevocationReason } from './award.ts';

type CounterTable = { awarding_body_id: string; last: number };

type AwardTable = {
  id: Generated<string>;
  awarding_body_id: string;
  person_id: string;
  programme_id: string | null;
  edition_id: string;
  pathway_id: string;
  case_id: string | null;
  submission_id: string | null;
  outcome_id: string | null;
  serial: number | null;
  number: string | null;
  given_here: boolean;
  awarded_on: string;
  valid_until: string | null;
  review_due: string | null;
  code: string | null;
  made_at: Temporal.Instant;
};

type RenewalTable = {
  id: Generated<string>;
  award_id: string;
  case_id: string | null;
  renewed_on: string;
  valid_until: string | null;
  review_due: string | null;
  made_at: Temporal.Instant;
};

type RevocationTable = {
  id: Generated<string>;
  award_id: string;
  reason: RevocationReason;
  note: string;
  revoked_at: Temporal.Instant;
  revoked_by: string;
  reinstated_at: Temporal.Instant | null;
  reinstated_by: string | null;
  reinstated_note: string;
};

type RegisterEntryTable = {
  id: Generated<string>;
  award_id: string;
  says: string;
  may_be_indexed: boolean;
  listed_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  ended_because: 'opted-out' | 'changed' | 'lapsed' | 'revoked' | null;
};

type VerificationTryTable = { remote_seal: string; hour: Temporal.Instant; tries: number };

/** The view that says how each award stands. */
type StandingView = Omit<AwardTable, 'id' | 'made_at'> & {
  id: string;
  renewed_on: string | null;
  revoked_reason: RevocationReason | null;
  revoked_at: Temporal.Instant | null;
  register_says: string | null;
  may_be_indexed: boolean | null;
  listed_at: Temporal.Instant | null;
};

declare module '#platform/database.ts' {
  interface Tables {
    'award.counter': CounterTable;
    'award.award': AwardTable;
    'award.renewal': RenewalTable;
    'award.revocation': RevocationTable;
    'award.register_entry': RegisterEntryTable;
    'award.verification_try': VerificationTryTable;
    'award.standing': StandingView;
  }
}
