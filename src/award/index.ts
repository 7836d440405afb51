import type { Room } from '#platform/room.ts';

export const award: Room = { name: 'award' };
