import type { Invariant } from '#platform/room.ts';

/** Queries that must find nothing. */
export const invariants: readonly Invariant[] = [
  {
    says: 'Nobody read their own application as a selector',
    sql: `select application_id from selection.counted_reading where selector_id = person_id`,
  },
  {
    says: 'Who abstained gave no score',
    sql: `select application_id from selection.reading where abstained and (scores <> '{}' or words <> '{}')`,
  },
  {
    says: 'A reading was made by criteria of its own run',
    sql: `select application_id from selection.reading join selection.guide on guide.id = reading.guide_id
      where guide.run_id <> reading.run_id`,
  },
  {
    says: 'What was read is not dealt any more',
    sql: `select application_id from selection.dealing join selection.reading using (application_id, selector_id)`,
  },
  {
    says: 'A decision has an offer exactly when it is to offer a place and was announced',
    sql: `select id from selection.decision
      where (outcome = 'offered' and announced_at is not null) <> (offer_id is not null)`,
  },
];
