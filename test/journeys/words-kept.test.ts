import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startSession } from '#people';
import { SESSION_COOKIE } from '#platform/cookies.ts';
import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import { samplePersonWith, sampleRun } from '../../src/programme/samples.ts';
import { openHouse } from '../support/house.ts';

const house = await openHouse();
const opensAt = Temporal.Now.instant().subtract({ hours: 24 * 9 });
const run = await sampleRun(house, {
  opensAt,
  closesAt: opensAt.add({ hours: 24 * 30 }),
  notifyWeekOf: '2099-01-05',
  workshops: 0,
});
let server: ServerType;
let base: string;
let browser: Browser;
const contexts: BrowserContext[] = [];
let people = 0;

beforeAll(async () => {
  server = serve({ fetch: (request) => house.ask(request), port: 0, hostname: '127.0.0.1' });
  await new Promise((ready) => server.once('listening', ready));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
});

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  expect(await house.broken()).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  server.close();
});

/** Somebody new who has begun to apply, in a browser of their own. */
async function applicant() {
  const person = await samplePersonWith(house, run, `Applicant ${'a'.repeat(++people)}`);
  const context = await browser.newContext();
  contexts.push(context);
  const signIn = async () => {
    const value = await house.write((tx) => startSession(tx, person.id, 'journey'));
    await context.addCookies([{ name: SESSION_COOKIE, value, url: base }]);
  };
  await signIn();
  const page = await context.newPage();
  await page.goto(`${base}/programmes/cmalt/2024`);
  await page.getByRole('button', { name: /apply/i }).first().click();
  await page.waitForURL('**/applications/*');
  const path = `${page.url()}/answers/reasons`;
  await page.goto(path);
  return { person, context, page, path, signIn };
}

const motivation = (page: Page) => page.getByLabel('Why do you want to take part?');
const says = (page: Page, words: string | RegExp) =>
  expect.poll(() => page.locator('[data-save-state]').textContent(), { timeout: 20_000 }).toMatch(words);

/** What the house has of these words. */
async function kept(words: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from application.draft_answers
    where answers->>'motivation' = ${words}`.execute(house.db);
  return rows[0]?.n ?? 0;
}

test('S2.3: what is written during offline minutes is kept on the device, and saved by itself when the line is back', async () => {
  const { context, page } = await applicant();
  await motivation(page).fill('Before the tunnel.');
  await says(page, /^Saved/);
  await context.setOffline(true);
  await motivation(page).fill('Before the tunnel, and in it.');
  await says(page, 'Offline, kept on this device');
  expect(await kept('Before the tunnel, and in it.')).toBe(0);
  await context.setOffline(false);
  await says(page, /^Saved/);
  expect(await kept('Before the tunnel, and in it.')).toBe(1);
});

test('S2.3: a page that is closed while offline gives the words back when it is opened again', async () => {
  const { context, page, path } = await applicant();
  await motivation(page).fill('Saved at the desk.');
  await says(page, /^Saved/);
  await context.setOffline(true);
  await motivation(page).fill('Saved at the desk. Written on the train and never sent.');
  await says(page, 'Offline, kept on this device');
  await page.close();
  await context.setOffline(false);
  const later = await context.newPage();
  await later.goto(path);
  await later.getByRole('button', { name: 'Put them back' }).click();
  expect(await motivation(later).inputValue()).toBe(
    'Saved at the desk. Written on the train and never sent.',
  );
  await motivation(later).blur();
  await says(later, /^Saved/);
  expect(await kept('Saved at the desk. Written on the train and never sent.')).toBe(1);
});

test('S2.3: a session that ends mid-sentence loses nothing: sign in elsewhere, and the same page saves the whole sentence', async () => {
  const { context, page, person, signIn } = await applicant();
  await motivation(page).fill('I would like to take part bec');
  await says(page, /^Saved/);
  await sql`update people.session set ended_at = now() where person_id = ${person.id}`.execute(house.db);
  await motivation(page).pressSequentially('ause I teach.');
  await says(page, 'You are signed out. Your words are kept on this device.');
  expect(await page.getByRole('link', { name: 'Sign in in a new tab' }).getAttribute('href')).toContain(
    '/sign-in?to=',
  );
  expect(await motivation(page).inputValue()).toBe('I would like to take part because I teach.');
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Sign in in a new tab' }).click(),
  ]);
  await tab.waitForLoadState();
  await signIn();
  await tab.close();
  await page.bringToFront();
  await says(page, /^Saved/);
  expect(await kept('I would like to take part because I teach.')).toBe(1);
});

test('S2.2: a second tab overwrites nothing and shows both texts, of which the writer takes one', async () => {
  const { context, page, path } = await applicant();
  const second = await context.newPage();
  await second.goto(path);
  await motivation(page).fill('Written in the first tab.');
  await says(page, /^Saved/);
  await motivation(second).fill('Written in the second tab.');
  await says(second, 'This text was changed elsewhere');
  await second.goto(path.replace('/answers/reasons', '/both'));
  const text = await second.locator('main').textContent();
  expect(text).toContain('Written in the first tab.');
  expect(text).toContain('Written in the second tab.');
  await second.getByRole('button', { name: 'Use this text instead' }).click();
  await expect.poll(() => kept('Written in the second tab.')).toBe(1);
});
