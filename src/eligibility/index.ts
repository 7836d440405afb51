import type { Room } from '#platform/room.ts';
import { eligibilityRoutes } from './eligibility.page.tsx';

export { checkFor, loadChecks, type Check } from './check.ts';

/** "Is this for me?": a few questions before any form, which suggest and never decide. */
export const eligibility: Room = { name: 'eligibility', routes: eligibilityRoutes };
