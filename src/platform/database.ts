import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { Temporal } from 'temporal-polyfill';
import { mayShareLane, openLanes, type Lanes } from './lanes.ts';
import { noteTrouble } from './log.ts';

/** Every table of the house by "schema.table"; each room adds its own in its `*.tables.ts`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging, room by room
export interface Tables {}

/** Something that can read: the pool or a transaction. Finders take this. */
export type Database = Kysely<Tables>;

/** An open transaction. Acts and lockers take this, so that no one writes outside of one. */
export type Tx = Transaction<Tables>;

/** Where the database is: a URL, or host (socket folder), user and database. */
export type Connection =
  { connectionString: string } | { host: string; port?: number; user: string; database: string };

export type OpenDatabase = {
  readonly db: Database;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

const { builtins, setTypeParser } = pg.types;
setTypeParser(builtins.TIMESTAMPTZ, (value: string) =>
  Temporal.Instant.fromEpochMilliseconds(Date.parse(toIso(value))),
);
setTypeParser(builtins.DATE, (value: string) => value);
setTypeParser(builtins.INT8, (value: string) => {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new Error('A bigint from the database is beyond what a number holds.');
  return number;
});
setTypeParser(builtins.NUMERIC, (value: string) => value);

/** Our sessions speak UTC, so the short way is the usual one; it takes a quarter of the other's time. */
function toIso(value: string): string {
  if (value.endsWith('+00')) return `${value.slice(0, 10)}T${value.slice(11, -3)}Z`;
  return value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
}

const SESSION = '-c TimeZone=UTC -c statement_timeout=30000';
const MOST_LANES = 4;

/**
 * Opens a pool and lanes, and Kysely over both. Sessions speak UTC; timestamps come back as Temporal.Instant, dates as
 * text. Transactions and what writes have one of `max` connections each to themselves; reading shares four lanes more.
 */
export function openDatabase(connection: Connection, { max = 10 } = {}): OpenDatabase {
  const config = { ...connection, options: SESSION };
  const pool = new pg.Pool({ ...config, max });
  pool.on('error', (error) => noteTrouble('database connection lost', error));
  pool.on('connect', (client) =>
    client.on('error', (error: unknown) => noteTrouble('database client', error)),
  );
  const lanes = openLanes(config, MOST_LANES);
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: sharingPool(pool, lanes) as never }),
  });
  return { db, pool, close: () => db.destroy().then(() => (pool.ended ? undefined : pool.end())) };
}

/** Runs an act in one transaction, again from the start when PostgreSQL asks for it (deadlock, serialisation). */
export async function inTransaction<T>(db: Database, act: (tx: Tx) => Promise<T>, tries = 4): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(act);
    } catch (error) {
      if (attempt >= tries || !isRetryable(error)) throw error;
    }
  }
}

/** JSON for a jsonb column; arrays would otherwise be read as PostgreSQL arrays. */
export function json(value: unknown): string {
  return JSON.stringify(value);
}

/** The name of the constraint that an error broke, so that a race can be answered in words. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined;
}

/** Holds a key for the rest of the transaction: for what is counted but has no row of its own to lock. */
export async function holdKey(tx: Tx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40P01' || error.code === '40001');
}

/**
 * Kysely leaves its statements unnamed, so PostgreSQL would plan each anew. Here every statement text gets a name
 * once, which makes the driver prepare it on first use (measured: 1.7 times the throughput).
 */
const names = new Map<string, string>();
const MOST_NAMES = 2000;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST_NAMES) return known;
  const name = `w${names.size}`;
  names.set(text, name);
  return name;
}

type QueryConfig = { name?: string; text: string; values: unknown[] };
type SharingClient = { query(text: string, values?: unknown[]): Promise<pg.QueryResult>; release(): void };

/**
 * The pool as Kysely sees it. Kysely asks for a connection before every statement; a real one is taken from the pool only
 * when the first statement needs it for itself, and is then kept until the release, as a transaction needs.
 */
function sharingPool(
  pool: pg.Pool,
  lanes: Lanes,
): { connect(): Promise<SharingClient>; end(): Promise<void> } {
  return {
    connect() {
      let own: pg.PoolClient | undefined;
      return Promise.resolve({
        async query(text, values = []) {
          const statement = toConfig(text, values);
          if (!own && mayShareLane(text)) return lanes.query(statement);
          own ??= await pool.connect();
          return own.query(statement);
        },
        release: () => own?.release(),
      });
    },
    end: async () => void (await Promise.all([pool.end(), lanes.end()])),
  };
}

function toConfig(text: string, values: unknown[]): QueryConfig {
  const name = nameOf(text);
  const plain = values.map(toPlain);
  return name === undefined ? { text, values: plain } : { name, text, values: plain };
}

function toPlain(value: unknown): unknown {
  return value instanceof Temporal.Instant || value instanceof Temporal.PlainDate ? value.toString() : value;
}
