import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { holdLock, stopOrphan } from './own-postgres-lock.ts';
import { choosePlace, giveTo, type Place, socketFolder } from './own-postgres-place.ts';

/** What a connection pool needs to reach the own PostgreSQL: `host` is the folder of its socket. */
export type OwnPostgresAddress = { host: string; port: number; user: string; database: string };

/** The app's own PostgreSQL while it runs. */
export type OwnPostgres = {
  connection: OwnPostgresAddress;
  /** The same address in one line, for tools that want it so. */
  connectionString: string;
  /** Process number of the server. */
  pid: number;
  /** Settles, with a sentence, only if the server ends without having been asked to. */
  died: Promise<string>;
  /** Ends the server in order (what is committed stays, what is open is rolled back) and gives the folder back. */
  stop: () => Promise<void>;
};

export type OwnPostgresOptions = {
  dataFolder: string;
  say: (line: string) => void;
  /** Trades durability for speed and allows more connections. Only for data that nobody will miss. */
  forTests?: boolean;
};

const name = 'waymark';
const port = 5432;
const step = 10;

/**
 * Starts the app's own PostgreSQL on `<dataFolder>/postgres`: makes the cluster at the first start, stops a server that
 * a killed app left behind, listens on a Unix socket in a private folder and nowhere else, never as root. The server is
 * in a process group of its own, so that Ctrl-C reaches the app first.
 * @throws an error with a sentence for the person at the terminal: no PostgreSQL for this machine, another app on the
 *   folder, a folder of another account, or PostgreSQL's own words
 */
export async function startOwnPostgres(options: OwnPostgresOptions): Promise<OwnPostgres> {
  const { say, forTests = false } = options;
  const place = await choosePlace(options.dataFolder);
  const giveBack = await holdLock(place.folder);
  try {
    await stopOrphan(place.cluster, say);
    if (!existsSync(place.cluster)) makeCluster(place, say, forTests);
    return await startWhenFree(place, giveBack, forTests);
  } catch (error) {
    giveBack();
    throw error;
  }
}

