import { markAttendance, type AttendanceState } from '#workshop';
import type { Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { refuse, Refused, stopIf } from '#platform/refusal.ts';
import { refusalToMakeUp } from './material.ts';
import { insertMakingUp, makingsUpOf, materialsOf } from './material.sql.ts';

const TWICE = refuse('handed-in', 'You have caught up on this workshop.');

type Making = {
  readonly workshop: Workshop;
  readonly attendance: AttendanceState | undefined;
  readonly personId: string;
  readonly words: string;
};

/**
 * Hands in what somebody did instead of a workshop that they missed: kept once, and marked as caught up by themselves, which
 * the register says. Refused as `refusalToMakeUp` says, and for somebody who is not on the register.
 */
export async function makeUp(tx: Tx, { workshop, attendance, personId, words }: Making): Promise<void> {
  const hasTask = (await materialsOf(tx, workshop.id)).some(({ stands }) => stands === 'task');
  const handedIn = (await makingsUpOf(tx, workshop.id, personId)).length > 0;
  stopIf(refusalToMakeUp({ workshop, attendance, hasTask, handedIn }, now()));
  if (!(await insertMakingUp(tx, { workshopId: workshop.id, personId, words }))) throw new Refused(TWICE);
  await markAttendance(tx, { workshopId: workshop.id, personId, state: 'caught-up', by: personId });
}
