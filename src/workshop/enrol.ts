import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { endEnrolment, insertEnrolment } from './enrolment.sql.ts';

/**
 * Gives a person a seat in the whole series of a run, tells `workshop.enrolled`, and answers the seat; nothing when they
 * have one already, also when two ask at once. Writes no letter: `inviteToSeries` does.
 */
export async function enrol(
  tx: Tx,
  { runId, personId }: { runId: string; personId: string },
): Promise<{ enrolmentId: string } | undefined> {
  const added = await insertEnrolment(tx, runId, personId);
  if (!added) return undefined;
  await announce(tx, 'workshop.enrolled', { runId, personId });
  return { enrolmentId: added.enrolmentId };
}

/** Ends a person's seat and tells `workshop.left`; answers the seat that ended, or nothing. What was marked stays. */
export async function leave(
  tx: Tx,
  { runId, personId }: { runId: string; personId: string },
): Promise<{ enrolmentId: string } | undefined> {
  const ended = await endEnrolment(tx, runId, personId);
  if (!ended) return undefined;
  await announce(tx, 'workshop.left', { runId, personId });
  return { enrolmentId: ended.enrolmentId };
}
