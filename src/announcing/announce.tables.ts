import type { Temporal } from 'temporal-polyfill';
import type { ApplicationState } from '#application';
import type { Outcome } from '#selection';

type HoldTable = { decision_id: string; held_by: string; held_at: Temporal.Instant };

type OwnWordsTable = {
  decision_id: string;
  outcome: Outcome;
  paragraphs: unknown;
  version: number;
  written_by: string;
  written_at: Temporal.Instant;
};

/** The view of marks with what announcing has to know of their applications. */
type ToAnnounceView = {
  id: string;
  application_id: string;
  run_id: string;
  outcome: Outcome;
  reserve_rank: number | null;
  person_id: string | null;
  reference: string;
  state: ApplicationState;
  submitted_at: Temporal.Instant | null;
  turned_at: Temporal.Instant | null;
  held_at: Temporal.Instant | null;
  explanation: string | null;
  paragraphs: unknown;
  words_outcome: Outcome | null;
  words_version: number | null;
};

/** The view of who would have which number of a reserve list. */
type RankingView = {
  run_id: string;
  application_id: string;
  person_id: string | null;
  rank: number;
  state: ApplicationState;
  is_held: boolean;
};

/** The view of those marked who have a place on another run. */
type ElsewhereView = { run_id: string; person_id: string; state: ApplicationState; other_run_id: string };

declare module '#platform/database.ts' {
  interface Tables {
    'announcing.hold': HoldTable;
    'announcing.own_words': OwnWordsTable;
    'announcing.to_announce': ToAnnounceView;
    'announcing.ranking': RankingView;
    'announcing.elsewhere': ElsewhereView;
  }
}
