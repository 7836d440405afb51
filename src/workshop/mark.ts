import type { Temporal } from 'temporal-polyfill';
import { findWorkshop } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { refuse, Refused, stopIf } from '#platform/refusal.ts';
import { refusalOfPress, refusalToMark, type AttendanceState } from './attendance.ts';
import { insertMark, insertPresentWhereExpected, isKept } from './attendance.sql.ts';
import { seatsAt } from './enrolment.sql.ts';

export type NewMark = {
  readonly workshopId: string;
  readonly personId: string;
  readonly state: AttendanceState;
  /** Who marks; the page asks whether they may. */
  readonly by: string;
  /** Why somebody sent apologies. */
  readonly reason?: string;
  /** When it was pressed, for one that was kept on a device until it could be sent; now where it is left out. */
  readonly pressedAt?: Temporal.Instant | undefined;
};

/**
 * Marks somebody's attendance at a workshop; the mark pressed last is in force, in whichever order they arrive, and all are
 * kept, one that was sent twice once. Refused for somebody who is not on the register, for a cancelled workshop, before marks
 * are open (`refusalToMark`), and a week after it was pressed (`refusalOfPress`).
 */
export async function markAttendance(tx: Tx, mark: NewMark): Promise<void> {
  const workshop = await findWorkshop(tx, mark.workshopId);
  if (!workshop) throw new Refused(NO_WORKSHOP);
  stopIf(refusalToMark(workshop, mark.state, now()) ?? refusalOfPress(mark.pressedAt, now()));
  const seats = await seatsAt(tx, workshop.runId, workshop.startsAt);
  const seat = seats.find(({ personId }) => personId === mark.personId);
  if (!seat) throw new Refused(NOT_ENROLLED);
  const at = mark.pressedAt && earlier(mark.pressedAt, now());
  const toKeep = {
    enrolmentId: seat.enrolmentId,
    workshopId: workshop.id,
    state: mark.state,
    reason: mark.state === 'apologies' ? (mark.reason ?? '') : '',
    by: mark.by,
  };
  // At this very moment a mark may be pressed, taken back and pressed again; only an older one can have come twice.
  const isOld = at !== undefined && at.epochMilliseconds < now().epochMilliseconds;
  if (isOld && (await isKept(tx, { ...toKeep, at }))) return;
  await insertMark(tx, { ...toKeep, at });
}

/** A device's idea of the time may be ahead of ours. */
function earlier(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return one.epochMilliseconds < other.epochMilliseconds ? one : other;
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
