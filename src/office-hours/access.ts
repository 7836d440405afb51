import { enrolmentsOf } from '#workshop';
import { findPerson } from '#people';
import { findRuns } from '#programme';
import { portfolioOf } from '#portfolio';
import type { Database } from '#platform/database.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Booking } from './booking.ts';
import { findBooking } from './booking.sql.ts';

/**
 * The institutions whose mentors' time a person may book: those of the series that they have a seat in, and their own once
 * they have a portfolio. Empty for everybody else.
 */
export async function institutionsFor(db: Database, personId: string): Promise<string[]> {
  const [enrolments, portfolio, person] = await Promise.all([
    enrolmentsOf(db, personId),
    portfolioOf(db, personId),
    findPerson(db, personId),
  ]);
  const runs = await findRuns(
    db,
    enrolments.map(({ runId }) => runId),
  );
  const own = portfolio && person?.institutionId ? [person.institutionId] : [];
  return [...new Set([...[...runs.values()].map(({ programme }) => programme.institutionId), ...own])];
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
