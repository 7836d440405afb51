import { createServer } from 'node:net';
import { serve } from '@hono/node-server';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, expect, onTestFailed } from 'vitest';
import { startSession, type Person } from '#people';
import { SESSION_COOKIE } from '#platform/cookies.ts';
import { startWorker } from '#platform/jobs.ts';
import { sweeps, tasks } from '../../src/house.ts';
import { openHouse, type TestHouse } from './house.ts';
import { faultsOf } from './page-check.ts';

/** A house that stands on a street: a real address on loopback, jobs taken at once, a real browser in front of it. */
export type Street = TestHouse & {
  readonly url: string;
  readonly browser: Browser;
  /** A browser of one person's own: signed in, or a stranger's. Errors in the page's console fail the journey. */
  open(as?: Pick<Person, 'id'>, options?: { scripting?: boolean; narrow?: boolean }): Promise<Page>;
};

/** Opens the whole house behind a real address, with its worker running. Needs the build (`npm test` makes it). */
export async function openStreet(change: Record<string, string> = {}): Promise<Street> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const house = await openHouse({ PORT: String(port), WAYMARK_URL: url, ...change });
  const server = serve({ fetch: (request: Request) => house.ask(request), port, hostname: '127.0.0.1' });
  const runner = await startWorker({ db: house.db, pool: house.pool, tasks, sweeps });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  afterAll(async () => {
    await browser.close();
    await runner.stop();
    await new Promise((done) => server.close(done));
  });
  return { ...house, url, browser, open: (as, options) => openFor(house, browser, url, as, options) };
}

async function openFor(
  house: TestHouse,
  browser: Browser,
  url: string,
  as?: Pick<Person, 'id'>,
  { scripting = true, narrow = false }: { scripting?: boolean; narrow?: boolean } = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: scripting,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: narrow ? { width: 390, height: 844 } : { width: 1366, height: 900 },
  });
  if (as) await signIn(context, await freshCookie(house, as), url);
  if (!scripting) context.on('page', (tab) => plainPages.add(tab));
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  onTestFailed(() => keepPicture(page));
  page.on('pageerror', (error) => {
    throw new Error(`A script failed on ${page.url()}: ${error.message}`);
  });
  return page;
}

/** What the page looked like when its journey failed: build/journeys holds a picture of each. */
async function keepPicture(page: Page): Promise<void> {
  const name = new URL(page.url()).pathname.replaceAll(/[^a-z0-9]+/gi, '-');
  await page
    .screenshot({ path: `build/journeys/${name || 'start'}.png`, fullPage: true })
    .catch(() => undefined);
}

/** A session that begins now: a journey jumps over months, which no session outlives. */
async function freshCookie(house: TestHouse, as: Pick<Person, 'id'>): Promise<string> {
  const token = await house.write((tx) => startSession(tx, as.id, 'journey'));
  return `${SESSION_COOKIE}=${token}`;
}

async function signIn(context: BrowserContext, cookie: string, url: string): Promise<void> {
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }]);
}

let pictures = 0;

/** Where a journey is asked for pictures, each address that it looks over: on a desk in light, on a phone in the dark. */
async function keepPictures(page: Page, folder: string): Promise<void> {
  const name = `${String(++pictures).padStart(3, '0')}${new URL(page.url()).pathname.replaceAll(/[^a-z0-9]+/gi, '-')}`;
  const own = await page.context().newPage();
  for (const [width, colorScheme] of [
    [1366, 'light'],
    [390, 'dark'],
  ] as const) {
    await own.emulateMedia({ colorScheme });
    await own.setViewportSize({ width, height: 844 });
    await own.goto(page.url());
    await own.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
  }
  await own.close();
}

/** Pages without scripting, in which axe cannot run: the same markup is looked over with scripting elsewhere. */
const plainPages = new WeakSet<Page>();

/** Looks at the page as the rules of the house and axe do: nothing may be found. */
export async function lookOver(page: Page): Promise<void> {
  if (process.env.JOURNEY_PICTURES) await keepPictures(page, process.env.JOURNEY_PICTURES);
  expect(faultsOf(await page.content()), page.url()).toEqual([]);
  if (plainPages.has(page)) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect(found, page.url()).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port.')),
      );
    });
  });
}
