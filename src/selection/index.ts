import './announce.tables.ts';
import './selection.tables.ts';
import type { Room } from '#platform/room.ts';
import { announceRoutes } from './announce.page.tsx';
import { announcedRoutes } from './announced.page.tsx';
import { decisionsRoutes } from './decisions.page.tsx';
import { listeners } from './listeners.ts';
import { tells } from './news.ts';
import { selectingRoutes } from './selecting.page.tsx';
import { invariants } from './upkeep.ts';

export type { Outcome } from './decision.ts';
export { recordReading } from './selecting.ts';
export { markDecisions } from './decide.ts';
export { announceDecisions, type Announced } from './announce.ts';
export { holdDecisions, writeOwnWords } from './announce-prepare.ts';

export const selection: Room = {
  name: 'selection',
  routes: [...selectingRoutes, ...decisionsRoutes, ...announceRoutes, ...announcedRoutes],
  listeners,
  tells,
  invariants,
};
