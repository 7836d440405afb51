import type { Database } from '#platform/database.ts';
import type { Room } from '#platform/room.ts';

export const programme: Room = { name: 'programme' };
export async function hasInstitution(_db: Database): Promise<boolean> {
  return false;
}
export function setUpPath(): string {
  return '/setup';
}
