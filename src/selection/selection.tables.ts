import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { Outcome } from './decision.ts';

type ReadingTable = {
  application_id: string;
  run_id: string;
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
  run_id: string;
  outcome: Outcome;
  reserve_rank: number | null;
  decided_by: string;
  decided_at: Temporal.Instant;
  announced_by: string | null;
  announced_at: Temporal.Instant | null;
  offer_id: string | null;
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
    'selection.reading': ReadingTable;
    'selection.decision': DecisionTable;
    'selection.counted_reading': CountedReadingView;
  }
}
