import './demo.tables.ts';
import type { Room } from '#platform/room.ts';
import { beAnyoneRoutes } from './be-anyone.page.tsx';
import { mailboxRoutes } from './mailbox.page.tsx';

export { demoBanner, isDemo, showDemoBanner } from './banner.tsx';
export { clearCutShort, isCutShort, isDemoHouse } from './clear-cut-short.ts';
export { loadDemo, type Workings } from './load-demo.ts';

/** The last room: invented people, whose past is played through the acts of all others, and whom a visitor may be. */
export const demo: Room = { name: 'demo', routes: [...beAnyoneRoutes, ...mailboxRoutes] };
