import { inTransaction, type Database } from '#platform/database.ts';
import { emptyHouse, loadingOf } from './loading.sql.ts';

/** Whether loading the demo was begun here and came to no end. */
export async function isCutShort(db: Database): Promise<boolean> {
  return (await loadingOf(db)) === 'cut-short';
}

/**
 * Empties a house in which the demo was cut short, so that it can be loaded again. A house in which none was begun, or a
 * whole one, is never touched. `schemas` are those of all rooms.
 */
export async function clearCutShort(db: Database, schemas: readonly string[]): Promise<void> {
  if (!(await isCutShort(db))) return;
  await inTransaction(db, (tx) => emptyHouse(tx, schemas));
}

/** Whether this house holds the demo, whole. */
export async function isDemoHouse(db: Database): Promise<boolean> {
  return (await loadingOf(db)) === 'whole';
}
