import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { Payer, PauseReason, PaymentState } from './registration.ts';

type ChoiceTable = {
  id: Generated<string>;
  person_id: string;
  programme_id: string;
  run_id: string | null;
  edition_id: string;
  pathway_id: string;
  chosen_at: Temporal.Instant;
  superseded_at: Temporal.Instant | null;
};

type PayerColumns = { payer: Payer; payer_name: string; cost_code: string; purchase_order: string };

type RequestTable = PayerColumns & {
  id: Generated<string>;
  person_id: string;
  programme_id: string;
  run_id: string | null;
  edition_id: string;
  pathway_id: string;
  asked_at: Temporal.Instant;
  closed_at: Temporal.Instant | null;
  closed_as: 'confirmed' | 'declined' | 'withdrawn' | null;
  closed_by: string | null;
  reason: string;
};

type RegistrationTable = PayerColumns & {
  id: Generated<string>;
  person_id: string;
  programme_id: string;
  run_id: string | null;
  request_id: string | null;
  edition_id: string;
  pathway_id: string;
  reference: string;
  registered_on: string;
  rule_expires_at: Temporal.Instant;
  because: string;
  fee_pence: number | null;
  fee_currency: string;
  fee_confirmed: boolean;
  fee_source: string;
  recorded_by: string;
  recorded_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  ended_because: 'expired' | 'failed' | 'withdrawn' | null;
};

type PaymentTable = {
  id: Generated<number>;
  registration_id: string;
  state: PaymentState;
  reference: string;
  noted_at: Temporal.Instant;
  noted_by: string;
};

type PauseTable = {
  id: Generated<string>;
  registration_id: string;
  from_day: string;
  until_day: string;
  reason: PauseReason;
  asked_at: Temporal.Instant;
  asked_by: string;
  answered_at: Temporal.Instant | null;
  answered_by: string | null;
  answer: 'granted' | 'declined' | null;
  new_expires_at: Temporal.Instant | null;
};

type SubmittedTable = { registration_id: string; submitted_at: Temporal.Instant };

type ReminderTable = {
  registration_id: string;
  mark: string;
  expires_at: Temporal.Instant;
  sent_at: Temporal.Instant;
};

/** The view that says how each registration stands. */
type StandingView = Omit<RegistrationTable, 'id'> & {
  id: string;
  expires_at: Temporal.Instant;
  payment_state: PaymentState | null;
  payment_reference: string | null;
  submitted_at: Temporal.Instant | null;
};

declare module '#platform/database.ts' {
  interface Tables {
    'registration.choice': ChoiceTable;
    'registration.request': RequestTable;
    'registration.registration': RegistrationTable;
    'registration.payment': PaymentTable;
    'registration.pause': PauseTable;
    'registration.submitted': SubmittedTable;
    'registration.reminder': ReminderTable;
    'registration.standing': StandingView;
  }
}
