import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { endEnrolment, insertEnrolment, setOffer, type NewSeat } from './enrolment.sql.ts';

/**
 * Gives a person a seat in the whole series of a run, tells `workshop.enrolled`, and answers the seat; nothing when they
 * have one already, also when two ask at once: then the seat stands for this offer from now on. Writes no letter:
 * `inviteToSeries` does.
 */
export async function enrol(tx: Tx, seat: NewSeat): Promise<{ enrolmentId: string } | undefined> {
  const { runId, personId, offerId } = seat;
  const added = await insertEnrolment(tx, seat);
  if (!added && offerId) await setOffer(tx, seat, offerId);
  if (!added) return undefined;
  await announce(tx, 'workshop.enrolled', { runId, personId });
  return { enrolmentId: added.enrolmentId };
}

/**
 * Ends a person's seat and tells `workshop.left`; answers the seat that ended, or nothing. What was marked stays. With an
 * offer, only the seat which that offer brought ends, so that news of an earlier one that comes late ends no newer seat.
 */
export async function leave(tx: Tx, seat: NewSeat): Promise<{ enrolmentId: string } | undefined> {
  const ended = await endEnrolment(tx, seat);
  if (!ended) return undefined;
  await announce(tx, 'workshop.left', { runId: seat.runId, personId: seat.personId });
  return { enrolmentId: ended.enrolmentId };
}
