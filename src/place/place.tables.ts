import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { ApplicationState } from '#application';
import type { OfferState, ReplyAnswer } from './offer.ts';
import type { ReminderWhy } from './reminder.ts';

type OfferTable = {
  id: Generated<string>;
  application_id: string;
  run_id: string;
  number: number;
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
  reason: Generated<string>;
  held_until: Temporal.Instant | null;
};

type TakenBackTable = {
  offer_id: string;
  number: number;
  answer: Exclude<ReplyAnswer, 'accepted'>;
  reason: string;
  replied_at: Temporal.Instant;
  taken_back_at: Temporal.Instant;
};

type DeferralEndTable = { offer_id: string; ended_at: Temporal.Instant };

type CarryingTable = { application_id: string; into_id: string; carried_at: Temporal.Instant };

type ReminderTable = {
  offer_id: string;
  number: number;
  why: ReminderWhy;
  reminded_at: Temporal.Instant;
  reminded_by: string | null;
};

type HoldRuleTable = {
  run_id: string;
  reserve_hours: number;
  remind_before_hours: number;
  remind_after_hours: number;
  undo_minutes: number;
  offers_until: Temporal.Instant | null;
  version: number;
  changed_by: string;
  changed_at: Temporal.Instant;
};

type ListEndTable = { application_id: string; told_at: Temporal.Instant };

type LapseTable = { offer_id: string; lapsed_at: Temporal.Instant };

type GivingUpTable = {
  offer_id: string;
  reason: string;
  given_up_at: Temporal.Instant;
  given_up_by: string;
};

type ReserveTable = { application_id: string; run_id: string; rank: number; ranked_at: Temporal.Instant };

/** The view that says what became of each offer. */
type StandingView = {
  id: string;
  application_id: string;
  run_id: string;
  number: number;
  person_id: string | null;
  application_state: ApplicationState;
  from_reserve: boolean;
  capacity: number;
  offered_at: Temporal.Instant;
  reply_by: Temporal.Instant;
  replied_at: Temporal.Instant | null;
  replied_by: string | null;
  lapsed_at: Temporal.Instant | null;
  given_up_at: Temporal.Instant | null;
  state: OfferState;
  held_until: Temporal.Instant | null;
  reason: string;
  carried_into: string | null;
};

/** The view of those who deferred and wait for the next run. */
type DeferredView = {
  offer_id: string;
  application_id: string;
  run_id: string;
  programme_id: string;
  person_id: string | null;
  submitted_at: Temporal.Instant | null;
  deferred_at: Temporal.Instant;
  held_until: Temporal.Instant | null;
};

/** The view of those who are on a reserve list now. */
type WaitingView = {
  application_id: string;
  run_id: string;
  rank: number;
  person_id: string | null;
  submitted_at: Temporal.Instant | null;
};

/** The view of deferred applications that came into another run. */
type CarriedView = {
  into_id: string;
  application_id: string;
  from_run_id: string;
  run_id: string;
  person_id: string | null;
  submitted_at: Temporal.Instant | null;
  state: ApplicationState;
  carried_at: Temporal.Instant;
};

declare module '#platform/database.ts' {
  interface Tables {
    'place.offer': OfferTable;
    'place.reply': ReplyTable;
    'place.taken_back': TakenBackTable;
    'place.deferral_end': DeferralEndTable;
    'place.carrying': CarryingTable;
    'place.reminder': ReminderTable;
    'place.hold_rule': HoldRuleTable;
    'place.list_end': ListEndTable;
    'place.lapse': LapseTable;
    'place.giving_up': GivingUpTable;
    'place.reserve': ReserveTable;
    'place.standing': StandingView;
    'place.waiting': WaitingView;
    'place.deferred': DeferredView;
    'place.carried': CarriedView;
  }
}
