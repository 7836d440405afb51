import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { workshopsOf } from '#programme';
import { samplePersonWith, sampleRun, ukTime } from '../../src/programme/samples.ts';
import { sampleParticipant, samplePreparation } from '../../src/workshop/samples.ts';
import { lookOver, openStreet } from '../support/street.ts';

beforeEach(() => stopClockAt(ukTime('2024-01-18T09:20')));
afterEach(releaseClock);

const NAMES = [
  'Amara Udeh',
  'Bronwen Pryce',
  'Catriona Bell',
  'Deepak Nair',
  'Hannah Marsh',
  'Kwame Boateng',
];

async function atTheDoor() {
  const street = await openStreet();
  const run = await sampleRun(street);
  const dana = await samplePersonWith(street, run, 'Dana Whitfield', 'mentor');
  for (const name of NAMES) await sampleParticipant(street, run, name);
  const [first] = await workshopsOf(street.db, run.id);
  return { street, dana, path: `/desk/${run.id}/workshops/${first!.id}/attendance` };
}

const mark = (page: Page, name: string, as: string) =>
  page.getByRole('button', { name: `${as}: ${name}`, exact: true });
const count = (page: Page, words: string) => page.locator('.register-count', { hasText: words });
const counted = (page: Page) => page.locator('.register-count').textContent();

test('quick taps on a phone mark everybody, and no row moves under the thumb', async () => {
  const { street, dana, path } = await atTheDoor();
  const page = await street.open(dana, { narrow: true });
  await page.goto(path);
  await lookOver(page);
  const tops = () =>
    page.locator('.register-line').evaluateAll((all) => all.map((one) => (one as HTMLElement).offsetTop));
  const before = await tops();
  for (const name of NAMES) await mark(page, name, 'Present').click();
  await count(page, '6 of 6 marked: 6 present').waitFor();
  expect(await tops()).toEqual(before);
  await page.waitForTimeout(800);
  await mark(page, 'Deepak Nair', 'Present').click();
  await count(page, '5 of 6 marked: 5 present').waitFor();
});

test('without a connection the page names what is not saved, and saves it by itself when the connection is back', async () => {
  const { street, dana, path } = await atTheDoor();
  const page = await street.open(dana, { narrow: true });
  await page.goto(path);
  await page.context().setOffline(true);
  await mark(page, 'Amara Udeh', 'Absent').click();
  await mark(page, 'Hannah Marsh', 'Part').click();
  await page
    .locator('.register-unsaved', { hasText: 'Not saved yet: Amara Udeh (absent), Hannah Marsh (part).' })
    .waitFor();
  await page.context().setOffline(false);
  await count(page, '2 of 6 marked: 1 part, 1 absent').waitFor();
  await page.reload();
  expect(await counted(page)).toBe('2 of 6 marked: 1 part, 1 absent');
});

/** Presses everybody's button in one go, as fast as a page can be pressed. */
const pressAll = (page: Page, as: string) =>
  page.evaluate((state) => {
    document
      .querySelectorAll<HTMLElement>(`button[data-mark="${state}"]`)
      .forEach((button) => button.click());
  }, as);

async function arrived(page: Page, path: string, words: string) {
  await page.goto(path);
  await expect.poll(async () => (await page.reload(), counted(page)), { timeout: 15_000 }).toBe(words);
}

test('six marks on their way when their marker goes to another page all arrive, time after time', async () => {
  const { street, dana, path } = await atTheDoor();
  const page = await street.open(dana, { narrow: true });
  for (const state of ['present', 'part', 'absent', 'present', 'part']) {
    await page.goto(path);
    await pressAll(page, state);
    await page.goto('/mentoring');
    await arrived(page, path, `6 of 6 marked: 6 ${state}`);
  }
});

test('marks pressed without a connection are kept by the device, and the next page sends them, whichever it is', async () => {
  const { street, dana, path } = await atTheDoor();
  const page = await street.open(dana, { narrow: true });
  await page.goto(path);
  await page.context().setOffline(true);
  await pressAll(page, 'present');
  await page.locator('.register-unsaved', { hasText: 'There is no connection.' }).waitFor();
  await page.close();
  await page.context().setOffline(false);
  const next = await page.context().newPage();
  await next.goto('/mentoring');
  await expect.poll(() => next.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await next.goto(path);
  expect(await counted(next)).toBe('6 of 6 marked: 6 present');
});

test('a server that answers slowly has what is on its way named, and a later mark is not overtaken by an earlier one', async () => {
  const { street, dana, path } = await atTheDoor();
  const page = await street.open(dana, { narrow: true });
  await page.goto(path);
  let posts = 0;
  await page.route('**/attendance', async (route) => {
    const isFirst = route.request().method() === 'POST' && posts++ === 0;
    if (isFirst) await new Promise((done) => setTimeout(done, 6000));
    await route.continue();
  });
  await mark(page, 'Amara Udeh', 'Absent').click();
  await mark(page, 'Hannah Marsh', 'Part').click();
  await page.locator('.register-unsaved', { hasText: 'Amara Udeh (absent). It is on its way.' }).waitFor();
  await mark(page, 'Amara Udeh', 'Present').click();
  await count(page, '2 of 6 marked: 1 present, 1 part').waitFor({ timeout: 15_000 });
  await page.locator('.register-unsaved').waitFor({ state: 'hidden' });
});

test('a mark that the server refuses is named with the reason, and the page shows what is true', async () => {
  const { street, dana, path } = await atTheDoor();
  const page = await street.open(dana, { narrow: true });
  await page.goto(path);
  await street.pool.query('update programme.workshop set cancelled_at = now()');
  await mark(page, 'Amara Udeh', 'Present').click();
  await page
    .locator('.register-unsaved', {
      hasText: 'Amara Udeh (present) was not saved. This workshop was cancelled',
    })
    .waitFor();
  await page.locator('.inset', { hasText: 'This workshop was cancelled' }).first().waitFor();
});

test('without scripting each mark is a form, and the page comes back at the same person', async () => {
  const { street, dana, path } = await atTheDoor();
  const page = await street.open(dana, { narrow: true, scripting: false });
  await page.goto(`${path}?letter=H`);
  await mark(page, 'Hannah Marsh', 'Apologies').click();
  await page.waitForURL(/letter=H#person-/);
  expect(await counted(page)).toBe('1 of 6 marked: 1 apologies');
});

test('what is to be prepared for each workshop of a run stands in the same columns', async () => {
  const street = await openStreet();
  const run = await sampleRun(street);
  const farida = await samplePersonWith(street, run, 'Farida Rahmani', 'coordinator');
  const [first, second] = await workshopsOf(street.db, run.id);
  await samplePreparation(street, run, { workshopId: first!.id });
  await samplePreparation(street, run, { workshopId: second!.id, what: 'Read', minutes: 600 });
  const page = await street.open(farida);
  await page.goto(`/desk/${run.id}/workshops`);
  await lookOver(page);
  const columns = await page
    .locator('table.data thead tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).offsetLeft)),
    );
  expect(columns).toHaveLength(2);
  expect(columns[1]).toEqual(columns[0]);
});
