import './demo.tables.ts';
import type { Room } from '#platform/room.ts';

export { demoBanner, isDemo, showDemoBanner } from './banner.tsx';
export { clearCutShort, isCutShort, isDemoHouse } from './clear-cut-short.ts';
export { loadDemo } from './load-demo.ts';

export const demo: Room = { name: 'demo' };
