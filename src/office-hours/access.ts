import { enrolmentsOf } from '#workshop';
import { findPerson } from '#people';
import { findRuns } from '#programme';
import type { Portfolio } from '#portfolio';
import type { Database } from '#platform/database.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Booking } from './booking.ts';
import { findBooking } from './booking.sql.ts';

/**
 * The institutions whose mentors' time a person may book: those of the series that they have a seat in, and their own once
 * they have a portfolio. Empty for everybody else.
 */
export async function institutionsFor(
  db: Database,
  personId: string,
  portfolio: Portfolio | undefined,
): Promise<string[]> {
  const [ofSeats, person] = await Promise.all([
    institutionsOfSeats(db, personId),
    portfolio && findPerson(db, personId),
  ]);
  return [...new Set([...ofSeats, ...(person?.institutionId ? [person.institutionId] : [])])];
}

async function institutionsOfSeats(db: Database, personId: string): Promise<string[]> {
  const enrolments = await enrolmentsOf(db, personId);
  if (enrolments.length === 0) return [];
  const runs = await findRuns(
    db,
    enrolments.map(({ runId }) => runId),
  );
  return [...runs.values()].map(({ programme }) => programme.institutionId);
}

/** A booking for the one who made it or for its mentor; for anyone else it does not exist. */
export async function visibleBooking(
  db: Database,
  viewer: Viewer,
  id: string,
): Promise<{ booking: Booking; as: 'guest' | 'mentor' } | undefined> {
  const booking = await findBooking(db, id);
  if (booking?.personId === viewer.personId) return { booking, as: 'guest' };
  return booking?.slot.mentorId === viewer.personId ? { booking, as: 'mentor' } : undefined;
}
