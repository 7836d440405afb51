import type { Room } from '#platform/room.ts';

export const application: Room = { name: 'application' };
