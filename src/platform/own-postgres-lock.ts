import { execFileSync } from 'node:child_process';
import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

type Holder = { pid: number; began: string | undefined };

const step = 50;

/**
 * Takes the one lock of a folder for this process, so that two apps never share it; a lock whose holder is dead (also
 * when its process number has been given to another) counts for nothing. Waits `patience` milliseconds for a holder that
 * is on its way out, then throws an error that names it.
 * @returns what gives the lock back
 */
export async function holdLock(folder: string, patience = 3000): Promise<() => void> {
  const lock = join(folder, 'waymark.lock');
  const mine = JSON.stringify({
    pid: process.pid,
    began: beginningOf(process.pid),
  } satisfies Holder);
  for (let waited = 0; ; waited += step) {
    if (tryToTake(lock, mine)) return () => release(lock, mine);
    const held = readOrEmpty(lock);
    if (!isAlive(held)) takeAway(lock, held);
    else if (waited >= patience) throw new Error(refusal(folder, held));
    else await sleep(step);
  }
}

/** Whether a living process holds the lock of a folder. */
export function isHeld(folder: string): boolean {
  return isAlive(readOrEmpty(join(folder, 'waymark.lock')));
}

/**
 * Stops the PostgreSQL that an app which was killed left running on a cluster, and waits until it has ended; clears a
 * `postmaster.pid` whose number now belongs to a stranger. Call it only while holding the lock of the folder.
 */
export async function stopOrphan(cluster: string, say: (line: string) => void): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const pid = Number.parseInt(readOrEmpty(file), 10);
  if (!(pid > 0) || beginningOf(pid) === undefined) return;
  // PostgreSQL looks only at whether the number is alive, and would refuse to start.
  if (!isPostgresOn(pid, cluster)) return rmSync(file, { force: true });
  say('Stopping the database that an earlier run left behind');
  const signals = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
  ] as const;
  for (const [signal, patience] of signals) {
    kill(pid, signal);
    for (let waited = 0; waited < patience; waited += step) {
      if (beginningOf(pid) === undefined) return;
      await sleep(step);
    }
  }
  throw new Error(
    `A PostgreSQL from an earlier run (process ${pid}) does not stop. End it, then start again.`,
  );
}

/** Makes the lock with all its words at once: a link appears whole or not at all. */
function tryToTake(lock: string, mine: string): boolean {
  const draft = `${lock}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a dead holder's lock; should another app have replaced it in this moment, that one is put back. */
function takeAway(lock: string, held: string): void {
  const aside = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (readOrEmpty(aside) !== held) linkSync(aside, lock);
  rmSync(aside, { force: true });
}

function release(lock: string, mine: string): void {
  if (readOrEmpty(lock) === mine) rmSync(lock, { force: true });
}

function isAlive(held: string): boolean {
  const holder = parse(held);
  return holder?.began !== undefined && beginningOf(holder.pid) === holder.began;
}

function parse(held: string): Holder | undefined {
  try {
    return JSON.parse(held) as Holder;
  } catch {
    return undefined;
  }
}

/** When a process began, in whatever words the system has for it; undefined when there is no such process. */
function beginningOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ask(pid, 'lstart=');
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  // The name in brackets may hold anything, so count from its end: state is the 1st field after it, start the 20th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (stat === '' || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return `${fields[19]} ${readOrEmpty('/proc/sys/kernel/random/boot_id').trim()}`;
}

/** Whether a process is a PostgreSQL server on this cluster (it makes the cluster its working directory). */
function isPostgresOn(pid: number, cluster: string): boolean {
  if (process.platform !== 'linux') return ask(pid, 'command=')?.includes(cluster) ?? false;
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === cluster && readOrEmpty(`/proc/${pid}/cmdline`).includes('postgres')
    );
  } catch {
    return false;
  }
}

function ask(pid: number, what: string): string | undefined {
  try {
    return (
      execFileSync('ps', ['-o', what, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim() ||
      undefined
    );
  } catch {
    return undefined;
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const refusal = (folder: string, held: string) =>
  `Waymark already runs on ${folder} (process ${parse(held)?.pid}). Stop that one first, or give this one a folder ` +
  'of its own with WAYMARK_DATA. To run web and worker apart, give both the same DATABASE_URL.';
