import { afterEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { announceDecisions } from '#announcing';
import { findPersonByEmail } from '#people';
import { rehearseFrom, releaseClock } from '#platform/clock.ts';
import { findApplicationTo } from '#application';
import { markDecisions } from '#selection';
import { samplePersonWith, sampleRun, ukTime } from '../../src/programme/samples.ts';
import { lookOver, openStreet, type Street } from '../support/street.ts';
import { MOTIVATION, signInByLetter } from './applying.ts';

afterEach(releaseClock);

const PIOTR = { name: 'Piotr Hale', email: 'piotr.hale@ox.example' };

/** Presses a button of a form and waits for the page that answers it. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name }).first().click()]);
  await lookOver(page);
}

/** Goes to the section that the task list names. */
async function openSection(page: Page, home: string, title: string): Promise<void> {
  await page.goto(home);
  await page.getByRole('link', { name: title, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** A number in words and a share above a hundred come back with what was typed, each named and led to. */
async function mendWork(page: Page): Promise<void> {
  await page.getByLabel('What is your role?').fill('Learning technologist');
  await page.getByLabel('Which department or unit do you work in?').fill('IT Services');
  await page.getByLabel('How many years have you worked with learning technology?').fill('six');
  const share = page.getByLabel(/^How much of your role is learning technology/);
  await share.fill('140');
  await press(page, 'Save and continue');
  expect(await page.title()).toMatch(/^Error: Your work/);
  expect(await page.locator('.error-summary a').count()).toBe(2);
  expect(await page.getByLabel('What is your role?').inputValue()).toBe('Learning technologist');
  expect(await share.inputValue()).toBe('140');
  await page.locator('.error-summary a').first().click();
  expect(page.url()).toMatch(/#.*years/);
  await page.getByLabel('How many years have you worked with learning technology?').fill('6');
  await share.fill('80');
  await press(page, 'Save and continue');
  await page.getByRole('heading', { level: 1, name: 'Why you want to take part' }).waitFor();
}

/** The back button leads to pages with what was typed on them, refused or not; what is mended there is saved over the first. */
async function changeByBackButton(page: Page): Promise<void> {
  await page.goBack();
  expect(await page.title()).toMatch(/^Error: Your work/);
  await page.goBack();
  await page.goBack();
  const role = page.getByLabel('What is your role?');
  expect(await role.inputValue()).toBe('Learning technologist');
  await role.fill('Senior learning technologist');
  await page.getByLabel('How many years have you worked with learning technology?').fill('6');
  await page.getByLabel(/^How much of your role is learning technology/).fill('80');
  await press(page, 'Save and continue');
  await page.getByRole('heading', { level: 1, name: 'Why you want to take part' }).waitFor();
}

/** Two tabs on one section: the later one is shown both texts, and chooses. */
async function writeInTwoTabs(page: Page, home: string): Promise<void> {
  const second = await page.context().newPage();
  await second.goto(`${home}/answers/reasons`);
  await page.getByLabel('Why do you want to take part?').fill(MOTIVATION);
  await page.getByLabel('What do you hope to submit?').fill('CMALT, I think.');
  await press(page, 'Save and continue');
  await second.getByLabel('Why do you want to take part?').fill(`${MOTIVATION} This is the better end.`);
  await second.getByLabel('What do you hope to submit?').fill('CMALT, with the clinic in it.');
  await press(second, 'Save and continue');
  await second.getByRole('heading', { level: 1, name: 'Two texts, one place' }).waitFor();
  const both = (await second.textContent('main')) ?? '';
  expect(both).toContain('CMALT, I think.');
  expect(both).toContain('This is the better end.');
  await press(second, 'Use this text instead');
  await second.close();
  await page.goto(`${home}/answers/reasons`);
  expect(await page.getByLabel('What do you hope to submit?').inputValue()).toBe(
    'CMALT, with the clinic in it.',
  );
}

/** An answer that brings another question brings it on the same page, after one press. */
async function sayNeeds(page: Page): Promise<void> {
  await page.getByLabel('Yes', { exact: true }).check();
  await press(page, 'Save and continue');
  await page.getByText('Saved. What you answered brings another question').waitFor();
  await page.getByLabel('What should we do?').fill('Slides the day before.');
  await press(page, 'Save and continue');
}

/** The team offers the place. */
async function offer(street: Street, runId: string, applicationId: string, personId: string): Promise<void> {
  await street.write(async (tx) => {
    await markDecisions(tx, runId, { applicationIds: [applicationId], outcome: 'offered', personId });
    await announceDecisions(tx, runId, { personId });
  });
}

test('an applicant without scripting comes from the public page to an accepted place, by wrong input, the back button and a second tab', async () => {
  const street = await openStreet();
  const run = await sampleRun(street);
  const paula = await samplePersonWith(street, run, 'Paula Verney', 'coordinator');
  rehearseFrom(ukTime('2024-01-04T10:00'));
  const page = await street.open(undefined, { scripting: false });

  // From the public page to a list of tasks, of which nothing can be sent yet.
  await page.goto('/programmes/cmalt/2024');
  await lookOver(page);
  await press(page, /^Apply|Begin/);
  const home = new URL(page.url()).pathname;
  expect(await page.textContent('main')).toContain('Cannot start yet');

  // Wrong input, the back button, a second tab.
  await openSection(page, home, 'Your work');
  await mendWork(page);
  await changeByBackButton(page);
  await writeInTwoTabs(page, home);
  await openSection(page, home, 'Workshop dates');
  await press(page, 'Save and continue');
  await page.getByLabel('Your line manager’s name').fill('Hilde Brandt');
  await page.getByLabel('Your line manager’s e-mail address').fill('hilde.brandt');
  await page.getByLabel('I do not know yet').check();
  await press(page, 'Save and continue');
  expect(await page.locator('.error-summary a').count()).toBe(1);
  expect(await page.getByLabel('I do not know yet').isChecked()).toBe(true);
  await page.getByLabel('Your line manager’s e-mail address').fill('hilde.brandt@ox.example');
  await press(page, 'Save and continue');
  await sayNeeds(page);

  // Checked and sent, signed in on the way; the back button sends nothing twice.
  await page.goto(`${home}/check`);
  await lookOver(page);
  const check = (await page.textContent('main')) ?? '';
  expect(check).toContain('Senior learning technologist');
  expect(check).toContain('This is the better end.');
  expect(check).toContain('Slides the day before.');
  await page.getByRole('link', { name: 'Sign in to send it' }).click();
  await signInByLetter(street, page, PIOTR);
  await page.waitForURL(`**${home}/check`);
  const twice = await page.context().newPage();
  await twice.goto(page.url());
  await press(page, 'Send my application');
  await page.getByRole('heading', { level: 1, name: 'We have your application' }).waitFor();
  await press(twice, 'Send my application');
  await twice.close();
  await page.goBack();
  await lookOver(page);
  const piotr = await findPersonByEmail(street.db, PIOTR.email);
  if (!piotr) throw new Error('Whoever applied is a person here.');
  const application = await findApplicationTo(street.db, run.id, piotr.id);
  if (!application) throw new Error('The application is not there.');
  const { rows } = await street.pool.query(
    'select number from application.submission where application_id = $1',
    [application.id],
  );
  expect(rows).toHaveLength(1);

  // Offered: declined by mistake, taken back, accepted; the page of the answer that is left open changes nothing.
  rehearseFrom(ukTime('2024-01-15T09:00'));
  await offer(street, run.id, application.id, paula.id);
  const later = await street.open(piotr, { scripting: false });
  await later.goto('/');
  await lookOver(later);
  await later.getByRole('link', { name: 'Accept or decline' }).click();
  const left = await later.context().newPage();
  await left.goto(later.url());
  await later.getByRole('link', { name: 'Decline', exact: true }).click();
  await press(later, 'Decline this place');
  expect(await later.textContent('main')).toContain('You declined this place.');
  await press(later, 'Take my answer back');
  await press(later, /^Accept/);
  await later.getByRole('heading', { level: 1, name: 'Your place is confirmed' }).waitFor();
  await press(left, /^Accept/);
  await left.getByRole('heading', { level: 1, name: 'Your place is confirmed' }).waitFor();
  await expect
    .poll(
      async () => {
        await later.goto('/workshops');
        return later.textContent('main');
      },
      { timeout: 10_000 },
    )
    .toContain('18 January');
  await lookOver(later);
  expect(await street.broken()).toEqual([]);
}, 120_000);
