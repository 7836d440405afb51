import type { Tx } from '#platform/database.ts';
import { withdrawFree } from './slot.sql.ts';
import { setWindowWithdrawn } from './window.sql.ts';

/** Takes a window back: its free slots ahead are gone, booked ones stay until they are cancelled. Answers how many went. */
export async function withdrawWindow(tx: Tx, windowId: string): Promise<number> {
  await setWindowWithdrawn(tx, windowId);
  return withdrawFree(tx, windowId);
}
