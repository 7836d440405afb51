import type { ColumnType, Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';

/** jsonb: read as a value, written as text made by `json()`. */
export type Json = ColumnType<unknown, string, string>;

type NewsTable = { id: Generated<number>; kind: string; payload: Json; told_at: Temporal.Instant };
type NewsReceiptTable = { news_id: number; listener: string; heard_at: Temporal.Instant };

export type LetterState = 'draft' | 'queued' | 'sending' | 'sent' | 'bounced' | 'discarded';

/** A row of its table, as written. */
export type LetterTable = {
  id: Generated<string>;
  kind: string;
  person_id: string | null;
  to_name: string;
  to_address: string;
  reply_to: string | null;
  subject: string;
  text: string;
  html: string;
  attachment: Json | null;
  /** true for letters that open a door (sign-in links): shown in no log outside the demo. */
  secret: boolean;
  about: string | null;
  /** Where one POST ends such letters; for letters that somebody asked for. */
  unsubscribe_path: Generated<string | null>;
  state: LetterState;
  trouble: string | null;
  written_at: Temporal.Instant;
  sent_at: Temporal.Instant | null;
  /** Who saw that it did not arrive and left it at that. */
  let_be_by: Generated<string | null>;
  let_be_at: Generated<Temporal.Instant | null>;
  /** Who holds a draft back, so that sending many leaves it out. */
  held_by: Generated<string | null>;
  held_at: Generated<Temporal.Instant | null>;
  discarded_by: Generated<string | null>;
  discarded_at: Generated<Temporal.Instant | null>;
};

declare module './database.ts' {
  interface Tables {
    'platform.news': NewsTable;
    'platform.news_receipt': NewsReceiptTable;
    'platform.letter': LetterTable;
  }
}
