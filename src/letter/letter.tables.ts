import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { Json } from '#platform/platform.tables.ts';

type LetterTextTable = {
  programme_id: string;
  kind: string;
  number: number;
  subject: string | null;
  body: string | null;
  link_label: string | null;
  waits: boolean;
  written_by: string;
  written_at: Temporal.Instant;
};

type WordingTable = {
  letter_id: string;
  programme_id: string;
  run_id: string | null;
  kind: string;
  text_number: number;
  subject: string;
  body: string;
  link_label: string;
  link_path: string | null;
  filled_with: Json;
  missing: string[];
  version: Generated<number>;
  edited_by: string | null;
  edited_at: Temporal.Instant | null;
};

type ResendingTable = {
  letter_id: string;
  of_letter_id: string;
  number: number;
  preface: string;
  sent_by: string;
  sent_at: Temporal.Instant;
};

declare module '#platform/database.ts' {
  interface Tables {
    'letter.letter_text': LetterTextTable;
    'letter.wording': WordingTable;
    'letter.resending': ResendingTable;
  }
}
