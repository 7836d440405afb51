import pg from 'pg';
import { expect, vi } from 'vitest';
import type { Person } from '#people';
import type { TestHouse } from './house.ts';

/** The statements that PostgreSQL is sent, on any connection of this process, while the act runs. */
export async function queriesDuring(act: () => Promise<unknown>): Promise<string[]> {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await act();
    return query.mock.calls.map(([what]) => textOf(what));
  } finally {
    query.mockRestore();
  }
}

/** How many they are. */
export async function countQueries(act: () => Promise<unknown>): Promise<number> {
  return (await queriesDuring(act)).length;
}

/** The statements that a page costs, its viewer's session among them; what the house keeps for a while is not counted. */
export async function queriesOfPage(
  house: TestHouse,
  path: string,
  as?: Pick<Person, 'id'>,
): Promise<string[]> {
  const open = async () => expect((await house.visit(path, as)).status, path).toBe(200);
  await open();
  return queriesDuring(open);
}

function textOf(what: unknown): string {
  return typeof what === 'string' ? what : (what as { text: string }).text;
}
