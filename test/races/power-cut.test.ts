import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSession } from '#people';
import { useSettings } from '#platform/config.ts';
import { SESSION_COOKIE } from '#platform/cookies.ts';
import { inTransaction, openDatabase } from '#platform/database.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { findMigrations, migrate } from '#platform/migrate.ts';
import { startOwnPostgres } from '#platform/own-postgres.ts';
import { choosePlace } from '#platform/own-postgres-place.ts';
import { testSettings } from '#test/house.ts';
import { migrationOrder, openCorridor } from '../../src/house.ts';
import { samplePortfolio } from '../../src/portfolio/samples.ts';

const CLIENTS = 50;
const folders: string[] = [];
const running = new Set<ChildProcess>();

beforeAll(() => {
  const built = spawnSync(process.execPath, ['start.js', '--build'], { encoding: 'utf8' });
  expect(built.status, built.stdout + built.stderr).toBe(0);
});
afterAll(async () => {
  for (const child of running) child.kill('SIGTERM');
  await Promise.all([...running].map(ended));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A candidate at their desk: what they wrote line by line, how much of it the app said it had, and since which version. */
type Client = { path: string; cookie: string; lines: string[]; acknowledged: number; version: string };

/** A data folder as a house leaves it that was shut in order, with a portfolio and a session for each client. */
async function prepareHouse(): Promise<{ dataFolder: string; clients: Client[] }> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'waymark-cut-'));
  folders.push(dataFolder);
  chmodSync(dataFolder, 0o755);
  useSettings(testSettings());
  openCorridor();
  const own = await startOwnPostgres({ dataFolder, say: () => undefined });
  const opened = openDatabase(own.connection);
  const { db, pool } = opened;
  await migrate(pool, findMigrations('src', migrationOrder));
  await prepareJobs(pool);
  const house = { db, write: <T>(act: Parameters<typeof inTransaction<T>>[1]) => inTransaction(db, act) };
  const clients: Client[] = [];
  for (let n = 1; n <= CLIENTS; n++) {
    const { person, portfolio } = await samplePortfolio(house, { name: nameOf(n) });
    const token = await house.write((tx) => startSession(tx, person.id, 'test'));
    const path = `/portfolio/${portfolio.id}/sections/c1a`;
    clients.push({ path, cookie: `${SESSION_COOKIE}=${token}`, lines: [], acknowledged: 0, version: '' });
  }
  await opened.close();
  await own.stop();
  return { dataFolder, clients };
}

/** A name of letters alone: addresses are made from these. */
function nameOf(n: number): string {
  const letters = [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]);
  return `Candidate ${letters.join('')}`;
}

type App = { child: ChildProcess; url: string; output: () => string };

/** Starts the app itself, without the launcher around it, so that the process to be killed is known. */
async function startApp(dataFolder: string): Promise<App> {
  const port = await freePort();
  const child = spawn(process.execPath, ['build/server.js'], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: dataFolder,
      WAYMARK_DATA: dataFolder,
      WAYMARK_ROOT: process.cwd(),
      WAYMARK_DEMO: '0',
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  await new Promise<void>((ready, fail) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('Ready:')) ready();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => fail(new Error(`The app ended: ${output}`)));
  });
  return { child, url: `http://localhost:${port}`, output: () => output };
}

/** Writes one line more and saves the whole section, as the editor does; answers the status. Throws when nothing answers. */
async function save(url: string, client: Client): Promise<number> {
  const response = await fetch(url + client.path, {
    method: 'POST',
    headers: { cookie: client.cookie, accept: 'application/json', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({
      version: client.version,
      title: '',
      topicType: '',
      mark: 'drafting',
      'text-description': client.lines.join('\n'),
      'text-reflection': '',
    }),
  });
  const answer = (await response.json()) as { version: string };
  if (response.status !== 200) return response.status;
  client.version = answer.version;
  client.acknowledged = client.lines.length;
  return 200;
}

/** Keeps writing until the app is gone; answers the statuses that were no 200. */
async function writeUntilCut(url: string, client: Client): Promise<number[]> {
  const refused: number[] = [];
  for (let n = 1; ; n++) {
    client.lines.push(`Line ${n} of what I do.`);
    try {
      const status = await save(url, client);
      if (status !== 200) return [...refused, status];
    } catch {
      return refused;
    }
  }
}

/** The version of a section that a page is opened on, as the editor finds it in the form. */
async function openSection(url: string, client: Client): Promise<{ version: string; lines: string[] }> {
  const page = await (await fetch(url + client.path, { headers: { cookie: client.cookie } })).text();
  const version = /name="version" value="([^"]*)"/.exec(page)?.[1] ?? '';
  const text = /<textarea[^>]*name="text-description"[^>]*>([^<]*)</.exec(page)?.[1] ?? '';
  return { version, lines: text.trim().split('\n').filter(Boolean) };
}

function ended(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => child.once('exit', () => done()));
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Ends the app's own PostgreSQL as the app itself was ended: without a word. */
async function killDatabase(dataFolder: string): Promise<void> {
  const { cluster } = await choosePlace(dataFolder);
  process.kill(Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
}

test.each([
  { dies: 'the app', andDatabase: false },
  { dies: 'the app and its PostgreSQL', andDatabase: true },
])(
  'SIGKILL of $dies while 50 clients write loses no acknowledged write, and the next start recovers by itself',
  async ({ andDatabase }) => {
    const { dataFolder, clients } = await prepareHouse();
    const first = await startApp(dataFolder);
    for (const client of clients) client.version = (await openSection(first.url, client)).version;

    const writing = clients.map((client) => writeUntilCut(first.url, client));
    await expect
      .poll(() => clients.every(({ acknowledged }) => acknowledged >= 2), { timeout: 20_000 })
      .toBe(true);
    await sleep(200);
    first.child.kill('SIGKILL');
    if (andDatabase) await killDatabase(dataFolder);
    await ended(first.child);
    expect((await Promise.all(writing)).flat()).toEqual([]);
    expect(clients.filter(({ lines, acknowledged }) => lines.length > acknowledged)).toHaveLength(CLIENTS);

    const second = await startApp(dataFolder);
    expect(second.output()).not.toContain('"level":"error"');
    for (const client of clients) {
      const { lines } = await openSection(second.url, client);
      expect(lines.length).toBeGreaterThanOrEqual(client.acknowledged);
      // What is there is what was written, up to the last save that came through, whether or not its answer did.
      expect(lines).toEqual(client.lines.slice(0, lines.length));
    }
    // An editor that had no answer sends its words once more, and they meet nobody's.
    const again = await Promise.all(clients.map((client) => save(second.url, client)));
    expect(again).toEqual(clients.map(() => 200));
    for (const client of clients) {
      expect((await openSection(second.url, client)).lines).toEqual(client.lines);
    }
    second.child.kill('SIGTERM');
    await ended(second.child);
    expect(second.child.exitCode).toBe(0);
  },
);
