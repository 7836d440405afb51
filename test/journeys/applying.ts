import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { readSignInLetter } from '../../src/people/samples.ts';
import { lookOver, type Street } from '../support/street.ts';

export const MOTIVATION = `I look after the virtual learning environment for two departments and I teach staff to use it. Over three years I have moved
four hundred courses, written the guidance that new lecturers start from, and run a fortnightly clinic where people bring whatever does not work. What I have
never done is stand back and ask which of it made a difference to students. I would like to do that in company, with people who will tell me when I describe a
tool and call it teaching. I hope to leave with a portfolio, and with better questions than the ones I came with.`;

/** Begins an application as a stranger, writes it, signs in by letter at the end, and sends it. */
export async function applyAsStranger(
  street: Street,
  page: Page,
  who: { name: string; email: string },
  programmePage = '/programmes/cmalt/2024',
): Promise<void> {
  await page.goto(programmePage);
  await page.getByRole('button', { name: /apply/i }).first().click();
  await page.waitForURL('**/applications/*');
  const home = new URL(page.url()).pathname;
  await answer(page, `${home}/answers/work`, {
    'What is your role?': 'Learning technologist',
    'Which department or unit do you work in?': 'IT Services',
    'How many years have you worked with learning technology?': '6',
    'How much of your role is learning technology or digital education, in per cent?': '80',
  });
  await answer(page, `${home}/answers/reasons`, {
    'Why do you want to take part?': MOTIVATION,
    'What do you hope to submit?': 'CMALT, I think: course moves, the clinic, and accessibility work.',
  });
  await answer(page, `${home}/answers/dates`, {});
  await page.goto(`${home}/answers/support`);
  await page
    .getByLabel('Who would pay the registration fee?')
    .or(page.getByLabel('My department or division'))
    .last()
    .check();
  await answer(page, undefined, {
    'Your line manager’s name': 'Hilde Brandt',
    'Your line manager’s e-mail address': 'hilde.brandt@ox.example',
  });
  await page.goto(`${home}/answers/access`);
  await page.getByLabel('No', { exact: true }).check();
  await answer(page, undefined, {});
  await page.goto(`${home}/check`);
  await lookOver(page);
  await page.getByRole('link', { name: 'Sign in to send it' }).click();
  await signInByLetter(street, page, who);
  await page.waitForURL(`**${home}/check`);
  await page.getByRole('button', { name: 'Send my application' }).click();
  await page.getByRole('heading', { level: 1, name: 'We have your application' }).waitFor();
  await lookOver(page);
}

async function answer(page: Page, path: string | undefined, answers: Record<string, string>): Promise<void> {
  if (path) await page.goto(path);
  for (const [label, value] of Object.entries(answers))
    await page.getByLabel(label, { exact: true }).fill(value);
  await lookOver(page);
  const before = page.url();
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect.poll(() => page.url(), { timeout: 8000 }).not.toBe(before);
  await page.waitForLoadState();
}

/** Types an address, takes the link out of the letter, and says yes on the page that it leads to. */
export async function signInByLetter(
  street: Street,
  page: Page,
  who: { name: string; email: string },
): Promise<void> {
  await page.getByLabel('Your e-mail address').fill(who.email);
  await page.getByRole('button', { name: 'E-mail me a link' }).click();
  await page.waitForURL('**/sign-in/sent*');
  await lookOver(page);
  const { link } = await readSignInLetter(street.db, who.email);
  await page.goto(`/sign-in/link/${link}`);
  await page.getByRole('button', { name: /^Sign in as/ }).click();
  await page.waitForURL('**/account/name*');
  await page.getByLabel('Your name').fill(who.name);
  await page.getByRole('button', { name: /go on|save|continue/i }).click();
  await page.waitForLoadState();
}
