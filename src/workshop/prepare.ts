import { findWorkshop } from '#programme';
import type { Tx } from '#platform/database.ts';
import { refuse, Refused } from '#platform/refusal.ts';
import { holdEnrolment } from './enrolment.sql.ts';
import type { Preparation } from './preparation.ts';
import {
  deleteTick,
  findPreparation,
  insertPreparation,
  insertTick,
  setRemoved,
  updatePreparation,
  type NewPreparation,
} from './preparation.sql.ts';

const GONE = refuse('preparation-removed', 'This item is not on the list any more.', 404);

/** Puts something to do before a workshop on its list and answers it. Who may is for the page to ask. */
export async function addPreparation(tx: Tx, item: NewPreparation): Promise<Preparation> {
  return insertPreparation(tx, item);
}

/** Writes an item anew; ticks that people made stay. Refused when it was removed meanwhile. */
export async function changePreparation(
  tx: Tx,
  id: string,
  item: Pick<NewPreparation, 'what' | 'minutes' | 'dueAt' | 'link'>,
): Promise<void> {
  if (!(await updatePreparation(tx, id, item))) throw new Refused(GONE);
}

/** Takes an item off its list for everybody; removing it twice changes nothing. */
export async function removePreparation(tx: Tx, id: string): Promise<void> {
  await setRemoved(tx, id);
}

/** Ticks an item as done by a person with a seat in its run; ticking twice changes nothing. Refused for anybody else. */
export async function tickPreparation(
  tx: Tx,
  { preparationId, personId }: { preparationId: string; personId: string },
): Promise<void> {
  await insertTick(tx, preparationId, await seatFor(tx, preparationId, personId));
}

/** Takes a person's tick back; where there is none, nothing changes. Refused for anybody without a seat. */
export async function untickPreparation(
  tx: Tx,
  { preparationId, personId }: { preparationId: string; personId: string },
): Promise<void> {
  await deleteTick(tx, preparationId, await seatFor(tx, preparationId, personId));
}

async function seatFor(tx: Tx, preparationId: string, personId: string): Promise<string> {
  const item = await findPreparation(tx, preparationId);
  const workshop = item && (await findWorkshop(tx, item.workshopId));
  const seat = workshop && (await holdEnrolment(tx, workshop.runId, personId));
  if (!seat) throw new Refused(GONE);
  return seat.enrolmentId;
}
