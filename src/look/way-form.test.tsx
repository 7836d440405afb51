import type { ComponentChildren } from 'preact';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStage, type Stage } from './browser-stage.ts';
import { Button, ErrorSummary, Hidden, PostForm, TextArea, TextField, UploadForm } from './field.tsx';
import { FileField } from './field-date.tsx';
import { Layout, document, type LayoutProps } from './layout.tsx';
import { Pager } from './pager.tsx';

let stage: Stage;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.posts.length = 0;
  troubles = [];
  page = await stage.browser.newPage();
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (line) => /Content Security|Trusted/.test(line.text()) && troubles.push(line.text()));
});
afterEach(async () => {
  await page.close();
  expect(troubles).toEqual([]);
});

function show(title: string, children: ComponentChildren, more: Partial<LayoutProps> = {}) {
  return document(
    <Layout
      institution={{ name: 'Exampleton', home: '/' }}
      nav={[]}
      footer={[]}
      assets={{ style: '/style.css', scripts: ['/waymark.js'] }}
      title={title}
      {...more}
    >
      <h1>{title}</h1>
      {children}
    </Layout>,
  );
}

function writingPage(text: string, more: Partial<LayoutProps> = {}, wrong?: string) {
  const errors = wrong ? [{ field: 'text', message: wrong }] : [];
  return show(
    'Write',
    <>
      <ErrorSummary errors={errors} />
      <PostForm action="/save" enhance>
        <TextArea name="text" label="Text" value={text} error={wrong} words />
        <Button kind="first" name="then" value="stay">
          Save
        </Button>
      </PostForm>
    </>,
    more,
  );
}

test('a refused form keeps its words, leads to what is wrong and stays at its address', async () => {
  stage.answer.get = () => ({ html: writingPage('') });
  stage.answer.post = ({ fields }) => ({
    status: 422,
    html: writingPage(fields.get('text') ?? '', { hasErrors: true }, 'Write ten words or more'),
  });
  await page.goto(`${stage.url}/write`);
  await page.fill('textarea', 'Too short <b>');
  await page.click('button.first');
  await page.waitForSelector('[data-errors]:focus');
  expect(await page.inputValue('textarea')).toBe('Too short <b>');
  expect(await page.title()).toBe('Error: Write - Exampleton');
  expect(new URL(page.url()).pathname).toBe('/write');
  expect(stage.posts[0]?.fields.get('then')).toBe('stay');
  await page.click('[data-errors] a');
  expect(await page.evaluate(() => window.document.activeElement?.id)).toBe('field-text');
});

test('saving on the same page keeps the focus and says what happened', async () => {
  stage.answer.get = () => ({
    html: writingPage('Saved words', { notice: { kind: 'done', text: 'Your words are saved.' } }),
  });
  stage.answer.post = () => ({ onward: '/write' });
  await page.goto(`${stage.url}/write`);
  await page.evaluate(() => (window.document.querySelector('textarea')!.dataset['same'] = 'yes'));
  await page.focus('button.first');
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => window.document.getElementById('announcer')?.textContent === 'Your words are saved.',
  );
  expect(await page.evaluate(() => window.document.activeElement?.textContent)).toBe('Save');
  expect(await page.getAttribute('textarea', 'data-same')).toBe(null);
  expect(await page.evaluate(() => history.length)).toBe(2);
});

test('words typed while a form is on its way stay, and pressing twice sends once', async () => {
  const { promise: late, resolve: answer } = Promise.withResolvers<{ onward: string }>();
  stage.answer.get = () => ({ html: writingPage('First') });
  stage.answer.post = () => late;
  await page.goto(`${stage.url}/write`);
  await page.click('button.first');
  await page.click('button.first');
  await page.waitForSelector('form[aria-busy=true]');
  await page.fill('textarea', 'First, and then more');
  answer({ onward: '/write' });
  await page.waitForSelector('form:not([aria-busy])');
  expect(await page.inputValue('textarea')).toBe('First, and then more');
  expect(await page.textContent('way-words')).toBe('4 words');
  expect(stage.posts).toHaveLength(1);
});

test('a form that leads on changes the address, the title and the focus, and back goes back', async () => {
  stage.answer.get = (path) => ({
    html: path === '/done' ? show('Done', <p>It is done.</p>) : writingPage('One'),
  });
  stage.answer.post = () => ({ onward: '/done' });
  await page.goto(`${stage.url}/write`);
  await page.fill('textarea', 'Two');
  await page.focus('textarea');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/done');
  expect(await page.title()).toBe('Done - Exampleton');
  expect(await page.evaluate(() => window.document.activeElement?.id)).toBe('main');
  await page.goBack();
  await page.waitForSelector('textarea');
  expect(await page.textContent('h1')).toBe('Write');
});

