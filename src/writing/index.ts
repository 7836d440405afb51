import type { Room } from '#platform/room.ts';
import { portfolioRoutes } from './portfolio.page.tsx';
import { bothRoutes } from './section-both.page.tsx';
import { sectionRoutes } from './section.page.tsx';
import { versionRoutes } from './version.page.tsx';

/** Where a candidate writes: the map of a portfolio, the desk of each section, its history, the whole to read. */
export const writing: Room = {
  name: 'writing',
  routes: [...portfolioRoutes, ...sectionRoutes, ...bothRoutes, ...versionRoutes],
};
