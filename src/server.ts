import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import { join } from 'node:path';
import { FrameworkProblems, openFrameworks } from '#framework';
import { LetterTextProblems, openDefaultTexts } from '#letter';
import { FormFileProblems, openForms } from '#form';
import { recognise, samlHere } from '#people';
import { rehearseFrom, now } from '#platform/clock.ts';
import { readSettings, settings, SettingsProblem, useSettings } from '#platform/config.ts';
import { openDatabase, type OpenDatabase } from '#platform/database.ts';
import { makeApp } from '#platform/http.tsx';
import { jobsAnswer, prepareJobs, startWorker } from '#platform/jobs.ts';
import { noteTrouble } from '#platform/log.ts';
import { closePdf } from '#platform/pdf.ts';
import { findMigrations, migrate, MigrationProblem } from '#platform/migrate.ts';
import { face } from './face.ts';
import { migrationOrder, openCorridor, routes, sweeps, tasks } from './house.ts';
import { findDatabase } from './found-database.ts';
import { furnish } from './furnish.ts';

type Half = 'web' | 'worker' | 'both';
type Stop = () => Promise<void>;

/** Starts the house: database, migrations, demo or first set-up, jobs, pages; and takes it down in reverse order. */
async function start(half: Half): Promise<void> {
  const stops: Stop[] = [];
  const stopAll = stopOnce(stops);
  process.on('SIGINT', () => void stopAll(0));
  process.on('SIGTERM', () => void stopAll(0));
  try {
    openFrameworks(join(settings().root, 'frameworks'));
    // What SAML is set up with is read now, so that a fault in it is said before anyone is let in.
    samlHere();
    openForms(join(settings().root, 'forms'));
    stops.push(closePdf);
    const found = await findDatabase(half, say);
    stops.push(() => found.stop());
    found.died?.then((why) => stopAll(1, why)).catch(() => undefined);
    const opened = openDatabase(found.connection, { max: 20 });
    stops.push(() => opened.close());
    await bringUpToDate(opened);
    openCorridor();
    openDefaultTexts(join(settings().root, 'letters'));
    const welcome = await furnish(opened, say);
    if (half !== 'web') stops.push(await work(opened));
    if (half !== 'worker') stops.push(await listen(opened));
    say(half === 'worker' ? 'Ready: taking jobs.' : `Ready: ${settings().url}`);
    for (const line of half === 'worker' ? [] : welcome) say(line);
  } catch (error) {
    await stopAll(1, explain(error));
  }
}

async function bringUpToDate({ pool }: OpenDatabase): Promise<void> {
  const applied = await migrate(pool, findMigrations(`${settings().root}/src`, migrationOrder));
  if (applied > 0) say(`Brought the database up to date (${applied} migrations).`);
  await prepareJobs(pool);
}

async function work({ db, pool }: OpenDatabase): Promise<Stop> {
  const runner = await startWorker({ db, pool, tasks, sweeps });
  return () => runner.stop();
}

async function listen({ db }: OpenDatabase): Promise<Stop> {
  const app = makeApp({ db, routes, face, recognise, health: () => checkHealth(db) });
  const { port, host } = settings();
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: host }, () => {
      resolve(
        () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeIdleConnections' in server) server.closeIdleConnections();
            if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 3000).unref();
          }),
      );
    });
    server.on('error', reject);
  });
}

async function checkHealth(db: OpenDatabase['db']): Promise<Record<string, boolean>> {
  const database = await sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return { database, jobs: database && (await jobsAnswer(db)) };
}

function stopOnce(stops: Stop[]): (code: number, why?: string) => Promise<void> {
  let stopping = false;
  return async (code, why) => {
    if (stopping) return;
    stopping = true;
    if (why) process.stderr.write(`${why}\n`);
    say('Stopping.');
    for (const stop of stops.reverse()) {
      await stop().catch((error: unknown) => noteTrouble('stopping failed', error));
    }
    process.exit(code);
  };
}

function explain(error: unknown): string {
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${settings().port} is in use. Set PORT to another one, or stop what listens there.`;
  if (
    [MigrationProblem, SettingsProblem, FrameworkProblems, LetterTextProblems, FormFileProblems].some(
      (kind) => error instanceof kind,
    )
  )
    return message;
  return stack ?? String(error);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const HALVES: Record<string, Half> = { web: 'web', worker: 'worker', '': 'both' };

const half = HALVES[process.argv[2] ?? ''];
try {
  if (!half)
    throw new SettingsProblem(
      `"${process.argv[2]}" is not a part of Waymark: say web, worker, or nothing for both.`,
    );
  useSettings(readSettings(process.env));
  const from = settings().rehearsedNow;
  if (from) {
    rehearseFrom(from);
    say(`The clock is rehearsed: it runs from ${now().toString({ smallestUnit: 'minute' })}.`);
  }
  await start(half);
} catch (error) {
  process.stderr.write(`${error instanceof SettingsProblem ? error.message : String(error)}\n`);
  process.exit(1);
}
