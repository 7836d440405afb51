import type { Room } from '#platform/room.ts';

/** What this room hangs on the corridor. */
export const framework: Room = { name: 'framework' };
