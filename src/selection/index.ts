import './selection.tables.ts';
import type { Room } from '#platform/room.ts';
import { decisionsRoutes } from './decisions.page.tsx';
import { listeners } from './listeners.ts';
import { tells } from './news.ts';
import { selectingRoutes } from './selecting.page.tsx';
import { invariants } from './upkeep.ts';

export type { Outcome } from './decision.ts';
export { recordReading } from './selecting.ts';
export { markDecisions } from './decide.ts';
export { announceDecisions, type Announced } from './announce.ts';

export const selection: Room = {
  name: 'selection',
  routes: [...selectingRoutes, ...decisionsRoutes],
  listeners,
  tells,
  invariants,
};
