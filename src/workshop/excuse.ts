import { findWorkshop } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { refuse, Refused, stopIf } from '#platform/refusal.ts';
import { refusalToExcuse } from './attendance.ts';
import { insertMark } from './attendance.sql.ts';
import { holdEnrolment } from './enrolment.sql.ts';

const NO_SEAT = refuse('not-enrolled', 'You have no seat in this workshop.', 404);

/** Sends a participant's apologies with their reason, before the workshop begins. */
export async function sendApologies(
  tx: Tx,
  { workshopId, personId, reason }: { workshopId: string; personId: string; reason: string },
): Promise<void> {
  await markOwn(tx, { workshopId, personId, reason, state: 'apologies' });
}

/** Takes a participant's apologies back, before the workshop begins: they are expected again. */
export async function takeApologiesBack(
  tx: Tx,
  { workshopId, personId }: { workshopId: string; personId: string },
): Promise<void> {
  await markOwn(tx, { workshopId, personId, reason: '', state: 'expected' });
}

async function markOwn(
  tx: Tx,
  mark: { workshopId: string; personId: string; reason: string; state: 'apologies' | 'expected' },
): Promise<void> {
  const workshop = await findWorkshop(tx, mark.workshopId);
  const seat = workshop && (await holdEnrolment(tx, workshop.runId, mark.personId));
  if (!workshop || !seat) throw new Refused(NO_SEAT);
  stopIf(refusalToExcuse(workshop, now()));
  await insertMark(tx, {
    enrolmentId: seat.enrolmentId,
    workshopId: workshop.id,
    state: mark.state,
    reason: mark.reason,
    by: mark.personId,
  });
}
