import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { memoryEnv, serverOptions } from '../tools/server-options.js';

export const root = resolve(import.meta.dirname, '..');

/** A server of ours while it runs: the app, or a floor beside it. */
export type Running = { readonly url: string; readonly pid: number; stop(): Promise<void> };

type AppOptions = {
  readonly databaseUrl: string;
  readonly dataFolder: string;
  /** Only the pages, without jobs. */
  readonly webOnly?: boolean;
  /** Modules that are loaded before the app. */
  readonly preload?: readonly string[];
  readonly env?: Record<string, string>;
};

/** Starts the built app as `npm start` does, on a port of its own, and waits until it says that it is ready. */
export async function startApp(options: AppOptions): Promise<Running> {
  const port = await freePort();
  const preload = (options.preload ?? []).map((file) => `--import=${file}`);
  const args = [
    ...serverOptions(root),
    ...preload,
    join(root, 'build/server.js'),
    ...(options.webOnly ? ['web'] : []),
  ];
  return startServer(args, `http://localhost:${port}`, {
    WAYMARK_ROOT: root,
    WAYMARK_DATA: options.dataFolder,
    WAYMARK_DEMO: '0',
    DATABASE_URL: options.databaseUrl,
    PORT: String(port),
    ...memoryEnv,
    NODE_COMPILE_CACHE: join(root, 'build/compiled'),
    ...options.env,
  });
}

/** Starts the floor (floor.ts) for the pages in a file, with a pool as large as the app's. */
export async function startFloor(databaseUrl: string, pagesFile: string): Promise<Running> {
  const port = await freePort();
  return startServer([join(root, 'bench/floor.ts')], `http://localhost:${port}`, {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    PAGES: pagesFile,
  });
}

async function startServer(args: string[], url: string, env: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  await untilReady(child);
  return { url, pid: child.pid ?? 0, stop: () => end(child) };
}

function untilReady(child: ChildProcess): Promise<void> {
  let output = '';
  return new Promise((done, fail) => {
    const read = (chunk: Buffer): void => {
      // What comes later is read and forgotten: a pipe that nobody empties would stop the server.
      if (output.length < 20_000) output += chunk.toString();
      if (output.includes('Ready:')) done();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => fail(new Error(`A server ended (code ${code}):\n${output}`)));
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const slow = setTimeout(() => child.kill('SIGKILL'), 10_000);
  return new Promise((done) => {
    child.once('exit', () => {
      clearTimeout(slow);
      done();
    });
    child.kill('SIGTERM');
  });
}

/** Memory that a process holds now, in megabytes of 1024 kilobytes. */
export function residentMegabytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

/** The most that it ever held, where the system says so (Linux). */
export function mostMegabytes(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return found ? Number(found[1]) / 1024 : undefined;
}

/** Processor time that a process has spent since it began, in milliseconds, where the system says so (Linux). */
export function processorTime(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  // In hundredths of a second: in user code, and in the kernel on its behalf.
  return (Number(after[11]) + Number(after[12])) * 10;
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
