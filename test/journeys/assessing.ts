import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { lookOver } from '../support/street.ts';

/** Writes down what an assessor holds and where they work, as the registrar. */
export async function enrolAssessor(page: Page, personId: string, institution: string): Promise<void> {
  await page.goto(`/assessors/${personId}`);
  await page.locator('[name=pathwayId]').selectOption({ label: 'CMALT' });
  await page.locator('[name=awardCurrent]').check();
  await page.locator('[name=secondsBefore]').fill('5');
  await page.locator('[name=institution]').fill(institution);
  await page.locator('[name=capacity]').fill('3');
  await lookOver(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('[data-notice]').waitFor();
}

/** Passes the first check and asks the two assessors that the page proposes. */
export async function checkInAndInvite(page: Page, candidate: string): Promise<string> {
  await page.goto('/cases');
  await lookOver(page);
  await page.getByRole('link', { name: candidate }).first().click();
  await page.waitForURL('**/cases/*');
  const path = new URL(page.url()).pathname;
  await lookOver(page);
  await page.locator('button[name=result][value=passed]').click();
  await page.getByRole('button', { name: 'Send both invitations' }).waitFor();
  await lookOver(page);
  await page.getByRole('button', { name: 'Send both invitations' }).click();
  await page.getByRole('button', { name: 'Send both invitations' }).waitFor({ state: 'detached' });
  return path;
}

/** Accepts the invitation, rates everything with one word, writes the feedback, and lodges it. */
export async function judge(page: Page, word: string, feedback: string): Promise<void> {
  await page.goto('/assessing');
  await lookOver(page);
  await page.locator('main a[href*="/assessing/"]:not([href$=profile])').first().click();
  await page.getByRole('button', { name: 'Accept this assessment' }).click();
  await page.locator('[name=feedback]').waitFor();
  await lookOver(page);
  for (const choice of await page.getByRole('radio', { name: word, exact: true }).all()) await choice.check();
  await page.locator('[name=feedback]').fill(feedback);
  await page.getByRole('button', { name: 'Check before lodging' }).click();
  await page.getByRole('button', { name: 'Lodge this judgement' }).waitFor();
  await lookOver(page);
  await page.getByRole('button', { name: 'Lodge this judgement' }).click();
  await page.getByRole('button', { name: 'Lodge this judgement' }).waitFor({ state: 'detached' });
}

/** Opens the page on which both agree. */
async function openAgreement(page: Page): Promise<void> {
  await page.goto('/assessing');
  await page.locator('main a[href*="/assessing/"]:not([href$=profile])').first().click();
  await page.waitForURL(/\/assessing\/[0-9a-f-]{36}/);
  const task = /\/assessing\/[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';
  await page.goto(`${task}/agree`);
  await lookOver(page);
}

/** Proposes a pass, with the statements complete. */
export async function proposePass(page: Page): Promise<void> {
  await openAgreement(page);
  await page.getByRole('radio', { name: 'Pass', exact: true }).check();
  for (const choice of await page.getByRole('radio', { name: 'Complete', exact: true }).all())
    await choice.check();
  await page.getByRole('button', { name: 'Propose this outcome' }).click();
  await page.locator('[data-notice]').waitFor();
}

/** Signs what the other proposed. */
export async function sign(page: Page): Promise<void> {
  await openAgreement(page);
  await page.getByRole('button', { name: 'Sign this outcome' }).click();
  await page.locator('[data-notice]').waitFor();
}

/** Looks at what the candidate will get, and releases it. */
export async function release(
  page: Page,
  path: string,
  candidate: string,
  hidden: readonly string[],
): Promise<void> {
  await page.goto(`${path}/release`);
  await lookOver(page);
  await page.getByRole('button', { name: `Release it to ${candidate}` }).click();
  const yes = page.getByRole('button', { name: 'Release it', exact: true });
  if (await yes.isVisible().catch(() => false)) await yes.click();
  await page
    .getByRole('heading', { name: `What ${candidate} got` })
    .or(page.locator('[data-notice]'))
    .first()
    .waitFor();
  expect(hidden.length).toBeGreaterThan(0);
}

/** Reads the outcome, takes the certificate, and checks the award as anyone could; answers the verification address. */
export async function holdAward(page: Page, names: readonly string[]): Promise<string> {
  await page.goto('/');
  await lookOver(page);
  await page.locator('main a[href^="/outcomes/"]').first().click();
  await page.waitForURL('**/outcomes/*');
  await lookOver(page);
  const outcome = (await page.textContent('main')) ?? '';
  for (const name of names) expect(outcome).not.toContain(name);
  await page.goto('/');
  await page.locator('main a[href^="/awards/"]').first().click();
  await page.waitForURL('**/awards/*');
  await lookOver(page);
  const certificate = await page.request.get(`${new URL(page.url()).pathname}/certificate.pdf`);
  expect(certificate.headers()['content-type']).toBe('application/pdf');
  expect((await certificate.body()).subarray(0, 5).toString()).toBe('%PDF-');
  return (await page.locator('main a[href^="/verify/"]').first().getAttribute('href')) ?? '';
}
