import type { Database, OpenDatabase } from '#platform/database.ts';
import type { Sweep, Task } from '#platform/jobs.ts';
import type { Room } from '#platform/room.ts';

export { demoBanner, isDemo, showDemoBanner } from './banner.tsx';

export const demo: Room = { name: 'demo' };

export async function loadDemo(
  _house: OpenDatabase & { tasks: readonly Task[]; sweeps: readonly Sweep[] },
): Promise<void> {}
export async function isDemoHouse(_db: Database): Promise<boolean> {
  return true;
}
