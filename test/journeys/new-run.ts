import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { lookOver } from '../support/street.ts';

const seen = new WeakMap<object, Set<string>>();

/** Looks a page over, once for each kind of page with each heading in one browser: every look takes a second. */
async function lookOnce(page: Page): Promise<void> {
  const browser = page.context().browser() ?? page;
  const looked = seen.get(browser) ?? new Set();
  seen.set(browser, looked);
  const address = new URL(page.url()).pathname.replaceAll(/[0-9a-f-]{36}/g, '');
  const kind = `${address} ${await page.locator('h1').first().textContent()} ${page.viewportSize()?.width}`;
  if (looked.has(kind)) return;
  looked.add(kind);
  await lookOver(page);
}

/** Opens a page of the desk by its link, and looks it over. */
export async function follow(page: Page, link: string | RegExp): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('link', { name: link, exact: typeof link === 'string' })
    .first()
    .click();
  await page.waitForLoadState();
  await lookOnce(page);
}

/** Copies the only run there is, as the page proposes it; answers the path of the new run's desk. */
export async function copyTheRun(desk: Page): Promise<string> {
  await desk.goto('/desk');
  await follow(desk, 'Copy to a new run');
  await desk.getByRole('button', { name: 'Make the new run' }).click();
  await desk.waitForURL('**/dates');
  await lookOnce(desk);
  return new URL(desk.url()).pathname.replace('/dates', '');
}

/** Confirms one date after the other, and answers how many there were. */
export async function confirmEachDate(desk: Page, base: string): Promise<number> {
  await desk.goto(`${base}/dates`);
  const waiting = desk.getByRole('table').getByRole('button', { name: /^Confirm/ });
  const all = await waiting.count();
  for (let left = all; left > 0; left--) {
    await waiting.first().click();
    await expect.poll(() => waiting.count(), { timeout: 8000 }).toBe(left - 1);
  }
  await lookOnce(desk);
  return all;
}

/** Sets the number of places. */
export async function givePlaces(desk: Page, base: string, places: number): Promise<void> {
  await desk.goto(`${base}/dates`);
  await desk.getByLabel('Number of places').fill(String(places));
  await desk.getByRole('button', { name: 'Save the dates' }).click();
  await desk.getByText('The dates are saved').waitFor();
}

/** Changes what every offer says, looking at it as an example before it is kept. */
export async function addToOffers(desk: Page, base: string, sentence: string): Promise<void> {
  await desk.goto(`${base}/letter-texts`);
  await lookOnce(desk);
  await follow(desk, 'The offer of a place');
  const body = desk.getByLabel('The letter', { exact: true });
  const text = await body.inputValue();
  await body.fill(text.replace('{link}', `${sentence}\n\n{link}`));
  await desk.getByRole('button', { name: 'Preview', exact: true }).click();
  await desk.locator('#preview', { hasText: sentence }).waitFor();
  await lookOnce(desk);
  await desk.getByRole('button', { name: 'Save this text' }).click();
  await desk.getByText(/^Saved: The offer of a place/).waitFor();
}

/** Reads what the queue deals, so many applications, each scored in every criterion. */
export async function readTheQueue(page: Page, runId: string, number: number): Promise<void> {
  await page.goto(`/selecting/${runId}`);
  await lookOnce(page);
  await page.getByRole('button', { name: 'Read the next one' }).click();
  for (let read = 0; read < number; read++) {
    const save = page.getByRole('button', { name: 'Save and next' });
    await save.waitFor();
    if (read === 0) await lookOnce(page);
    for (const criterion of await page.locator('[data-scores]').all())
      await criterion.getByRole('radio').nth(2).check();
    await page.getByLabel('Note').fill('Specific, and their own words.');
    const before = page.url();
    await save.click();
    await expect.poll(() => page.url(), { timeout: 8000 }).not.toBe(before);
    await page.waitForLoadState();
  }
}

/** Marks these people's applications with one press. */
export async function mark(
  desk: Page,
  base: string,
  names: readonly string[],
  as: 'Mark as offer' | 'Reserve list' | 'Not offered',
): Promise<void> {
  await desk.goto(`${base}/decisions`);
  for (const name of names) await desk.getByLabel(`Choose ${name}`).check();
  await lookOnce(desk);
  await desk.getByRole('button', { name: as, exact: true }).click();
  await desk.getByText(names.length === 1 ? /1 application marked/ : /applications marked/).waitFor();
}

/** Gives one person's letter a sentence of its own, in front. */
export async function editLetterTo(desk: Page, base: string, name: string, sentence: string): Promise<void> {
  await desk.goto(`${base}/decisions/announce`);
  await follow(desk, name);
  const words = desk.getByLabel('What the letter says');
  await words.fill(`${sentence}\n\n${await words.inputValue()}`);
  await desk.getByRole('button', { name: 'Keep these words' }).click();
  await desk.getByText('Kept.').waitFor();
  await lookOnce(desk);
}

/** Holds one person's letter back from the next announcement. */
export async function holdLetterTo(desk: Page, base: string, name: string): Promise<void> {
  await desk.goto(`${base}/decisions/announce`);
  await follow(desk, name);
  await desk.getByRole('button', { name: 'Hold this letter back' }).click();
  await desk.getByText('1 letter held back.').waitFor();
}

/** Announces what is marked, with the step between that says how many letters go. */
export async function announce(desk: Page, base: string, letters: string): Promise<void> {
  await desk.goto(`${base}/decisions/announce`);
  await lookOnce(desk);
  await follow(desk, `Go on to send ${letters}`);
  await desk.getByText(`You are about to send ${letters}.`).waitFor();
  await desk.getByRole('button', { name: new RegExp(`and send ${letters}$`) }).click();
  await desk.waitForURL('**/places');
  await lookOnce(desk);
}

/** Answers an offer from the person's home: accepts it, declines it, or puts it off to the next run. */
export async function answerOffer(page: Page, answer: 'accept' | 'decline' | 'defer'): Promise<void> {
  await page.goto('/');
  await lookOnce(page);
  await follow(page, /Accept or decline/);
  if (answer === 'accept') {
    await page.getByRole('button', { name: /^Accept/ }).click();
    await page.getByRole('heading', { name: 'Your place is confirmed' }).waitFor();
  } else {
    await follow(page, answer === 'decline' ? 'Decline' : 'Defer to the next run');
    await page
      .getByRole('button', {
        name: answer === 'decline' ? 'Decline this place' : 'Put it off to the next run',
      })
      .click();
    await page.getByRole('button', { name: 'Take my answer back' }).waitFor();
  }
  await lookOnce(page);
}
