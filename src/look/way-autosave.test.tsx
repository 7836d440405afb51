import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStage, type Post, type Reply, type Stage } from './browser-stage.ts';
import { Autosave, Button, Hidden, PostForm, SaveState, TextArea } from './field.tsx';
import { Layout, document } from './layout.tsx';

let stage: Stage;
let context: BrowserContext;
let page: Page;
let text: string;
let version: number;
let saves: Post[];

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  [text, version, saves] = ['', 1, []];
  stage.answer.get = () => ({ html: section('amara') });
  stage.answer.post = save;
  context = await stage.browser.newContext();
  page = await context.newPage();
});
afterEach(() => context.close());

/** A server that keeps one text by versions. */
function save(post: Post): Reply {
  if (post.accept === 'application/json') saves.push(post);
  if (Number(post.fields.get('version')) !== version) return { status: 409, json: { conflict: '/both' } };
  text = post.fields.get('text') ?? '';
  version += 1;
  if (post.accept !== 'application/json') return { onward: '/section' };
  return { status: 200, json: { savedAt: '14:03', version } };
}

function section(person: string) {
  return document(
    <Layout
      institution={{ name: 'Exampleton', home: '/' }}
      nav={[]}
      footer={[]}
      assets={{ style: '/style.css', scripts: ['/waymark.js'] }}
      title="2b"
    >
      <h1>2b</h1>
      <Autosave url="/autosave" person={person}>
        <SaveState />
        <PostForm action="/save" enhance>
          <Hidden name="version" value={version} />
          <TextArea name="text" label="Text" value={text} />
          <Button kind="first">Save</Button>
        </PostForm>
      </Autosave>
    </Layout>,
  );
}

const says = (words: string) =>
  page.waitForSelector(`[data-save-state]:has-text("${words}")`, { timeout: 12_000 });
const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('waymark:')));

test('a pause in writing saves, on the version that the save before it made', async () => {
  await page.goto(`${stage.url}/section`);
  await page.fill('textarea', 'One');
  await says('Saved 14:03');
  expect(text).toBe('One');
  await page.fill('textarea', 'One two');
  await expect.poll(() => text, { timeout: 5000 }).toBe('One two');
  expect(saves.map((post) => post.fields.get('version'))).toEqual(['1', '2']);
  await expect.poll(kept).toEqual([]);
});

test('leaving the field saves at once', async () => {
  await page.goto(`${stage.url}/section`);
  await page.fill('textarea', 'Left');
  const since = performance.now();
  await page.focus('button.first');
  await expect.poll(() => text, { interval: 20 }).toBe('Left');
  expect(performance.now() - since).toBeLessThan(1200);
});

test('leaving the page saves what was just written', async () => {
  await page.goto(`${stage.url}/section`);
  await page.fill('textarea', 'Gone in a moment');
  await page.goto('about:blank');
  await expect.poll(() => text).toBe('Gone in a moment');
});

test('words that never reached the server are offered back to the person who wrote them, and to nobody else', async () => {
  stage.answer.post = () => 'hang up';
  await page.goto(`${stage.url}/section`);
  await page.fill('textarea', 'Written where there is no signal');
  await says('Offline, kept on this device');
  stage.answer.get = () => ({ html: section('someone else') });
  await page.reload();
  await page.waitForFunction(() => customElements.get('way-autosave'));
  expect(await page.locator('.kept').count()).toBe(0);
  stage.answer.get = () => ({ html: section('amara') });
  await page.reload();
  await page.waitForSelector('.kept');
  stage.answer.post = save;
  await page.click('text=Put them back');
  expect(await page.inputValue('textarea')).toBe('Written where there is no signal');
  await says('Saved 14:03');
  await expect.poll(kept).toEqual([]);
});

test('a kept text that is not taken up yet outlives new writing', async () => {
  stage.answer.post = () => 'hang up';
  await page.goto(`${stage.url}/section`);
  await page.fill('textarea', 'The first words');
  await says('Offline');
  await page.reload();
  await page.waitForSelector('.kept');
  await page.fill('textarea', 'Other words');
  await page.reload();
  await page.waitForSelector('.kept');
  await page.click('text=Put them back');
  expect(await page.inputValue('textarea')).toBe('The first words');
});

test('after signing in elsewhere the writing is saved without a further word', async () => {
  stage.answer.post = () => ({ status: 401, json: { signIn: '/sign-in?then=/section' } });
  await page.goto(`${stage.url}/section`);
  await page.fill('textarea', 'Mid sentence');
  await says('You are signed out');
  const link = page.locator('[data-save-state] a');
  expect(await link.getAttribute('href')).toBe('/sign-in?then=/section');
  expect(await link.getAttribute('target')).toBe('_blank');
  stage.answer.post = save;
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await says('Saved 14:03');
  expect(text).toBe('Mid sentence');
});

test('two windows never overwrite each other: the second is told, and its words are kept', async () => {
  await page.goto(`${stage.url}/section`);
  [text, version] = ['From the other window', 2];
  await page.fill('textarea', 'From this window');
  await says('This text was changed elsewhere');
  expect(text).toBe('From the other window');
  expect(await page.inputValue('textarea')).toBe('From this window');
  expect(await page.getAttribute('[data-save-state] a', 'href')).toBe('/both');
  expect(await kept()).toHaveLength(1);
});

test('sending the form while a save is under way is no conflict with itself', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  stage.answer.post = (post) =>
    post.accept === 'application/json' ? gate.then(() => save(post)) : save(post);
  await page.goto(`${stage.url}/section`);
  await page.fill('textarea', 'Mine');
  await page.focus('button.first');
  await says('Saving');
  await page.keyboard.press('Enter');
  open();
  await expect.poll(() => version).toBe(3);
  await page.waitForSelector('input[name=version][value="3"]', { state: 'attached' });
  await expect.poll(kept).toEqual([]);
  await page.reload();
  expect(await page.locator('.kept').count()).toBe(0);
});
