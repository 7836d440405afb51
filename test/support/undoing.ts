import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Temporal } from 'temporal-polyfill';
import { afterAll } from 'vitest';
import { recognise } from '#people';
import type { Database, Tables } from '#platform/database.ts';
import { makeApp } from '#platform/http.tsx';
import { brokenInvariants } from '#platform/invariants.ts';
import { face } from '../../src/face.ts';
import { invariants, routes } from '../../src/house.ts';

/** An answer of the house, the tables ("room.table") that it had changed by then, and the invariants that no longer held, where they were asked. */
export type Undone = {
  readonly status: number;
  readonly text: string;
  readonly changed: readonly string[];
  readonly broken: readonly string[];
};

/** A house whose every answer is real and leaves nothing behind: thousands of acts are tried on the same people. */
export type UndoingHouse = {
  /** With `mindful` every invariant is asked where something changed. */
  ask(request: Request, options?: { mindful?: boolean }): Promise<Undone>;
};

/**
 * Opens the web side of the house over one connection to a database that is furnished already. What an act does happens in a
 * transaction that is undone after the answer; the act's own transactions become savepoints in it. What would be refused at
 * their end (deferred constraints) throws here.
 */
export async function openUndoing(connection: pg.ClientConfig): Promise<UndoingHouse> {
  const client = new pg.Client({ ...connection, options: '-c TimeZone=UTC', pipeline: true });
  await client.connect();
  afterAll(() => client.end());
  await watchChanges(client);
  const db = databaseOver(client);
  const app = makeApp({ db, routes, face, recognise, health: async () => ({}) });
  let last: Promise<unknown> = Promise.resolve();
  const ask = async (request: Request, mindful: boolean): Promise<Undone> => {
    await client.query('begin; delete from watch.change');
    try {
      const response = await app.fetch(request);
      const text = await response.text();
      await client.query('set constraints all immediate');
      const { rows } = await client.query<{ name: string }>('select distinct name from watch.change');
      const broken = mindful && rows.length > 0 ? await brokenInvariants(db, invariants) : [];
      return {
        status: response.status,
        text,
        changed: rows.map(({ name }) => name).sort(),
        broken: broken.map(({ says }) => says),
      };
    } finally {
      await client.query('rollback');
    }
  };
  // One at a time: there is one connection.
  return {
    ask: (request, { mindful = false } = {}) => {
      const answer = last.catch(() => undefined).then(() => ask(request, mindful));
      last = answer;
      return answer;
    },
  };
}

/** Notes the name of every table of a room as soon as one of its rows changes. */
async function watchChanges(client: pg.Client): Promise<void> {
  await client.query(`
    create schema watch;
    create unlogged table watch.change (name text not null);
    create function watch.note() returns trigger language plpgsql as $$
      begin insert into watch.change values (tg_table_schema || '.' || tg_table_name); return null; end $$;
    do $$
    declare each record;
    begin
      for each in select schemaname, tablename from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'watch') loop
        execute format('create trigger watch after insert or update or delete on %I.%I for each row execute function watch.note()',
          each.schemaname, each.tablename);
      end loop;
    end $$`);
}

const AS_SAVEPOINTS: Readonly<Record<string, string>> = {
  begin: 'savepoint act',
  commit: 'release savepoint act',
  rollback: 'rollback to savepoint act',
};

function databaseOver(client: pg.Client): Database {
  const query = (text: string, values: readonly unknown[] = []) =>
    client.query(AS_SAVEPOINTS[text] ?? text, values.map(toPlain));
  const connection = { query, release: () => undefined };
  const pool = { connect: () => Promise.resolve(connection), end: () => Promise.resolve() };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as never }) });
}

function toPlain(value: unknown): unknown {
  return value instanceof Temporal.Instant || value instanceof Temporal.PlainDate ? value.toString() : value;
}
