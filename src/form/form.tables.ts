import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';

type FormTable = {
  id: Generated<string>;
  run_id: string;
  version: number;
  content: unknown;
  made_at: Temporal.Instant;
};

declare module '#platform/database.ts' {
  interface Tables {
    'form.form': FormTable;
  }
}
