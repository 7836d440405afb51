import type { Tx } from '#platform/database.ts';
import { refuse, Refused } from '#platform/refusal.ts';
import type { Stands } from './material.ts';
import { insertItem, insertVersion, lockItem, setRemoved, type Wording } from './material.sql.ts';

const HAS_TASK = refuse('has-task', 'This workshop has a make-up task already. Change that one.');
const GONE = refuse('material-removed', 'This material is not on the page any more.', 404);

/** Puts a material on a workshop's page and answers its id. Refused for a second make-up task. Who may is for the page to ask. */
export async function addMaterial(
  tx: Tx,
  { workshopId, stands, by, ...wording }: Wording & { workshopId: string; stands: Stands; by: string },
): Promise<string> {
  const id = await insertItem(tx, workshopId, stands);
  if (!id) throw new Refused(HAS_TASK);
  await insertVersion(tx, id, wording, by);
  return id;
}

/** Writes a material anew as its next version; earlier ones are kept. Refused when it was removed meanwhile. */
export async function rewriteMaterial(tx: Tx, id: string, wording: Wording, by: string): Promise<void> {
  if (!(await lockItem(tx, id))) throw new Refused(GONE);
  await insertVersion(tx, id, wording, by);
}

/** Takes a material off its page; removing it twice changes nothing. */
export async function removeMaterial(tx: Tx, id: string): Promise<void> {
  await setRemoved(tx, id);
}
