import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from 'esbuild';
import fc from 'fast-check';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { countWords } from '#look/words.ts';
import { WORD_CORPUS } from '../../src/look/samples.ts';
import { samplePersonWith, sampleRun, ukTime } from '../../src/programme/samples.ts';
import { lookOver, openStreet } from '../support/street.ts';

beforeEach(() => stopClockAt(ukTime('2023-11-20T10:00')));
afterEach(releaseClock);

async function atTheForm(options: { scripting?: boolean; narrow?: boolean } = {}) {
  const street = await openStreet();
  const run = await sampleRun(street);
  const farida = await samplePersonWith(street, run, 'Farida Underhill', 'coordinator');
  const page = await street.open(farida, options);
  return { street, page, path: `/desk/${run.id}/form` };
}

test('S2.9: the preview follows what is typed, questions are moved by button and by hand, and it is published', async () => {
  const { page, path } = await atTheForm();
  await page.goto(path);
  await lookOver(page);
  await page.getByRole('link', { name: 'What do you hope to submit?' }).click();
  await lookOver(page);
  await page.getByLabel('The question').fill('What might you write about?');
  await page.getByLabel('Preview').getByText('What might you write about?').waitFor();
  await page.getByRole('button', { name: 'Save this question' }).click();
  await page.waitForURL(`**${path}`);
  await page.getByRole('button', { name: 'Up “What might you write about?”' }).click();
  const inOrder = () => page.locator('[data-section=reasons] li > div > a').allTextContents();
  await expect.poll(inOrder).toEqual(['What might you write about?', 'Why do you want to take part?']);
  const row = (id: string) => page.locator(`li[data-question=${id}]`);
  await row('motivation').dragTo(row('hopes'), {
    sourcePosition: { x: 4, y: 4 },
    targetPosition: { x: 4, y: 4 },
  });
  await expect.poll(inOrder).toEqual(['Why do you want to take part?', 'What might you write about?']);
  const needs = page.getByLabel('Preview').getByRole('group', { name: /so that you can take part fully/ });
  const what = page.getByLabel('Preview').getByLabel('What should we do?');
  expect(await what.isVisible()).toBe(false);
  await needs.getByLabel('Yes').check();
  await what.waitFor({ state: 'visible' });
  await page.getByRole('link', { name: 'Publish these changes' }).click();
  await lookOver(page);
  await page.getByRole('button', { name: 'Publish version 2' }).click();
  await page.getByText('Version 2 is in force.').waitFor();
});

test('S2.9: without scripting, and on a phone, a question is added and its preview shown before it is saved', async () => {
  const { page, path } = await atTheForm({ scripting: false, narrow: true });
  await page.goto(path);
  await page.getByRole('link', { name: 'Add a question to Your work' }).click();
  await page.getByRole('link', { name: 'One choice' }).click();
  await page.getByLabel('The question').fill('Where do you work?');
  await page.getByLabel('Choices', { exact: true }).fill('At a desk\nIn a library');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByLabel('Preview').getByText('In a library').waitFor();
  await lookOver(page);
  await page.getByRole('button', { name: 'Save this question' }).click();
  await page.getByText('Saved. It counts once you publish the form.').waitFor();
});

test('S2.7: a browser counts the words of any Unicode text as the server does', async () => {
  const { street, page } = await atTheForm();
  await page.goto(street.url);
  const { outputFiles } = await build({
    stdin: {
      contents: "import { countWords } from './words.ts'; window.countWords = countWords;",
      resolveDir: 'src/look',
    },
    bundle: true,
    write: false,
    format: 'iife',
  });
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(fc.constantFrom('a', 'é', "'", '’', '-', ' ', '.', '1', '\u00ad', '学', 'ก', '\u0301', '🎉'), {
        maxLength: 30,
      })
      .map((all) => all.join('')),
  );
  const texts = [...WORD_CORPUS.map(([one]) => one), ...fc.sample(text, 3000)];
  await page.evaluate(outputFiles[0]!.text);
  const there = await page.evaluate(
    (all) =>
      all.map((one) => (window as unknown as { countWords: (text: string) => number }).countWords(one)),
    texts,
  );
  texts.forEach((one, at) => expect(there[at], JSON.stringify(one)).toBe(countWords(one)));
});
