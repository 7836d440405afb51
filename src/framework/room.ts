import type { Room } from '#platform/room.ts';
import { routes } from './framework.page.tsx';

/** What this room hangs on the corridor: pages only; it keeps nothing and tells nothing. */
export const framework: Room = { name: 'framework', routes };
