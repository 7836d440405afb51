import type { Generated, GeneratedAlways } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { Stands } from './material.ts';

type ItemTable = {
  id: Generated<string>;
  number: GeneratedAlways<number>;
  workshop_id: string;
  stands: Stands;
  removed_at: Temporal.Instant | null;
};

type VersionTable = {
  item_id: string;
  number: number;
  title: string;
  link: string | null;
  words: string;
  written_by: string;
  written_at: Temporal.Instant;
};

type MakingUpTable = {
  workshop_id: string;
  person_id: string;
  words: string;
  handed_in_at: Temporal.Instant;
};

declare module '#platform/database.ts' {
  interface Tables {
    'material.item': ItemTable;
    'material.version': VersionTable;
    'material.making_up': MakingUpTable;
  }
}
