import type { Invariant } from '#platform/room.ts';

/** What is never so in this room. */
export const invariants: readonly Invariant[] = [
  {
    says: 'The numbers that an awarding body gives here have no gap',
    sql: `select counter.awarding_body_id from award.counter
      where counter.last <> (select count(serial) from award.award
        where award.awarding_body_id = counter.awarding_body_id)
      or counter.last <> (select coalesce(max(serial), 0) from award.award
        where award.awarding_body_id = counter.awarding_body_id)`,
  },
  {
    says: 'An award with a number of ours follows from a case that was released with an outcome',
    sql: `select id from award.award where serial is not null and (case_id is null or outcome_id is null)`,
  },
  {
    says: 'One case leads to one award or one renewal',
    sql: `select award.case_id from award.award join award.renewal using (case_id) where award.case_id is not null`,
  },
  {
    says: 'No award that was taken back is in the register',
    sql: `select id from award.standing where revoked_at is not null and listed_at is not null`,
  },
  {
    says: 'What is given here can be verified, and nothing else can',
    sql: `select id from award.award where given_here <> (code is not null)`,
  },
];
