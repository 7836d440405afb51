import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'waymark-start-'));
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of running) child.kill('SIGTERM');
  await Promise.all([...running].map(ended));
  rmSync(folder, { recursive: true, force: true });
});

type Started = { child: ChildProcess; url: string; output: () => string; ready: Promise<void> };

/** Starts the app as `npm start` does, on a port and a data folder of the test's own. */
async function startApp(env: Record<string, string> = {}, ...words: string[]): Promise<Started> {
  const port = await freePort();
  const child = spawn(process.execPath, ['start.js', ...words], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      WAYMARK_DATA: join(folder, 'data'),
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('Ready:')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', () => reject(new Error(`The app ended: ${output}`)));
  });
  ready.catch(() => undefined);
  return { child, url: `http://localhost:${port}`, output: () => output, ready };
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.on('exit', (code) => resolve(code));
  });
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

test('the app starts with the demo, answers that it is ready, stops in order, and starts again in under two seconds', async () => {
  const first = await startApp();
  await first.ready;
  expect(await (await fetch(`${first.url}/healthz`)).json()).toMatchObject({
    ready: true,
    database: true,
    jobs: true,
  });
  expect(first.output()).toContain(`${first.url}/demo`);
  first.child.kill('SIGTERM');
  expect(await ended(first.child)).toBe(0);
  expect(first.output()).not.toContain('"level":"error"');
  const began = performance.now();
  const second = await startApp();
  await second.ready;
  expect(performance.now() - began).toBeLessThan(2000);
  expect((await fetch(`${second.url}/programmes/cmalt/2024`)).status).toBe(200);
  second.child.kill('SIGTERM');
  expect(await ended(second.child)).toBe(0);
}, 90_000);

test('a wrong setting ends the start with a sentence that names it', async () => {
  const app = await startApp({ WAYMARK_NOW: 'tomorrow' });
  expect(await ended(app.child)).toBe(1);
  expect(app.output()).toContain('WAYMARK_NOW is "tomorrow", but must be a date-time with a zone');
}, 30_000);

test('the demo refuses to listen beyond loopback unless it is asked for by hand', async () => {
  const app = await startApp({ HOST: '0.0.0.0' });
  expect(await ended(app.child)).toBe(1);
  expect(app.output()).toContain('listens on 127.0.0.1 only');
}, 30_000);

test('without the demo an empty house answers with a one-time address to set it up, and no demo pages', async () => {
  const app = await startApp({ WAYMARK_DATA: join(folder, 'own'), WAYMARK_DEMO: '0' });
  await app.ready;
  await expect.poll(() => app.output()).toContain('/setup/');
  const address = /http:\/\/localhost:\d+\/setup\/\S+/.exec(app.output())?.[0] ?? '';
  expect((await fetch(address)).status).toBe(200);
  expect((await fetch(`${app.url}/setup/guessed`)).status).toBe(404);
  expect((await fetch(`${app.url}/demo`)).status).toBe(404);
  expect((await fetch(`${app.url}/mailbox`)).status).toBe(404);
  app.child.kill('SIGTERM');
  expect(await ended(app.child)).toBe(0);
}, 60_000);
