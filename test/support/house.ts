import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { recognise, startSession, type Person } from '#people';
import { readSettings, useSettings, type Settings } from '#platform/config.ts';
import { setCookie, SESSION_COOKIE } from '#platform/cookies.ts';
import { inTransaction, type Database, type Tx } from '#platform/database.ts';
import { makeApp } from '#platform/http.tsx';
import { brokenInvariants } from '#platform/invariants.ts';
import { drainJobs } from '#platform/jobs.ts';
import { face, forgetFace } from '../../src/face.ts';
import { invariants, openCorridor, routes, sweeps, tasks } from '../../src/house.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { checkPage } from './page-check.ts';

export type TestHouse = {
  readonly db: Database;
  readonly pool: TestDatabase['pool'];
  /** Runs an act in a transaction of its own. */
  write<T>(act: (tx: Tx) => Promise<T>): Promise<T>;
  /** A session's cookie for a person. */
  cookieOf(person: Pick<Person, 'id'>): Promise<string>;
  /** GET, as someone or nobody. Every HTML page that comes back is checked (one h1, labelled controls, unique ids). */
  visit(path: string, as?: Pick<Person, 'id'>): Promise<Visit>;
  /** POST of a form from our own pages. Arrays send a field several times. */
  submit(
    path: string,
    fields: Record<string, string | readonly string[]>,
    as?: Pick<Person, 'id'>,
  ): Promise<Visit>;
  /** Any request at all. */
  ask(request: Request): Promise<Response>;
  /** Does all jobs that are due: news heard, letters sent. */
  drain(): Promise<void>;
  /** Rows that an invariant of any room should not have found: empty when all hold. */
  broken(): Promise<string[]>;
};

export type Visit = {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
  readonly response: Response;
};

export const BASE = 'http://localhost:3000';

/** The settings of a test: no environment of the machine leaks in. */
export function testSettings(change: Record<string, string> = {}): Settings {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-data-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return readSettings({ WAYMARK_DATA: folder, WAYMARK_ROOT: process.cwd(), ...change });
}

/** The whole house over a fresh database, called in process: every route, rule and page is the real one. */
export async function openHouse(change: Record<string, string> = {}): Promise<TestHouse> {
  useSettings(testSettings(change));
  openCorridor();
  forgetFace();
  const { db, pool } = await freshDatabase();
  const app = makeApp({ db, routes, face, recognise, health: async () => ({ database: true }) });
  const ask = async (request: Request): Promise<Response> => app.fetch(request);
  const cookies = new Map<string, string>();
  const cookieOf = async (person: Pick<Person, 'id'>): Promise<string> => {
    const known = cookies.get(person.id);
    if (known) return known;
    const token = await inTransaction(db, (tx) => startSession(tx, person.id, 'test'));
    const cookie = setCookie(SESSION_COOKIE, token).split(';')[0] ?? '';
    cookies.set(person.id, cookie);
    return cookie;
  };
  const headersFor = async (as?: Pick<Person, 'id'>): Promise<Headers> =>
    new Headers({ 'sec-fetch-site': 'same-origin', ...(as ? { cookie: await cookieOf(as) } : {}) });
  return {
    db,
    pool,
    ask,
    cookieOf,
    write: (act) => inTransaction(db, act),
    visit: async (path, as) =>
      toVisit(await ask(new Request(BASE + path, { headers: await headersFor(as) })), path),
    submit: async (path, fields, as) => {
      const body = new URLSearchParams(
        Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)])),
      );
      return toVisit(
        await ask(new Request(BASE + path, { method: 'POST', body, headers: await headersFor(as) })),
        path,
      );
    },
    drain: () => drainJobs({ db, pool, tasks, sweeps }),
    broken: () => findBroken(db),
  };
}

async function toVisit(response: Response, path: string): Promise<Visit> {
  const text = await response.clone().text();
  if (response.headers.get('content-type')?.startsWith('text/html')) checkPage(text, path);
  return { status: response.status, text, location: response.headers.get('location') ?? undefined, response };
}

async function findBroken(db: Database): Promise<string[]> {
  const broken = await brokenInvariants(db, invariants);
  return broken.map(({ says, rows }) => `${says} (${rows} rows)`);
}
