import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/** One numbered migration of one room, as found on disk. */
export type Migration = { room: string; name: string; text: string; checksum: string };

/** Raised when the database cannot be brought up to date; the message says which file and why. */
export class MigrationProblem extends Error {}

const LOCK = 7_019_224;

/** All migrations below `source`, in the order of the corridor and then of their numbers. */
export function findMigrations(source: string, corridor: readonly string[]): Migration[] {
  return corridor.flatMap((room) =>
    readdirSync(join(source, room))
      .filter((file) => file.endsWith('.migration.sql'))
      .sort()
      .map((file) => {
        const text = readFileSync(join(source, room, file), 'utf8');
        const name = file.replace('.migration.sql', '');
        return { room, name, text, checksum: createHash('sha256').update(text).digest('hex') };
      }),
  );
}

/**
 * Applies what is missing, each file in its own transaction, under a lock so that several processes may start at
 * once. Answers how many were applied. A file that changed after it was applied is refused by name.
 */
export async function migrate(pool: pg.Pool, migrations: readonly Migration[]): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`create schema if not exists platform;
      create table if not exists platform.migration (
        room text not null, name text not null, checksum text not null,
        applied_at timestamptz not null default clock_timestamp(), primary key (room, name))`);
    const { rows } = await client.query<{ room: string; name: string; checksum: string }>(
      'select room, name, checksum from platform.migration',
    );
    const applied = new Map(rows.map((row) => [`${row.room}/${row.name}`, row.checksum]));
    let count = 0;
    for (const migration of migrations) {
      if (await applyOne(client, migration, applied.get(`${migration.room}/${migration.name}`))) count++;
    }
    return count;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    client.release();
  }
}

async function applyOne(
  client: pg.PoolClient,
  migration: Migration,
  before: string | undefined,
): Promise<boolean> {
  const label = `${migration.room}/${migration.name}`;
  if (before === migration.checksum) return false;
  if (before)
    throw new MigrationProblem(`Migration ${label} was applied and has changed since. Write a new one.`);
  try {
    await client.query('begin');
    await client.query(migration.text);
    await client.query('insert into platform.migration (room, name, checksum) values ($1, $2, $3)', [
      migration.room,
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback');
    throw new MigrationProblem(
      `Migration ${label} failed: ${error instanceof Error ? error.message : 'unknown'}`,
    );
  }
}
