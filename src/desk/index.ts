import type { Room } from '#platform/room.ts';

export { navigation } from './navigation.ts';

export const desk: Room = { name: 'desk' };
