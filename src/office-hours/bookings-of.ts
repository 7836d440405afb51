import type { Temporal } from 'temporal-polyfill';
import type { Database } from '#platform/database.ts';
import { bookingsMadeBy } from './booking.sql.ts';

/** An office hour as other rooms show it to the person who booked it. */
export type OwnBooking = {
  readonly id: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly zone: string;
  readonly mentorId: string;
  readonly mentorName: string;
  /** The key of the portfolio's section that is to be read, where one was chosen. */
  readonly slot: string | undefined;
  readonly sectionWords: string;
  readonly place: string;
  readonly link: string | undefined;
};

/** A person's office hours, past and coming, earliest first; cancelled ones are left out. Two queries. */
export async function bookingsOf(db: Database, personId: string): Promise<OwnBooking[]> {
  return (await bookingsMadeBy(db, personId)).map(({ id, slot, section, sectionWords }) => ({
    id,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    zone: slot.zone,
    mentorId: slot.mentorId,
    mentorName: slot.mentorName,
    slot: section,
    sectionWords,
    place: slot.place,
    link: slot.link,
  }));
}
