import type { Room } from '#platform/room.ts';

export const officeHours: Room = { name: 'office-hours' };
