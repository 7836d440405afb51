import { AxeBuilder } from '@axe-core/playwright';
import { serve, type ServerType } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { partsOf } from '../../src/portfolio/portfolio.sql.ts';
import { samplePortfolio, sampleSection } from '../../src/portfolio/samples.ts';
import { setAsideIn } from '../../src/portfolio/section-text.sql.ts';
import { versionsOf } from '../../src/portfolio/version.sql.ts';
import { openHouse } from '../support/house.ts';

const house = await openHouse();
const { portfolio, person } = await samplePortfolio(house);
let server: ServerType;
let base: string;
let browser: Browser;
const contexts: BrowserContext[] = [];
const complaints: string[] = [];

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
  expect(complaints.splice(0)).toEqual([]);
  expect(await house.broken()).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  server.close();
});

/** A browser of its own in which the candidate is signed in; what it complains of (scripts, policies) fails the test. */
async function openBrowser(options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({
    ...options,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  contexts.push(context);
  const [name = '', value = ''] = (await house.cookieOf(person)).split('=');
  await context.addCookies([{ name, value, url: base }]);
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const { url } = message.location();
    // A conflict is an answer that the page expects; a picture of the site is asked for by every browser; what is pasted is
    // stopped by the policy, and says so.
    const isExpected =
      /409 \(Conflict\)/.test(message.text()) ||
      url.endsWith('/favicon.ico') ||
      /inline (style|event handler)/.test(message.text());
    if (message.type() === 'error' && !isExpected) complaints.push(`${message.text()} ${url}`);
  });
  return page;
}

const pathOf = (slot: string) => `${base}/portfolio/${portfolio.id}/sections/${slot}`;
const saved = (page: Page) =>
  page.waitForSelector('[data-save-state]:has-text("Saved")', { timeout: 12_000 });
const textOf = async (slot: string, component: string) =>
  (await partsOf(house.db, portfolio.id, slot)).find((part) => part.component === component)?.text;
const description = (page: Page) => page.getByRole('textbox', { name: 'Description' });

test('what is written in the editor is saved as Markdown and is there again', async () => {
  const page = await openBrowser();
  await page.goto(pathOf('c1a'));
  await description(page).click();
  await page.keyboard.type('I sat with ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('eleven');
  await page.keyboard.press('Control+b');
  await page.keyboard.type(' of them.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- Nine never opened it.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Two did.');
  await saved(page);
  const written = 'I sat with **eleven** of them.\n\n- Nine never opened it.\n- Two did.';
  await expect.poll(() => textOf('c1a', 'description'), { timeout: 8000 }).toBe(written);
  expect(await page.locator('way-words').first().textContent()).toBe('12 words');
  await page.reload();
  expect(await description(page).locator('strong').textContent()).toBe('eleven');
  expect(await description(page).locator('li').count()).toBe(2);
});

test('a text that nobody touches is not rewritten, however it was written', async () => {
  const odd = '* one\n* two\n\n\n\nTitle\n===\n\n__bold__ and   spaces';
  await sampleSection(house, portfolio, 'c1b', { description: odd });
  const page = await openBrowser();
  await page.goto(pathOf('c1b'));
  await page.getByRole('textbox', { name: 'Reflection' }).click();
  await page.keyboard.type('Only here.');
  await saved(page);
  await expect.poll(() => textOf('c1b', 'reflection'), { timeout: 8000 }).toBe('Only here.');
  expect(await textOf('c1b', 'description')).toBe(odd);
});

test('the toolbar works by keyboard, Tab goes through the editor and out of it, undo takes back', async () => {
  const page = await openBrowser();
  await page.goto(pathOf('c1c'));
  await description(page).click();
  await page.keyboard.type('A heading');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Heading');
  await page.keyboard.press('Enter');
  const area = page.locator('textarea[name=text-description]');
  await expect.poll(() => area.inputValue()).toBe('# A heading');
  expect(
    await page.getByRole('button', { name: 'Heading', exact: true }).first().getAttribute('aria-pressed'),
  ).toBe('true');
  await page.keyboard.press('Control+z');
  await expect.poll(() => area.inputValue()).toBe('A heading');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('way-editor') === null)).toBe(true);
});

test('a link is asked for in a dialog, and a dangerous one is refused in words', async () => {
  const page = await openBrowser();
  await page.goto(pathOf('c2a'));
  await description(page).click();
  await page.keyboard.type('my report');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('javascript:alert(1)');
  await page.keyboard.press('Enter');
  await page.getByText('Give an address that begins with').waitFor();
  await page.getByLabel('Address to link to').fill('example.org/report');
  await page.keyboard.press('Enter');
  const area = page.locator('textarea[name=text-description]');
  await expect.poll(() => area.inputValue()).toBe('[my report](https://example.org/report)');
});

