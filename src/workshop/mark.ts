import { findWorkshop } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { refuse, Refused, stopIf } from '#platform/refusal.ts';
import { refusalToMark, type AttendanceState } from './attendance.ts';
import { insertMark, insertPresentWhereExpected } from './attendance.sql.ts';
import { seatsAt } from './enrolment.sql.ts';

export type NewMark = {
  readonly workshopId: string;
  readonly personId: string;
  readonly state: AttendanceState;
  /** Who marks; the page asks whether they may. */
  readonly by: string;
  /** Why somebody sent apologies. */
  readonly reason?: string;
};

/**
 * Marks somebody's attendance at a workshop; the last mark is in force and earlier ones are kept. Refused for somebody
 * who is not on the register, for a cancelled workshop, and before marks are open (`refusalToMark`).
 */
export async function markAttendance(tx: Tx, mark: NewMark): Promise<void> {
  const workshop = await findWorkshop(tx, mark.workshopId);
  if (!workshop) throw new Refused(NO_WORKSHOP);
  stopIf(refusalToMark(workshop, mark.state, now()));
  const seats = await seatsAt(tx, workshop.runId, workshop.startsAt);
  const seat = seats.find(({ personId }) => personId === mark.personId);
  if (!seat) throw new Refused(NOT_ENROLLED);
  await insertMark(tx, {
    enrolmentId: seat.enrolmentId,
    workshopId: workshop.id,
    state: mark.state,
    reason: mark.state === 'apologies' ? (mark.reason ?? '') : '',
    by: mark.by,
  });
}

/** Marks everyone who is still expected at a workshop as present, and answers how many. Refused as a single mark is. */
export async function markRestPresent(
  tx: Tx,
  { workshopId, by }: { workshopId: string; by: string },
): Promise<number> {
  const workshop = await findWorkshop(tx, workshopId);
  if (!workshop) throw new Refused(NO_WORKSHOP);
  stopIf(refusalToMark(workshop, 'present', now()));
  const seats = await seatsAt(tx, workshop.runId, workshop.startsAt);
  const enrolmentIds = seats.map(({ enrolmentId }) => enrolmentId);
  return insertPresentWhereExpected(tx, { enrolmentIds, workshopId, by });
}

const NO_WORKSHOP = refuse('no-workshop', 'There is no such workshop.', 404);
const NOT_ENROLLED = refuse('not-enrolled', 'This person is not on the register of this workshop.');
