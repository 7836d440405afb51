import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { ApplicationState } from '#application';
import type { OfferState, ReplyAnswer } from './offer.ts';

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
};

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
};

/** The view of those who are on a reserve list now. */
type WaitingView = {
  application_id: string;
  run_id: string;
  rank: number;
  person_id: string | null;
  submitted_at: Temporal.Instant | null;
};

declare module '#platform/database.ts' {
  interface Tables {
    'place.offer': OfferTable;
    'place.reply': ReplyTable;
    'place.lapse': LapseTable;
    'place.giving_up': GivingUpTable;
    'place.reserve': ReserveTable;
    'place.standing': StandingView;
    'place.waiting': WaitingView;
  }
}
