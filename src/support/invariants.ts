import type { Invariant } from '#platform/room.ts';

/** Queries that must find nothing. */
export const invariants: readonly Invariant[] = [
  {
    says: 'Line managers are asked in numbers without a gap, and nobody answered after their time',
    sql: `select manager_ask.application_id from support.manager_ask
      left join support.manager_answer on manager_answer.ask_id = manager_ask.id
      group by manager_ask.application_id
      having max(number) <> count(*) or bool_or(answered_at >= expires_at)`,
  },
];
