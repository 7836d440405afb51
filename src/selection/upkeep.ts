import type { Invariant } from '#platform/room.ts';

/** Queries that must find nothing. */
export const invariants: readonly Invariant[] = [
  {
    says: 'Nobody read their own application as a selector',
    sql: `select application_id from selection.counted_reading where selector_id = person_id`,
  },
  {
    says: 'Who abstained gave no score',
    sql: `select application_id from selection.reading where abstained and scores <> '{}'`,
  },
  {
    says: 'A decision has an offer exactly when it is to offer a place and was announced',
    sql: `select id from selection.decision
      where (outcome = 'offered' and announced_at is not null) <> (offer_id is not null)`,
  },
];
