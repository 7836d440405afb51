import type { Invariant } from '#platform/room.ts';

/** What is never so in this room. */
export const invariants: readonly Invariant[] = [
  {
    says: 'Nobody has two pathways in force in one programme',
    sql: `select person_id from registration.choice where superseded_at is null
      group by person_id, programme_id having count(*) > 1`,
  },
  {
    says: 'Nobody has two registrations in force in one programme',
    sql: `select person_id from registration.registration where ended_at is null
      group by person_id, programme_id having count(*) > 1`,
  },
  {
    says: 'Whoever is registered has chosen a pathway',
    sql: `select registration.id from registration.registration where not exists (
        select from registration.choice where choice.person_id = registration.person_id
          and choice.programme_id = registration.programme_id)`,
  },
  {
    says: 'A confirmed request has its registration, and no other has one',
    sql: `select request.id from registration.request
      left join registration.registration on registration.request_id = request.id
      where (request.closed_as is not distinct from 'confirmed') <> (registration.id is not null)`,
  },
  {
    says: 'Nobody is registered and asking to be',
    sql: `select request.id from registration.request join registration.standing
        on standing.person_id = request.person_id and standing.programme_id = request.programme_id
      where request.closed_at is null and standing.ended_at is null and standing.expires_at > request.asked_at`,
  },
  {
    says: 'No reminder went out for an expiry that was past or after something was submitted',
    sql: `select reminder.registration_id from registration.reminder
      left join registration.submitted on submitted.registration_id = reminder.registration_id
      where reminder.sent_at >= reminder.expires_at or reminder.sent_at > submitted.submitted_at`,
  },
  {
    says: 'A registration runs out after the day on which it was made',
    sql: `select id from registration.standing where expires_at <= registered_on`,
  },
];
