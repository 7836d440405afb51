import type { Room } from '#platform/room.ts';

/** The calendar keeps nothing and serves no page: it is rules that other rooms ask. */
export const calendar: Room = { name: 'calendar' };