test('a page that needs another script is opened in the ordinary way', async () => {
  const other = { style: '/style.css', scripts: ['/waymark.js', '/editor.js'] };
  stage.answer.get = (path) => ({
    html: path === '/edit' ? show('Edit', null, { assets: other }) : writingPage('One'),
  });
  stage.answer.post = () => ({ onward: '/edit' });
  await page.goto(`${stage.url}/write`);
  await page.evaluate(() => Object.assign(window, { stillHere: true }));
  await page.click('button.first');
  await page.waitForFunction(() => window.document.querySelector('h1')?.textContent === 'Edit');
  expect(await page.evaluate(() => 'stillHere' in window)).toBe(false);
});

test('without a connection the words stay and the page says so', async () => {
  stage.answer.get = () => ({ html: writingPage('') });
  stage.answer.post = () => 'hang up';
  await page.goto(`${stage.url}/write`);
  await page.fill('textarea', 'Written on a train');
  await page.click('button.first');
  await page.waitForSelector('[data-trouble]');
  expect(await page.inputValue('textarea')).toBe('Written on a train');
  expect(await page.getAttribute('form', 'aria-busy')).toBe(null);
});

test('without scripts the same form goes the ordinary way', async () => {
  const context = await stage.browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  stage.answer.get = (path) => ({ html: path === '/done' ? show('Done', null) : writingPage('') });
  stage.answer.post = () => ({ onward: '/done' });
  await plain.goto(`${stage.url}/write`);
  await plain.fill('textarea', 'Plain');
  await plain.click('button.first');
  await plain.waitForURL('**/done');
  expect(stage.posts[0]?.fields.get('text')).toBe('Plain');
  await context.close();
});

test('a form that asks first sends nothing until it is told to', async () => {
  const confirm = { question: 'Withdraw?', detail: 'Your place goes to the next person.', yes: 'Withdraw' };
  stage.answer.get = () => ({
    html: show(
      'Place',
      <PostForm action="/withdraw" enhance confirm={confirm}>
        <Hidden name="id" value={7} />
        <Button name="act" value="withdraw">
          Give up this place
        </Button>
      </PostForm>,
    ),
  });
  stage.answer.post = () => ({ onward: '/place' });
  await page.goto(`${stage.url}/place`);
  await page.click('text=Give up');
  await page.click('dialog >> text=Go back');
  expect(await page.evaluate(() => window.document.activeElement?.textContent)).toBe('Give up this place');
  expect(stage.posts).toEqual([]);
  await page.click('text=Give up');
  await page.click('dialog >> button[value=yes]');
  await expect.poll(() => stage.posts.length).toBe(1);
  expect(stage.posts[0]?.fields.toString()).toBe('id=7&act=withdraw');
});

test('an upload shows how far it has come and can be stopped', async () => {
  stage.answer.get = () => ({
    html: show(
      'Evidence',
      <UploadForm action="/upload">
        <FileField name="file" label="File" />
        <Button>Add</Button>
      </UploadForm>,
    ),
  });
  stage.answer.post = () => new Promise(() => undefined);
  await page.goto(`${stage.url}/evidence`);
  await page.setInputFiles('input[type=file]', {
    name: 'a.txt',
    mimeType: 'text/plain',
    buffer: Buffer.alloc(300_000, 'a'),
  });
  await page.click('text=Add');
  await page.waitForSelector('.progress >> text=Sent; being checked');
  expect(stage.posts[0]?.raw).toContain('filename="a.txt"');
  await page.click('text=Stop the upload');
  await expect.poll(() => page.locator('.progress').count()).toBe(0);
  expect(await page.textContent('h1')).toBe('Evidence');
});

test('single keys work on the page, not in fields, and not once they are switched off', async () => {
  const list = <Pager label="Pages" next={{ label: '2', href: '/two' }} />;
  stage.answer.get = (path) => ({
    html: show(
      path,
      <>
        {list}
        <TextField type="search" name="q" label="Find" />
      </>,
    ),
  });
  await page.goto(`${stage.url}/one`);
  await page.keyboard.press('/');
  await page.keyboard.type('j');
  expect(await page.inputValue('input')).toBe('j');
  await page.evaluate(() => (window.document.activeElement as HTMLElement).blur());
  await page.keyboard.press('?');
  await page.click('dialog >> text=Switch single keys off');
  await page.keyboard.press('j');
  expect(new URL(page.url()).pathname).toBe('/one');
  await page.keyboard.press('?');
  await page.click('dialog >> text=Switch single keys on');
  await page.keyboard.press('j');
  await page.waitForURL('**/two');
});
