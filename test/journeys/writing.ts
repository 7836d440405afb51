import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { lookOver } from '../support/street.ts';

const SENTENCE =
  'In 2023 I moved forty part-time courses to the new environment, and I sat with eleven of their students to see how they found the week’s task.';

/** Fills every section of the portfolio in the editor, gives each its topic and title, and marks it ready. */
export async function writeEverything(page: Page): Promise<string> {
  await page.goto('/portfolio');
  await page.waitForURL('**/portfolio/*');
  const home = new URL(page.url()).pathname;
  await lookOver(page);
  const sections = await page
    .locator('a[href*="/sections/"]')
    .evaluateAll((links) => [
      ...new Set(links.map((link) => new URL((link as HTMLAnchorElement).href).pathname)),
    ]);
  expect(sections.length).toBeGreaterThan(9);
  for (const section of sections) await writeSection(page, section);
  await page.goto(home);
  await lookOver(page);
  return home;
}

async function writeSection(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('way-editor [contenteditable]').first().waitFor();
  for (const box of await page.locator('way-editor [contenteditable]').all()) {
    await box.fill(
      `${SENTENCE} ${path.includes('future') ? `${SENTENCE} `.repeat(9) : ''}I would do it sooner now.`,
    );
  }
  const topic = page.getByLabel('What is it about?');
  const topics = page.getByRole('group', { name: 'What is it about?' }).getByRole('radio');
  if ((await topics.count()) > 0) await topics.first().check();
  else if ((await topic.count()) > 0) await topic.selectOption({ index: 1 });
  const title = page.getByLabel(/title|name of the/i);
  if ((await title.count()) > 0) await title.first().fill('Clinics that change teaching');
  for (const principle of await page
    .getByRole('group', { name: /does it show/ })
    .getByRole('checkbox')
    .all()) {
    await principle.check();
  }
  await page.getByRole('radio', { name: 'Ready', exact: true }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('[data-notice], .save-state', { hasText: /saved/i }).first().waitFor();
}

/** Adds one file as evidence for every section that asks for some. */
export async function addEvidence(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/evidence/new`);
  await lookOver(page);
  await page.getByLabel('Title', { exact: true }).fill('Interview notes, anonymised');
  await page.getByLabel('What it shows').fill('How eleven students looked for the week’s task.');
  await page.locator('input[type=file]').setInputFiles({
    name: 'interviews.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Eleven students, half an hour each. Nine never opened the calendar.\n'),
  });
  await page.getByRole('radio', { name: 'Anonymised' }).check();
  await page.getByRole('radio', { name: 'Everyone who sees the section' }).check();
  for (const section of await page
    .getByRole('group', { name: 'Sections that use it' })
    .getByRole('checkbox')
    .all()) {
    await section.check();
  }
  await page.getByRole('button', { name: 'Add this evidence' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/new'));
  await page.goto(`${home}/evidence`);
  await lookOver(page);
  expect(await page.textContent('main')).toContain('Interview notes, anonymised');
}

/** Shares the portfolio with a mentor until a day. */
export async function share(page: Page, home: string, mentor: string): Promise<void> {
  await page.goto(`${home}/shares`);
  await lookOver(page);
  const whom = page.getByLabel('With whom?');
  if ((await whom.count()) === 1) await whom.selectOption({ label: mentor });
  else await page.getByRole('radio', { name: mentor }).check();
  await page.getByLabel('Until which day?').fill('2024-06-30');
  await page.getByRole('button', { name: 'Share your portfolio' }).click();
  await page.getByText(mentor).first().waitFor();
}

/** Comments on a section, as the mentor that it is shared with. */
export async function comment(page: Page, home: string): Promise<void> {
  await page.goto('/mentoring/portfolios');
  await lookOver(page);
  await page.goto(`/mentoring/${home.split('/').at(-1)}/sections/c2b`);
  await lookOver(page);
  await page.getByLabel('Your comment').fill('Nine of eleven is a finding. What did the other two do?');
  await page.getByRole('button', { name: 'Send this comment' }).click();
  await page.getByText('What did the other two do?').first().waitFor();
}

/** Reads the comment on the section's desk and marks it as done. */
export async function settleComment(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/sections/c2b`);
  await lookOver(page);
  expect(await page.textContent('main')).toContain('What did the other two do?');
  await page.getByRole('button', { name: 'Mark as done' }).first().click();
  await page.getByRole('button', { name: 'Open again' }).first().waitFor();
}

/** Checks, signs and submits; answers the submission's number. */
export async function handIn(page: Page, home: string, name: string): Promise<string> {
  await page.goto(`${home}/submit`);
  await lookOver(page);
  await page.locator(`a[href$="/submit/sign"]`).click();
  for (const box of await page.locator('main input[type=checkbox]').all()) await box.check();
  await page.getByLabel(/name/i).first().fill(name);
  await lookOver(page);
  await page.getByRole('button', { name: 'Submit your portfolio' }).click();
  await page.waitForURL('**/submissions/*');
  await lookOver(page);
  return /S-\d{4}-\d+/.exec((await page.textContent('main')) ?? '')?.[0] ?? '';
}
