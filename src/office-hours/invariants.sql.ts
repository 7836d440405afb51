import type { Invariant } from '#platform/room.ts';

/** What is never so in this room. Some of it the database forbids as well: then this finds a constraint that got lost. */
export const invariants: readonly Invariant[] = [
  {
    says: 'One person at most has a slot',
    sql: `select slot_id from office_hours.booking where cancelled_at is null group by slot_id having count(*) > 1`,
  },
  {
    says: 'No mentor has two slots at the same time',
    sql: `select one.id from office_hours.slot one join office_hours.slot other
      on other.mentor_number = one.mentor_number and other.id <> one.id
      and other.starts_at < one.ends_at and one.starts_at < other.ends_at
      where one.withdrawn_at is null and other.withdrawn_at is null`,
  },
  {
    says: 'Nobody has two office hours at the same time',
    sql: `select one.id from office_hours.booking one
      join office_hours.slot here on here.id = one.slot_id
      join office_hours.booking other on other.person_id = one.person_id and other.id <> one.id
      join office_hours.slot there on there.id = other.slot_id
        and there.starts_at < here.ends_at and here.starts_at < there.ends_at
      where one.cancelled_at is null and other.cancelled_at is null`,
  },
  {
    says: 'A slot that somebody has is not withdrawn',
    sql: `select booking.id from office_hours.booking join office_hours.slot on slot.id = booking.slot_id
      where booking.cancelled_at is null and slot.withdrawn_at is not null`,
  },
  {
    says: 'Only the two who meet cancel an office hour',
    sql: `select booking.id from office_hours.booking join office_hours.slot on slot.id = booking.slot_id
      join office_hours.window on "window".id = slot.window_id
      where cancelled_by is not null and cancelled_by not in (booking.person_id, "window".mentor_id)`,
  },
  {
    says: 'A slot belongs to the mentor of its window',
    sql: `select slot.id from office_hours.slot join office_hours.window on "window".id = slot.window_id
      join office_hours.mentor on mentor.person_id = "window".mentor_id where mentor.number <> slot.mentor_number`,
  },
];
