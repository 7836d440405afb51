import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { openDatabase, type OpenDatabase } from '#platform/database.ts';
import { TEMPLATE } from './global-setup.ts';

export type TestDatabase = OpenDatabase & {
  readonly connection: { host: string; user: string; port: number; database: string };
};

/** A database of one test file's own: a copy of the migrated, empty one; dropped when the file ends. */
export async function freshDatabase({ max = 12 } = {}): Promise<TestDatabase> {
  const at = inject('postgres');
  const database = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(`create database ${database} template ${TEMPLATE} strategy file_copy`);
  const opened = openDatabase({ ...at, database }, { max });
  afterAll(async () => {
    await opened.close();
    await asOwner(`drop database if exists ${database} with (force)`);
  });
  return { ...opened, connection: { ...at, database } };
}

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ ...inject('postgres'), database: 'postgres' });
  await client.connect();
  try {
    await runWhenFree(client, statement);
  } finally {
    await client.end();
  }
}

/** Two copies of one template at once make PostgreSQL refuse the second for a moment. */
async function runWhenFree(client: pg.Client, statement: string, tries = 40): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      if (attempt >= tries || !(error instanceof pg.DatabaseError) || error.code !== '55006') throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
