import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';

type FormTable = {
  id: Generated<string>;
  run_id: string;
  version: number;
  content: unknown;
  made_at: Temporal.Instant;
  made_by: Generated<string | null>;
};

type EqualityAnswerTable = {
  id: Generated<string>;
  run_id: string;
  writer: string | null;
  answers: unknown;
};

type EqualityClosingTable = { run_id: string; closed_at: Temporal.Instant };

type RevisionTable = {
  id: Generated<string>;
  run_id: string;
  based_on_id: string;
  begun_at: Temporal.Instant;
  begun_by: string;
  ended_at: Generated<Temporal.Instant | null>;
  became_id: Generated<string | null>;
};

type StepTable = {
  revision_id: string;
  number: number;
  content: unknown;
  says: string;
  stands_for: number;
  made_by: string;
  made_at: Temporal.Instant;
};

declare module '#platform/database.ts' {
  interface Tables {
    'form.form': FormTable;
    'form.equality_answer': EqualityAnswerTable;
    'form.equality_closing': EqualityClosingTable;
    'form.revision': RevisionTable;
    'form.step': StepTable;
  }
}
