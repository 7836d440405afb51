// npm run bench: how fast the pages are, against a floor and against a house a hundredth of the size, in one run.
// npm run bench -- --quick takes a minute, with a fifth of the people. --people=N makes it another number.
import { mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mostMegabytes, residentMegabytes, root, startApp, startFloor, type Running } from './app.ts';
import { makeHouse, type House } from './house.ts';
import { shoot, type Shot } from './load.ts';
import { choosePages, type Page } from './pages.ts';
import { recordPage, type Asked, type FloorPage } from './recording.ts';
import { printTable, type Measured } from './table.ts';

const { values: given } = parseArgs({ options: { quick: { type: 'boolean' }, people: { type: 'string' } } });
const people = Number(given.people ?? (given.quick ? 2_000 : 10_000));
const plan = given.quick ? { rounds: 1, seconds: 1 } : { rounds: 3, seconds: 2.5 };
const CONNECTIONS = [1, 16];

const folder = mkdtempSync(join(tmpdir(), 'waymark-bench-'));
const stops: (() => Promise<void>)[] = [];
let interrupted = false;
let down: Promise<void> | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void interrupt());
try {
  // The own PostgreSQL may run under another account than ours.
  chmodSync(folder, 0o755);
  await run();
} catch (error) {
  // What was under way when its database was taken away has nothing to say.
  if (!interrupted) throw error;
} finally {
  await takeDown();
}

async function interrupt(): Promise<void> {
  interrupted = true;
  await takeDown();
  process.exit(1);
}

async function run(): Promise<void> {
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `Node ${process.versions.node}, ${availableParallelism()} cores, load ${load} before it began.`,
  );
  const large = await makeHouse(join(folder, 'large'), people, keep);
  const small = await makeHouse(join(folder, 'small'), 100, keep);
  const pages = { large: await choosePages(large), small: await choosePages(small) };
  const floor = await makeFloor(large, pages.large);
  const app = keep(await startApp(large));
  const before = residentMegabytes(app.pid);
  const smallApp = keep(await startApp(small));
  const measured = await measure(pages, { app, floor: floor.server, small: smallApp });
  printTable(measured, floor.queries, people);
  const most = mostMegabytes(app.pid)?.toFixed(0) ?? 'unknown';
  console.log(
    `Resident memory of the app: ${before.toFixed(0)} MB before, ${residentMegabytes(app.pid).toFixed(0)} MB after, ${most} MB at most.`,
  );
}

/** Records every address once from the real app, then starts the floor with what was recorded. */
async function makeFloor(
  house: House,
  pages: readonly Page[],
): Promise<{ server: Running; queries: number[] }> {
  const file = join(folder, 'queries.jsonl');
  const recorder = await startApp({
    ...house,
    webOnly: true,
    preload: [join(root, 'bench/record-queries.ts')],
    env: { RECORD_QUERIES: file },
  });
  const recorded: Record<string, FloorPage> = {};
  const queries: number[] = [];
  for (const page of pages) {
    for (const asked of page.asked)
      recorded[keyOf(page, asked)] = await recordPage(recorder.url, file, asked);
    const first = page.asked[0] && recorded[keyOf(page, page.asked[0])];
    queries.push(first?.steps.flat().length ?? 0);
  }
  await recorder.stop();
  writeFileSync(join(folder, 'pages.json'), JSON.stringify(recorded, asHex));
  return { server: keep(await startFloor(house.databaseUrl, join(folder, 'pages.json'))), queries };
}

/** An address of the floor: its number among the page's addresses takes the place of path and cookie. */
function keyOf(page: Page, asked: Asked): string {
  return `/${encodeURIComponent(page.name)}/${page.asked.indexOf(asked)}`;
}

/** Buffers turn themselves into JSON before a replacer sees them. */
function asHex(_key: string, value: unknown): unknown {
  const isBytes = typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
  return isBytes
    ? { bytes: Buffer.from((value as unknown as { data: number[] }).data).toString('hex') }
    : value;
}

type Sides = { app: Running; floor: Running; small: Running };

/** Shoots at app, floor and small app in turn, round after round, so that what else the machine does meets all three. */
async function measure(
  pages: { large: readonly Page[]; small: readonly Page[] },
  sides: Sides,
): Promise<Measured[]> {
  const measured: Measured[] = pages.large.flatMap(({ name }) =>
    CONNECTIONS.map((connections) => ({ name, connections, app: [], floor: [], small: [] })),
  );
  for (let round = 0; round <= plan.rounds; round++) {
    for (const [at, page] of pages.large.entries()) {
      const little = pages.small[at] ?? page;
      const shots: [keyof Sides, readonly Asked[]][] = [
        ['app', page.asked],
        ['floor', page.asked.map((asked) => ({ path: keyOf(page, asked), cookie: asked.cookie }))],
        ['small', little.asked],
      ];
      for (const connections of CONNECTIONS) {
        const row = measured.find((one) => one.name === page.name && one.connections === connections);
        for (const [side, asked] of inTurn(shots, round)) {
          const shot = await shoot(sides[side], asked, connections, round === 0 ? 1 : plan.seconds);
          // The first round warms up: compilers, caches and pools.
          if (round > 0) (row?.[side] as Shot[]).push(shot);
        }
      }
    }
  }
  return measured;
}

function inTurn<T>(all: readonly T[], round: number): T[] {
  const at = round % all.length;
  return [...all.slice(at), ...all.slice(0, at)];
}

function keep<T extends { stop(): Promise<void> }>(running: T): T {
  stops.push(() => running.stop());
  return running;
}

function takeDown(): Promise<void> {
  return (down ??= stopAll());
}

async function stopAll(): Promise<void> {
  for (const stop of stops.reverse()) await stop().catch(console.error);
  rmSync(folder, { recursive: true, force: true });
}