/** Makes the cluster aside and moves it into place whole, so that an interrupted first start leaves nothing half made. */
function makeCluster(place: Place, say: OwnPostgresOptions['say'], forTests: boolean): void {
  const why = place.signpost ? ', as only root may enter the data folder' : '';
  say(`Making the database in ${place.cluster}${why}`);
  const unfinished = `${place.cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  giveTo(place.account, unfinished);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const speed = forTests ? ['--no-sync'] : [];
  const { initdb, postgres } = place.binaries;
  run(place, initdb, [
    '-D',
    unfinished,
    '-U',
    name,
    '--auth=trust',
    '--no-instructions',
    ...locale,
    ...speed,
  ]);
  const fast = forTests ? ['-c', 'fsync=off'] : [];
  run(place, postgres, ['--single', '-D', unfinished, ...fast, 'template1'], `create database ${name}\n`);
  // The signpost first: a cluster that nothing points to would be made anew.
  if (place.signpost) writeFileSync(place.signpost, `${place.folder}\n`);
  renameSync(unfinished, place.cluster);
}

function run(place: Place, program: string, args: string[], input = ''): void {
  const done = spawnSync(program, args, { ...runAs(place), input, encoding: 'utf8' });
  if (done.status === 0) return;
  const words = done.error?.message ?? (done.stderr.trim() || `signal ${done.signal}`);
  throw new Error(`PostgreSQL could not make its database in ${place.folder}: ${words}`);
}

const runAs = (place: Place) => ({
  cwd: '/',
  // Nothing of our own surroundings: PGPORT, PGDATA and the like would bend it.
  env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  ...place.account,
});

/** How often, and how many milliseconds apart, a start is tried again while the remains of a killed server go. */
const TRIES = 40;
const PAUSE = 250;

/**
 * Starts the server; where one was killed a moment ago, its number or its children are still there for an instant, and
 * PostgreSQL rightly refuses: then again, for ten seconds at most. Its own guard against two servers stays untouched.
 */
async function startWhenFree(place: Place, giveBack: () => void, forTests: boolean): Promise<OwnPostgres> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startServer(place, giveBack, forTests);
    } catch (error) {
      if (attempt >= TRIES || !(error instanceof Error) || !REMAINS.test(error.message)) throw error;
      await sleep(PAUSE);
    }
  }
}

const REMAINS = /postmaster\.pid" already exists|pre-existing shared memory block/;

/** Starts the server and waits until it takes connections. Where it does not, the folder's lock stays with the caller. */
async function startServer(place: Place, giveBack: () => void, forTests: boolean): Promise<OwnPostgres> {
  const socket = socketFolder(place);
  const server = spawnServer(place, socket.folder, forTests);
  const ended = new Promise<void>((resolve) =>
    server.once('exit', () => resolve()).once('error', () => resolve()),
  );
  let asked = false;
  const died = new Promise<string>((resolve) => {
    void ended.then(() => asked || resolve(`The own PostgreSQL ended by itself; ${logOf(place)} says why.`));
  });
  const tidy = () => {
    socket.remove();
    giveBack();
  };
  try {
    await untilReady(place, server);
  } catch (error) {
    await endServer(server, ended, 'SIGQUIT');
    socket.remove();
    throw error;
  }
  const end = async () => {
    asked = true;
    await endServer(server, ended, 'SIGINT');
    tidy();
  };
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= end());
  const connection = { host: socket.folder, port, user: name, database: name };
  return { connection, connectionString: asLine(connection), pid: server.pid ?? 0, died, stop };
}

const logOf = (place: Place) => join(place.folder, 'postgres.log');

const asLine = ({ host, user, database }: OwnPostgresAddress) =>
  `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;

function spawnServer(place: Place, socket: string, forTests: boolean): ChildProcess {
  const log = openSync(logOf(place), 'a', 0o600);
  const settings = settingsFor(socket, forTests).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const server = spawn(place.binaries.postgres, ['-D', place.cluster, ...settings], {
    ...runAs(place),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  // The app's own listeners keep the process alive, not this one.
  server.unref();
  return server;
}

function settingsFor(socket: string, forTests: boolean): [string, string][] {
  const careless: [string, string][] = [
    ['fsync', 'off'],
    ['synchronous_commit', 'off'],
    ['full_page_writes', 'off'],
    ['max_wal_size', '4GB'],
  ];
  return [
    ['listen_addresses', ''],
    ['port', String(port)],
    ['unix_socket_directories', socket],
    ['max_connections', forTests ? '200' : '60'],
    ['shared_buffers', '128MB'],
    ['timezone', 'UTC'],
    ['log_timezone', 'UTC'],
    // Short queries on few cores: compiling them or sharing them out costs more than it gives.
    ['jit', 'off'],
    ['max_parallel_workers_per_gather', '0'],
    // The log holds no text that people wrote: no statements, no values in details.
    ['log_min_messages', 'log'],
    ['log_min_error_statement', 'panic'],
    ['log_error_verbosity', 'terse'],
    ['log_checkpoints', 'off'],
    ...(forTests ? careless : []),
  ];
}

/** Waits for the word "ready" under this server's own number in `postmaster.pid`. */
async function untilReady(place: Place, server: ChildProcess): Promise<void> {
  const file = join(place.cluster, 'postmaster.pid');
  for (let waited = 0; waited < 60_000; waited += step) {
    if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) break;
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (lines[0] === String(server.pid) && lines[7]?.trim() === 'ready') return;
    await sleep(step);
  }
  throw new Error(`The own PostgreSQL did not start: ${lastWords(place)}`);
}

function lastWords(place: Place): string {
  const lines = readFileSync(logOf(place), 'utf8').trim().split('\n');
  return `${lines.slice(-3).join(' / ')} (${logOf(place)})`;
}

/** PostgreSQL's fast shutdown (SIGINT); after 20 seconds its immediate one, from which it recovers at the next start. */
async function endServer(
  server: ChildProcess,
  ended: Promise<void>,
  signal: 'SIGINT' | 'SIGQUIT',
): Promise<void> {
  server.ref();
  server.kill(signal);
  const slow = setTimeout(() => server.kill('SIGQUIT'), 20_000);
  await ended;
  clearTimeout(slow);
}
