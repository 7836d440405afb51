import type { Room } from '#platform/room.ts';

export const portfolio: Room = { name: 'portfolio' };
