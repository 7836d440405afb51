import type { Room } from '#platform/room.ts';

export const workshop: Room = { name: 'workshop' };
