import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';

type NoticeTable = {
  id: Generated<string>;
  programme_id: string;
  address: string;
  asked_at: Temporal.Instant;
  written_at: Temporal.Instant | null;
  confirmed_at: Temporal.Instant | null;
  sender_mark: string | null;
};

declare module '#platform/database.ts' {
  interface Tables {
    'notice.notice': NoticeTable;
  }
}
