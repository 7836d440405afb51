import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import pg from 'pg';
import { parse } from 'yaml';
import { startOwnPostgres } from '../src/platform/own-postgres.ts';
import { root, startApp } from './app.ts';

/** A house with its database while it stands, and how to reach it. */
export type House = {
  readonly databaseUrl: string;
  readonly dataFolder: string;
  readonly people: number;
};

/** What the bench needs of the rooms; views among them have to be bundled before they can be read. */
type Rooms = {
  invariants: readonly { says: string; sql: string }[];
  firstForm(): unknown;
  openForms(folder: string): unknown;
};

/**
 * Makes a database as the app does at its first start, and fills it with people and everything that follows from them.
 * `keep` is told what has to be stopped in the end.
 */
export async function makeHouse(
  folder: string,
  people: number,
  keep: (running: { stop(): Promise<void> }) => void,
): Promise<House> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const postgres = await startOwnPostgres({ dataFolder: folder, say: () => undefined });
  // Made known at once: whoever is interrupted while it is filled takes it down all the same.
  keep(postgres);
  const house = { databaseUrl: postgres.connectionString, dataFolder: folder, people };
  const app = await startApp(house);
  await app.stop();
  await fill(house);
  return house;
}

async function fill({ databaseUrl, people }: House): Promise<void> {
  const began = performance.now();
  const rooms = await readRooms();
  await withClient(databaseUrl, async (client) => {
    await setValues(client, people, rooms);
    for (const file of globSync('fill/*.sql', { cwd: import.meta.dirname }).sort())
      await runFile(client, file);
    const counts = await countRows(client);
    await client.query('drop schema bench cascade');
    await client.query('vacuum (analyze)');
    await client.query('checkpoint');
    console.log(`${counts}, made in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
    await checkInvariants(client, rooms);
  });
}

/** A file in one transaction; what PostgreSQL says against it is said with the place in the file. */
async function runFile(client: pg.Client, file: string): Promise<void> {
  const statements = readFileSync(join(import.meta.dirname, file), 'utf8');
  await client.query('begin');
  try {
    await client.query(statements);
  } catch (error) {
    const { message, position } = error as pg.DatabaseError;
    const line = statements.slice(0, Number(position ?? 0)).split('\n').length;
    throw new Error(`bench/${file}, line ${line}: ${message}`, { cause: error });
  }
  await client.query('commit');
}

async function setValues(client: pg.Client, people: number, rooms: Rooms): Promise<void> {
  const demo = parse(readFileSync(join(root, 'demo/programme.yaml'), 'utf8')) as {
    programme: { texts: unknown };
  };
  rooms.openForms(join(root, 'forms'));
  const values = {
    people,
    institutions: Math.ceil(people / 400),
    form: JSON.stringify(rooms.firstForm()),
    texts: JSON.stringify(demo.programme.texts),
  };
  for (const [name, value] of Object.entries(values)) {
    await client.query('select set_config($1, $2, false)', [`bench.${name}`, String(value)]);
  }
}

async function countRows(client: pg.Client): Promise<string> {
  const tables = {
    people: 'bench.person',
    runs: 'programme.run',
    portfolios: 'portfolio.portfolio',
    sections: 'portfolio.section',
    parts: 'portfolio.part',
    versions: 'portfolio.part_version',
    comments: 'portfolio.comment',
    submissions: 'submission.submission',
    awards: 'award.award',
  };
  const counted: string[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
    counted.push(`${Number(rows[0]?.count).toLocaleString('en')} ${name}`);
  }
  return counted.join(', ');
}

async function checkInvariants(client: pg.Client, { invariants }: Rooms): Promise<void> {
  const began = performance.now();
  const broken: string[] = [];
  for (const { says, sql } of invariants) {
    const { rowCount } = await client.query(sql);
    if (rowCount) broken.push(`${says} (${rowCount} rows)`);
  }
  if (broken.length > 0) throw new Error(`The data breaks invariants of the house:\n${broken.join('\n')}`);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`All ${invariants.length} invariants of the house hold (${seconds} s).`);
}

let rooms: Promise<Rooms> | undefined;

function readRooms(): Promise<Rooms> {
  return (rooms ??= bundleRooms());
}

async function bundleRooms(): Promise<Rooms> {
  const outfile = join(root, 'build/bench/rooms.js');
  await build({
    stdin: {
      contents: `export { invariants } from './src/house.ts'; export { firstForm, openForms } from './src/form/index.ts';`,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  return (await import(outfile)) as Rooms;
}

/** Signs people in without a letter: a session for each, whose token is made from their id. Answers their cookies. */
export async function signIn(client: pg.Client, personIds: readonly string[]): Promise<string[]> {
  const tokens = personIds.map((id) => `bench-${id}`);
  for (const [at, token] of tokens.entries()) {
    await client.query(
      `insert into people.session (token_hash, person_id, device, began_at, seen_at, expires_at)
       values ($1, $2, 'bench', now(), now(), now() + interval '1 day')`,
      [createHash('sha256').update(token).digest(), personIds[at]],
    );
  }
  return tokens.map((token) => `waymark-session=${token}`);
}

/** A connection for as long as the work takes. */
export async function withClient<T>(
  connectionString: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString, options: '-c TimeZone=UTC' });
  // A server that goes away fails the query that is under way; the event says nothing more.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
