import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { ManagerAnswer } from './support.ts';

type ManagerAskTable = {
  id: Generated<string>;
  application_id: string;
  number: number;
  manager_name: string;
  manager_email: string;
  token_hash: Buffer;
  asked_at: Temporal.Instant;
  asked_by: string;
  expires_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
};

type ManagerAnswerTable = {
  ask_id: string;
  answer: ManagerAnswer;
  words: string;
  answered_at: Temporal.Instant;
};

declare module '#platform/database.ts' {
  interface Tables {
    'support.manager_ask': ManagerAskTable;
    'support.manager_answer': ManagerAnswerTable;
  }
}
