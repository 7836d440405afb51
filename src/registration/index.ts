import type { Room } from '#platform/room.ts';

export const registration: Room = { name: 'registration' };
