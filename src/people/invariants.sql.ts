import type { Invariant } from '#platform/room.ts';
import { SESSION_LONGEST_HOURS } from './session.sql.ts';
import { CODE_TRIES, LETTER_MINUTES } from './sign-in-letter.ts';

/** What is never so in this room. Some of it the database forbids as well: then this finds a constraint that got lost. */
export const invariants: readonly Invariant[] = [
  {
    says: 'A used link has a session, and an unused one has none',
    sql: `select id from people.sign_in_letter where (used_at is null) <> (session_id is null)`,
  },
  {
    says: 'One link opens one session',
    sql: `select session_id from people.sign_in_letter where session_id is not null group by 1 having count(*) > 1`,
  },
  {
    says: 'A link was used before it ran out, and ran out in time',
    sql: `select id from people.sign_in_letter where used_at >= expires_at or wrong_codes > ${CODE_TRIES}
      or expires_at > asked_at + interval '${LETTER_MINUTES} minutes'`,
  },
  {
    says: 'Nobody wears one hat twice at one organisation',
    sql: `select person_id from people.hat where taken_at is null
      group by person_id, organisation_id, hat having count(*) > 1`,
  },
  {
    says: 'An organisation that ever had a keeper has one',
    sql: `select organisation.id from people.organisation
      join people.hat on hat.organisation_id = organisation.id
        and hat.hat = case organisation.kind when 'institution' then 'coordinator' else 'registrar' end
      group by organisation.id having bool_and(hat.taken_at is not null)`,
  },
  {
    says: 'A session never outlives its bound',
    sql: `select id from people.session where expires_at > began_at + interval '${SESSION_LONGEST_HOURS} hours'
      or seen_at >= expires_at`,
  },
];
