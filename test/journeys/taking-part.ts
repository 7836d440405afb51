import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { lookOver } from '../support/street.ts';

/** Ticks the one thing to prepare on the participant's own page. */
export async function prepare(page: Page, what: string): Promise<void> {
  await page.goto('/workshops');
  await page.getByRole('button', { name: new RegExp(`To do.*${what}`) }).click();
  await page.getByRole('button', { name: new RegExp(`Done.*${what}`) }).waitFor();
}

/** Adds something to prepare for the first workshop, as the coordinator. */
export async function addPreparation(page: Page, runId: string, what: string): Promise<void> {
  await page.goto(`/desk/${runId}/workshops`);
  await page.getByRole('link', { name: 'Add something to prepare' }).first().click();
  await page.getByLabel('What to do').fill(what);
  await page.getByLabel('How many minutes it takes').fill('20');
  await page.locator('[name=dueDate]').fill('2024-01-18');
  await page.locator('[name=dueTime]').fill('09:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/workshops(#.*)?$/);
}

/** Marks one as present and one as sending apologies, on a phone at the door. */
export async function markAttendance(
  page: Page,
  address: string,
  present: string,
  sorry: string,
): Promise<void> {
  await page.goto(address);
  await lookOver(page);
  await page.getByRole('button', { name: new RegExp(`Present.*${present}`) }).click();
  await page.getByRole('button', { name: new RegExp(`Present.*${present}`), pressed: true }).waitFor();
  await page.getByRole('button', { name: new RegExp(`Apologies.*${sorry}`) }).click();
  await page.getByRole('button', { name: new RegExp(`Apologies.*${sorry}`), pressed: true }).waitFor();
}

/** Chooses CMALT and asks the awarding body to be registered; the department pays. */
export async function chooseAndAsk(page: Page): Promise<void> {
  await page.goto('/registration');
  await lookOver(page);
  await page.getByRole('link', { name: 'See the pathways' }).click();
  await lookOver(page);
  await page.getByRole('button', { name: 'Choose CMALT', exact: true }).click();
  await page.waitForURL(/\/registration([?#].*)?$/);
  await page.goto('/registration/new');
  await page.getByRole('radio', { name: /department/i }).check();
  await lookOver(page);
  await page.getByRole('button', { name: 'Check your answers' }).click();
  await page.getByRole('button', { name: 'Ask to be registered' }).click();
  await page.waitForURL(/\/registration([?#].*)?$/);
  await lookOver(page);
}

/** Confirms the request with a number, as the registrar. */
export async function confirmRegistration(page: Page, name: string): Promise<void> {
  await page.goto('/registrations');
  await lookOver(page);
  await page.getByRole('link', { name }).click();
  await page.getByLabel('Registration number').fill('CM-2024-0117');
  await page.getByRole('radio', { name: 'Paid' }).check();
  await lookOver(page);
  await page.getByRole('button', { name: `Register ${name}` }).click();
  await page.waitForURL(/\/registrations([?#].*)?$/);
}

/** Publishes a weekly office hour, as the mentor. */
export async function publishOfficeHours(page: Page): Promise<void> {
  await page.goto('/mentoring/windows');
  const answers = {
    firstDay: '2024-02-27',
    lastDay: '2024-03-12',
    starts: '14:00',
    ends: '15:00',
    slotMinutes: '20',
    place: 'Room 12',
  };
  for (const [name, value] of Object.entries(answers)) await page.locator(`[name=${name}]`).fill(value);
  await page.locator('[name=weekday]').selectOption({ label: 'Tuesday' });
  await lookOver(page);
  await page.getByRole('button', { name: 'Publish this window' }).click();
  await page
    .getByText(/Tuesdays?/)
    .first()
    .waitFor();
}

/** Books the first free time of a mentor, to have a section read. */
export async function bookOfficeHour(page: Page): Promise<void> {
  await page.goto('/office-hours');
  await lookOver(page);
  await page.locator('[name=section]').selectOption({ index: 2 });
  await page.locator('[name=question]').fill('Is the reflection more than a description?');
  await page.locator('button.slot').first().click();
  await page.getByRole('heading', { name: /^Office hour with/ }).waitFor();
  expect(await page.textContent('main')).toContain('Room 12');
}
