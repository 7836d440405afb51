import type { Invariant } from '#platform/room.ts';

/** What is never so in this room. Some of it the database forbids as well: then this finds a constraint that got lost. */
export const invariants: readonly Invariant[] = [
  {
    says: 'Nobody has two seats in one series',
    sql: `select run_id, person_id from workshop.enrolment where left_at is null
      group by run_id, person_id having count(*) > 1`,
  },
  {
    says: 'Nobody has two seats in one series at the same time, in the past either',
    sql: `select one.id from workshop.enrolment one join workshop.enrolment other
      on other.run_id = one.run_id and other.person_id = one.person_id and other.id <> one.id
      and other.enrolled_at < coalesce(one.left_at, 'infinity') and one.enrolled_at < coalesce(other.left_at, 'infinity')`,
  },
  {
    says: 'Nobody has two calendar addresses',
    sql: `select person_id from workshop.calendar where ended_at is null group by person_id having count(*) > 1`,
  },
  {
    says: 'Nobody ticked before they had a seat',
    sql: `select tick.preparation_id from workshop.tick
      join workshop.enrolment on enrolment.id = tick.enrolment_id
      where tick.ticked_at < enrolment.enrolled_at`,
  },
  {
    says: 'Only apologies carry a reason',
    sql: `select number from workshop.attendance where reason <> '' and state <> 'apologies'`,
  },
];
