import type { Page } from 'playwright-core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { openFrameworks } from '#framework';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { PAGE_SECTIONS, writeText } from '#programme';
import { sampleRun, ukTime } from '../../src/programme/samples.ts';
import { lookOver, openStreet, type Street } from '../support/street.ts';

let street: Street;

beforeAll(async () => {
  openFrameworks('frameworks');
  stopClockAt(ukTime('2024-01-02T10:00'));
  street = await openStreet();
  const run = await sampleRun(street);
  await street.write(async (tx) => {
    // As much as the page of 2024 says in each section.
    for (const { id } of PAGE_SECTIONS)
      await writeText(tx, { programmeId: run.programme.id, section: id, words: WORDS[id] ?? LINES });
  });
});
afterEach(releaseClock);

const LINES =
  'The programme takes a small group through the accreditation together: five workshops, things to read and try between them, and hours in which drafts are read. It asks for two to three hours a week.';
const WORDS: Partial<Record<string, string>> = {
  strapline: 'A programme for people who support learning with technology, from first idea to accreditation.',
  intro: 'It begins in January and runs through two terms.',
  'without-sso': 'You may apply with any e-mail address.',
  'office-hours': 'Office hours are on most Thursdays in term.',
};

const PATH = '/programmes/cmalt/2024';

async function textIn(timezoneId: string, scripting = true): Promise<string> {
  stopClockAt(ukTime('2024-01-02T10:00'));
  const context = await street.browser.newContext({
    baseURL: street.url,
    timezoneId,
    locale: 'en-GB',
    javaScriptEnabled: scripting,
  });
  const page = await context.newPage();
  await page.goto(PATH);
  const text = await page.locator('#dates').innerText();
  if (scripting) await lookOver(page);
  await context.close();
  return text.replaceAll(/\s+/g, ' ');
}

test('S1.2: a reader in New York sees both times, one in the United Kingdom sees one, and both read the zone', async () => {
  const york = await textIn('America/New_York');
  expect(york).toContain('Mon 13 November 2023, 9am (UK time)');
  expect(york).toMatch(/Mon 8 January 2024, 12 noon \(UK time\).{0,20}Yours: 7am \(New York time\)/);
  expect(york).toContain('Thu 18 January 2024, 9.30am to 12.30pm (UK time)');
  expect(york).toContain('Yours: 4.30am to 7.30am (New York time)');
  // For two weeks in March the clocks of New York are four hours off, not five.
  expect(york).toContain('Yours: 7am to 9am (New York time)');
  expect(york.match(/Yours:/g)).toHaveLength(7);
  const uk = await textIn('Europe/London');
  expect(uk).toContain('Mon 8 January 2024, 12 noon (UK time)');
  expect(uk).not.toContain('Yours:');
});

test('S1.2: without scripting every date still says its weekday and its zone', async () => {
  const text = await textIn('America/New_York', false);
  expect(text.match(/\(UK time\)/g)).toHaveLength(7);
  expect(text).not.toContain('Yours:');
});

test('S1.9: the page of a run prints on one side of A4, in black and white', async () => {
  stopClockAt(ukTime('2024-01-02T10:00'));
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await street.browser.newContext({ baseURL: street.url, colorScheme });
    const page = await context.newPage();
    await page.goto(PATH);
    const file = await page.pdf({ format: 'A4', preferCSSPageSize: true, path: `build/journeys/sheet.pdf` });
    expect(file.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(file.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    await page.emulateMedia({ media: 'print' });
    expect(await coloursOf(page)).toEqual([]);
    await context.close();
  }
});

/** Every colour that shows in print and is no grey. */
async function coloursOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isGrey = (colour: string): boolean => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return alpha === 0 || (red === green && green === blue);
    };
    const seen = [...document.querySelectorAll('body *')].filter(
      (element) => element.checkVisibility() && element.textContent.trim() !== '',
    );
    const found = seen.flatMap((element) => {
      const { color, backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(element);
      const border = parseFloat(borderTopWidth) > 0 ? [borderTopColor] : [];
      return [color, backgroundColor, ...border].map(
        (one) => `${element.tagName}.${element.className}: ${one}`,
      );
    });
    return [...new Set(found)].filter((one) => !isGrey(one.slice(one.lastIndexOf(': ') + 2)));
  });
}
