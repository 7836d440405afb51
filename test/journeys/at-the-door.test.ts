import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { workshopsOf } from '#programme';
import { samplePersonWith, sampleRun, ukTime } from '../../src/programme/samples.ts';
import { sampleParticipant } from '../../src/workshop/samples.ts';
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

test('a mark that is on its way when its marker goes to another page arrives', async () => {
  const { street, dana, path } = await atTheDoor();
  const page = await street.open(dana, { narrow: true });
  await page.goto(path);
  const [first = ''] = NAMES;
  await mark(page, first, 'Present').evaluate((button: HTMLElement) => button.click());
  await page.goto('/mentoring');
  await page.goto(path);
  await expect
    .poll(async () => (await page.reload(), counted(page)), { timeout: 15_000 })
    .toBe('1 of 6 marked: 1 present');
});

test('without scripting each mark is a form, and the page comes back at the same person', async () => {
  const { street, dana, path } = await atTheDoor();
  const page = await street.open(dana, { narrow: true, scripting: false });
  await page.goto(`${path}?letter=H`);
  await mark(page, 'Hannah Marsh', 'Apologies').click();
  await page.waitForURL(/letter=H#person-/);
  expect(await counted(page)).toBe('1 of 6 marked: 1 apologies');
});
