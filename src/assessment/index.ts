import type { Room } from '#platform/room.ts';

export const assessment: Room = { name: 'assessment' };
