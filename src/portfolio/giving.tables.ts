import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { FileKind } from '#platform/file-kind.ts';
import type { EvidenceAccess, EvidenceKind } from './evidence.ts';

type EvidenceTable = {
  id: Generated<string>;
  portfolio_id: string;
  kind: EvidenceKind;
  title: string;
  shows: string;
  sha256: string | null;
  file_name: string | null;
  file_type: string | null;
  file_kind: FileKind | null;
  file_bytes: number | null;
  link: string | null;
  permission: string;
  people_shown: string;
  access: EvidenceAccess;
  added_at: Temporal.Instant;
  changed_at: Temporal.Instant;
  removed_at: Temporal.Instant | null;
};

type EvidenceUseTable = { evidence_id: string; slot: string; used_at: Temporal.Instant };

type ShareTable = {
  id: Generated<string>;
  portfolio_id: string;
  person_id: string;
  until_day: string;
  ends_at: Temporal.Instant;
  asks: string;
  shared_at: Temporal.Instant;
  revoked_at: Temporal.Instant | null;
};

type CommentTable = {
  id: Generated<string>;
  portfolio_id: string;
  slot: string;
  component: string;
  author_id: string;
  answers_id: string | null;
  words: string;
  quote: string | null;
  part_version: number | null;
  rating: string | null;
  written_at: Temporal.Instant;
};

type CommentDoneTable = {
  id: Generated<string>;
  comment_id: string;
  done_at: Temporal.Instant;
  reopened_at: Temporal.Instant | null;
};

type CommentToldTable = { comment_id: string; told_at: Temporal.Instant };

declare module '#platform/database.ts' {
  interface Tables {
    'portfolio.evidence': EvidenceTable;
    'portfolio.evidence_use': EvidenceUseTable;
    'portfolio.share': ShareTable;
    'portfolio.comment': CommentTable;
    'portfolio.comment_done': CommentDoneTable;
    'portfolio.comment_told': CommentToldTable;
  }
}
