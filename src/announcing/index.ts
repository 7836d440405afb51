import './announce.tables.ts';
import type { Room } from '#platform/room.ts';
import { announceRoutes } from './announce.page.tsx';
import { announcedRoutes } from './announced.page.tsx';
import { notOfferedLetter } from './decision.letter.ts';
import { listeners } from './listeners.ts';
import { tells } from './news.ts';

export { announceDecisions, type Announced } from './announce.ts';
export { holdDecisions, writeOwnWords } from './announce-prepare.ts';

export { pendingCounts, type PendingCounts } from './tally.ts';

export const announcing: Room = {
  name: 'announcing',
  routes: [...announceRoutes, ...announcedRoutes],
  letters: [notOfferedLetter],
  listeners,
  tells,
};