test('what is pasted from Word keeps its headings, lists, links and weight, and nothing else', async () => {
  const page = await openBrowser();
  await page.goto(pathOf('c2b'));
  await description(page).click();
  const word = `<html><head><style>p{color:red}</style></head><body>
    <h2 style="color:#2F5496"><span lang="EN-GB">What I did</span></h2>
    <p class="MsoNormal"><b>I</b> asked <a href="https://example.org/">them</a><span style="font-family:Arial">.</span>
      <img src="https://example.org/x.png" onerror="alert(1)"></p>
    <p class="MsoListParagraphCxSpFirst"><span style="mso-list:Ignore">·&nbsp;&nbsp;</span>First</p>
    <p class="MsoListParagraphCxSpLast"><span style="mso-list:Ignore">·&nbsp;&nbsp;</span>Second</p>
    <p><a href="javascript:alert(1)">No link</a><script>window.hurt = 1</script></p></body></html>`;
  await page.evaluate(async (html) => {
    const both = {
      'text/html': new Blob([html], { type: 'text/html' }),
      'text/plain': new Blob(['plain'], { type: 'text/plain' }),
    };
    await navigator.clipboard.write([new ClipboardItem(both)]);
  }, word);
  await page.keyboard.press('Control+v');
  const area = page.locator('textarea[name=text-description]');
  await expect
    .poll(() => area.inputValue())
    .toBe('# What I did\n\n**I** asked [them](https://example.org/).\n\n- First\n- Second\n\nNo link');
  expect(await page.evaluate(() => 'hurt' in window)).toBe(false);
});

test('two browsers on one text: the second is told while writing, sees both, and makes one of them', async () => {
  await sampleSection(house, portfolio, 'c3a', { description: 'We began alike.' });
  const [one, other] = [await openBrowser(), await openBrowser()];
  await one.goto(pathOf('c3a'));
  await other.goto(pathOf('c3a'));
  const addTo = async (page: Page, words: string) => {
    await description(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(words);
  };
  await addTo(one, ' Then one.');
  await saved(one);
  await expect.poll(() => textOf('c3a', 'description'), { timeout: 8000 }).toBe('We began alike. Then one.');
  await addTo(other, ' Then the other.');
  const link = other.getByRole('link', { name: 'See both' });
  await link.waitFor({ timeout: 12_000 });
  expect(await textOf('c3a', 'description')).toBe('We began alike. Then one.');
  expect(await setAsideIn(house.db, portfolio.id, 'c3a')).toHaveLength(1);
  await other.goto(`${pathOf('c3a')}/both`);
  await other.getByRole('heading', { name: 'Two texts met' }).waitFor();
  const { violations } = await new AxeBuilder({ page: other }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  const field = other.getByRole('textbox', { name: 'The text to keep' });
  await field.click();
  await other.keyboard.press('Control+a');
  await other.keyboard.type('We began alike and ended as one.');
  await other.getByRole('button', { name: 'Save this text' }).click();
  await other.getByText('Saved.', { exact: true }).waitFor();
  expect(await textOf('c3a', 'description')).toBe('We began alike and ended as one.');
  expect(await other.getByText('was not saved').count()).toBe(0);
});

test('Save fits the page without losing the place, and writing goes on over it', async () => {
  const page = await openBrowser();
  await page.goto(pathOf('c3b'));
  await description(page).click();
  await page.keyboard.type('One');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Saved.').first().waitFor();
  await description(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' two');
  await expect.poll(() => textOf('c3b', 'description'), { timeout: 8000 }).toBe('One two');
  expect(await versionsOf(house.db, { portfolioId: portfolio.id, slot: 'c3b' }, { most: 5 })).toHaveLength(1);
});

test('without scripts the section is a plain form that saves Markdown', async () => {
  const page = await openBrowser({ javaScriptEnabled: false });
  await page.goto(pathOf('c4a'));
  await page.getByLabel('Description').fill('Written *plainly*.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await textOf('c4a', 'description')).toBe('Written *plainly*.');
});

test('plain text shows the Markdown itself, and what is typed there is in the editor again', async () => {
  const page = await openBrowser();
  await page.goto(pathOf('future'));
  const plain = page.getByRole('button', { name: 'Plain text' });
  await plain.click();
  await page.locator('textarea[name=text-text]').fill('## Next\n\n1. Learn\n2. Teach');
  await plain.click();
  expect(await page.getByRole('textbox', { name: 'Your text' }).locator('ol > li').count()).toBe(2);
});

test('a person who uses assistive technology finds nothing in the way on the writing pages', async () => {
  await sampleSection(house, portfolio, 'c1a', { description: 'Text', reflection: 'More' });
  const page = await openBrowser();
  for (const path of [
    '',
    '/sections/c1a',
    '/sections/specialist.1',
    '/sections/c1a/history',
    '/sections/c1a/history/description/1',
    '/read',
  ]) {
    await page.goto(`${base}/portfolio/${portfolio.id}${path}`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)).toEqual([]);
  }
});
