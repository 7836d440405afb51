import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '#platform/database.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { findMigrations, migrate } from '#platform/migrate.ts';
import { startOwnPostgres } from '#platform/own-postgres.ts';
import { migrationOrder } from '../../src/house.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { host: string; user: string; port: number };
  }
}

export const TEMPLATE = 'waymark_template';

let running:
  Promise<{ stop: () => Promise<void>; at: { host: string; user: string; port: number } }> | undefined;

/** One PostgreSQL for the whole run, with one migrated database to copy; both kinds of test share it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const first = running === undefined;
  running ??= startServer();
  const { stop, at } = await running;
  project.provide('postgres', at);
  return async () => {
    if (first) await stop();
  };
}

async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-test-'));
  const own = await startOwnPostgres({ dataFolder: folder, say: () => undefined, forTests: true });
  const { host, user, port, database } = own.connection;
  const at = { host, user, port };
  const owner = new pg.Client({ ...at, database });
  await owner.connect();
  await owner.query(`create database ${TEMPLATE}`);
  await owner.end();
  const opened = openDatabase({ ...at, database: TEMPLATE });
  await migrate(opened.pool, findMigrations('src', migrationOrder));
  await prepareJobs(opened.pool);
  await opened.close();
  const stop = async () => {
    await own.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { stop, at };
}
