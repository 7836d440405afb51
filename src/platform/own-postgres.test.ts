import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OwnPostgres, startOwnPostgres } from './own-postgres.ts';

const isRoot = process.getuid?.() === 0;
const nobody = 65534;

let folder: string;
let cleanUp: (() => Promise<void> | void)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-postgres-'));
  chmodSync(folder, 0o755);
  cleanUp = [];
});

afterEach(async () => {
  for (const act of cleanUp.reverse()) await act();
  rmSync(folder, { recursive: true, force: true });
});

describe('the own PostgreSQL', () => {
  it('listens on a socket alone, keeps what is committed over a restart, and leaves no lock', async () => {
    const first = await start(join(folder, 'data'), { forTests: false });
    await ask(first, 'create table word (word text)');
    await ask(first, "insert into word values ('kept')");
    const settings = await ask(
      first,
      "select current_setting('listen_addresses') net, current_setting('fsync') fsync",
    );
    expect(settings).toEqual([{ net: '', fsync: 'on' }]);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    expect(existsSync(join(folder, 'data/waymark.lock'))).toBe(false);

    const second = await start(join(folder, 'data'));
    expect(await ask(second, 'select word from word')).toEqual([{ word: 'kept' }]);
  });

  it('answers to its address in one line as well, and writes UTF-8 and UTC whatever the machine speaks', async () => {
    const server = await start(join(folder, 'data'));
    const query = "select lower('ÉŁ') low, current_setting('TimeZone') zone";
    const client = new pg.Client(server.connectionString);
    await client.connect();
    expect((await client.query(query)).rows).toEqual([{ low: 'éł', zone: 'UTC' }]);
    await client.end();
  });

  it('writes nothing into its log of what people wrote', async () => {
    const server = await start(join(folder, 'data'));
    await ask(server, 'create table person (email text unique)');
    await ask(server, "insert into person values ('edda@example.org')");
    await expect(ask(server, "insert into person values ('edda@example.org')")).rejects.toThrow(
      /duplicate key/,
    );
    await expect(ask(server, "select 'edda@example.org'::int")).rejects.toThrow(/invalid input/);
    expect(readFileSync(join(folder, 'data/postgres.log'), 'utf8')).not.toContain('edda');
  });

  it('works in a folder whose path is too long for a socket', async () => {
    const server = await start(join(folder, 'a'.repeat(60), 'b'.repeat(60)));
    expect(server.connection.host.length).toBeLessThan(86);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(existsSync(server.connection.host)).toBe(false);
  });

  it('begins again from nothing where the very first start was cut short', async () => {
    mkdirSync(join(folder, 'data/postgres.unfinished/base'), { recursive: true });
    writeFileSync(join(folder, 'data/postgres.unfinished/PG_VERSION'), '18\n');
    expect(await ask(await start(join(folder, 'data')), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('says so when it ends by itself, and not when it is stopped', async () => {
    const server = await start(join(folder, 'data'));
    process.kill(server.pid, 'SIGQUIT');
    expect(await server.died).toContain('postgres.log');
    await server.stop();

    const stopped = await start(join(folder, 'data'));
    await stopped.stop();
    expect(await Promise.race([stopped.died, Promise.resolve('silent')])).toBe('silent');
  });
});

describe('after kill -9 of the app', () => {
  it('the orphan is stopped, not doubled, and nothing committed is lost', async () => {
    const app = await startApp(join(folder, 'data'));
    app.child.kill('SIGKILL');
    await once(app.child, 'exit');
    expect(isAlive(app.postgres)).toBe(true);

    const server = await start(join(folder, 'data'));
    expect(isAlive(app.postgres)).toBe(false);
    expect(await ask(server, 'select count(*)::int n from kept')).toEqual([{ n: 1 }]);
  });

  it('a second app is refused with a sentence while the first one lives, which goes on undisturbed', async () => {
    const app = await startApp(join(folder, 'data'));
    await expect(start(join(folder, 'data'))).rejects.toThrow(
      new RegExp(`already runs on .*\\(process ${app.child.pid}\\).*WAYMARK_DATA`),
    );
    expect(isAlive(app.postgres)).toBe(true);
  });

  it('an app that is on its way out is waited for', async () => {
    const app = await startApp(join(folder, 'data'));
    setTimeout(() => app.child.kill('SIGTERM'), 500);
    const server = await start(join(folder, 'data'));
    expect(await ask(server, 'select count(*)::int n from kept')).toEqual([{ n: 1 }]);
  });

  it('Ctrl-C does not reach PostgreSQL before the app', async () => {
    const app = await startApp(join(folder, 'data'));
    const groupOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2];
    expect(groupOf(app.postgres)).toBe(String(app.postgres));
  });

  it('a process number that a stranger has now stands in nobody’s way', async () => {
    await (await start(join(folder, 'data'))).stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    cleanUp.push(() => void stranger.kill());
    const words = [stranger.pid, join(folder, 'data/postgres'), 1, 5432, '', '', '', 'ready', ''].join('\n');
    writeFileSync(join(folder, 'data/postgres/postmaster.pid'), words);
    writeFileSync(
      join(folder, 'data/waymark.lock'),
      JSON.stringify({ pid: stranger.pid, began: 'another time' }),
    );

    expect(await ask(await start(join(folder, 'data')), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(stranger.exitCode).toBe(null);
  });

  it.runIf(process.platform === 'linux')(
    'the number of a dead server that its parent has not asked after is waited for',
    async () => {
      await (await start(join(folder, 'data'))).stop();
      // The shell starts one that ends, and turns into a program that never asks after it; PostgreSQL minds its own account's.
      const { uid, gid } = statSync(join(folder, 'data/postgres'));
      const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 2'], {
        stdio: ['ignore', 'pipe', 'ignore'],
        ...(isRoot ? { uid, gid } : {}),
      });
      const [number] = (await once(parent.stdout, 'data')) as [Buffer];
      const stateOf = () =>
        readFileSync(`/proc/${number.toString().trim()}/stat`, 'utf8').split(') ')[1]?.[0];
      await expect.poll(stateOf).toBe('Z');
      const words = [
        number.toString().trim(),
        join(folder, 'data/postgres'),
        1,
        5432,
        '',
        '',
        '',
        'ready',
        '',
      ];
      writeFileSync(join(folder, 'data/postgres/postmaster.pid'), words.join('\n'));

      expect(await ask(await start(join(folder, 'data')), 'select 1 as one')).toEqual([{ one: 1 }]);
    },
  );

  it('of eight apps that find the lock of a dead one, one gets the folder', async () => {
    await (await start(join(folder, 'data'))).stop();
    writeFileSync(join(folder, 'data/waymark.lock'), JSON.stringify({ pid: 999999999, began: 'long ago' }));
    const apps = await Promise.allSettled(Array.from({ length: 8 }, () => startApp(join(folder, 'data'))));
    expect(apps.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe.runIf(isRoot)('as root', () => {
  it('PostgreSQL runs as somebody else, with the cluster in the data folder', async () => {
    const server = await start(join(folder, 'data'));
    expect(statSync(`/proc/${server.pid}`).uid).not.toBe(0);
    expect(existsSync(join(folder, 'data/postgres/PG_VERSION'))).toBe(true);
  });

  it('below a folder that only root may enter the cluster is elsewhere, in the same place at each start', async () => {
    const hidden = join(folder, 'hidden');
    mkdirSync(hidden, { mode: 0o700 });
    mkdirSync(join(hidden, 'clone'));
    const first = await start(join(hidden, 'clone/data'));
    const place = readFileSync(join(hidden, 'clone/data/postgres-is-at'), 'utf8').trim();
    cleanUp.push(() => rmSync(place, { recursive: true, force: true }));
    await ask(first, 'create table kept (word text)');
    await first.stop();
    expect(statSync(hidden).mode & 0o777).toBe(0o700);

    const second = await start(join(hidden, 'clone/data'));
    expect(await ask(second, 'select * from kept')).toEqual([]);
    await second.stop();
    rmSync(place, { recursive: true });
    await expect(start(join(hidden, 'clone/data'))).rejects.toThrow(/is not there any more.*Bring it back/);
  });

  it.runIf(othersMayRead())(
    'an app of an unprivileged account runs it as itself, and root runs it so thereafter',
    async () => {
      chmodSync(folder, 0o777);
      const app = await startApp(join(folder, 'data'), { uid: nobody, gid: nobody });
      expect(statSync(`/proc/${app.postgres}`).uid).toBe(nobody);
      app.child.kill('SIGTERM');
      await once(app.child, 'exit');
      const server = await start(join(folder, 'data'));
      expect(statSync(`/proc/${server.pid}`).uid).toBe(nobody);
      expect(await ask(server, 'select count(*)::int n from kept')).toEqual([{ n: 1 }]);
    },
  );
});

/** Careless of durability where that is not what is tested: initdb's syncing is most of the time. */
async function start(dataFolder: string, { forTests = true } = {}): Promise<OwnPostgres> {
  const server = await startOwnPostgres({ dataFolder, say: () => undefined, forTests });
  cleanUp.push(() => server.stop());
  return server;
}

async function ask(server: OwnPostgres, query: string): Promise<unknown[]> {
  const client = new pg.Client(server.connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

/** An app in a process of its own: starts the server, writes a row, tells its server's number, stops on SIGTERM. */
const appCode = `
  import { startOwnPostgres } from '${join(import.meta.dirname, 'own-postgres.ts')}';
  import pg from '${import.meta.resolve('pg').replace('file://', '')}';
  const server = await startOwnPostgres({ dataFolder: process.argv[1], say() {} });
  const client = new pg.Client(server.connection);
  client.on('error', () => {});
  await client.connect();
  await client.query('create table if not exists kept (word text)');
  await client.query("insert into kept values ('kept')");
  process.on('SIGTERM', () => void server.stop().then(() => process.exit()));
  console.log(server.pid);
  setInterval(() => {}, 1000);
`;

async function startApp(dataFolder: string, as: { uid?: number; gid?: number } = {}) {
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', appCode, dataFolder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', ...as });
  const postgres = await firstNumber(child);
  cleanUp.push(() => {
    child.kill('SIGKILL');
    if (isAlive(postgres)) process.kill(postgres, 'SIGQUIT');
  });
  return { child, postgres };
}

async function firstNumber(child: ChildProcess): Promise<number> {
  const words: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => words.push(String(chunk)));
  return await new Promise((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(Number(chunk)));
    child.once('exit', () => reject(new Error(words.join(''))));
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

/** Whether others than root may read this checkout, without which they cannot start an app from it. */
function othersMayRead(): boolean {
  const folders = import.meta.dirname
    .split('/')
    .map((_, index, all) => all.slice(0, index + 1).join('/') || '/');
  accessSync(process.execPath);
  return folders.every((path) => (statSync(path).mode & 0o005) === 0o005);
}
