import type { Invariant } from '#platform/room.ts';

/** What always holds of programmes; each query finds the rows that would break it. */
export const invariants: readonly Invariant[] = [
  {
    says: 'A run closes after it opens, and its letters go out in a week that begins on a Monday',
    sql: `select id from programme.run where closes_at <= opens_at or extract(isodow from notify_week) <> 1`,
  },
  {
    says: 'Numbers of workshops, cancelled ones among them, run from 1 without a gap',
    sql: `select run_id from programme.workshop group by run_id
      having min(number) <> 1 or max(number) <> count(distinct number)`,
  },
  {
    says: 'A cancelled workshop waits for no confirmation',
    sql: `select id from programme.workshop where cancelled_at is not null and unconfirmed`,
  },
  {
    says: 'Versions of a text run from 1 without a gap',
    sql: `select section from programme.section_text group by programme_id, run_id, section
      having min(version) <> 1 or max(version) <> count(*)`,
  },
];
