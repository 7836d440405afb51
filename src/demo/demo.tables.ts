import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';

type LoadingTable = {
  the_only: Generated<boolean>;
  begun_at: Temporal.Instant;
  finished_at: Temporal.Instant | null;
  is_all: Generated<boolean>;
};

type FigureTable = {
  person_id: string;
  slug: string;
  place: number;
  company: string;
  lead: string | null;
  who: string;
  stage: string;
};

declare module '#platform/database.ts' {
  interface Tables {
    'demo.loading': LoadingTable;
    'demo.figure': FigureTable;
  }
}
