import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { Person } from '#people';
import { settings } from '#platform/config.ts';
import { BASE, openHouse, type TestHouse, type Visit } from '#test/house.ts';
import { samplePersonWith } from '../programme/samples.ts';
import { evidenceOf } from './evidence.sql.ts';
import { sectionCounts } from './portfolio.sql.ts';
import { largestFileBytes } from '#framework';
import { editionOf, type Portfolio } from './portfolio.ts';
import { samplePortfolio } from './samples.ts';
import { revokeShare, sharePortfolio } from './share.ts';

let house: TestHouse;
let owner: Person;
let portfolio: Portfolio;
let mentor: Person;
let stranger: Person;

beforeAll(async () => {
  house = await openHouse();
  const sample = await samplePortfolio(house);
  owner = sample.person;
  portfolio = sample.portfolio;
  mentor = await samplePersonWith(house, sample.run, 'Dana Whitfield', 'mentor');
  stranger = await samplePersonWith(house, sample.run, 'Strange Ranger', 'mentor', 'coordinator', 'assessor');
});

/** Every file below the store, whole or half received. */
function filesOnDisk(): string[] {
  const folder = join(settings().dataFolder, 'files');
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

const WORDS = {
  kind: 'file',
  title: 'Minutes',
  shows: 'My own part',
  permission: 'own-work',
  access: 'open',
  link: '',
};

async function send(
  file: { bytes: Uint8Array<ArrayBuffer> | string; name: string } | undefined,
  change: Record<string, string | readonly string[]> = {},
  as: Person = owner,
  path = `/portfolio/${portfolio.id}/evidence/new`,
): Promise<Visit> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...WORDS, usedIn: ['c1a'], ...change }))
    for (const one of [value].flat()) form.append(name, one);
  if (file) form.append('file', new Blob([file.bytes]), file.name);
  else form.append('file', new Blob([]), '');
  const headers = { 'sec-fetch-site': 'same-origin', cookie: await house.cookieOf(as) };
  const response = await house.ask(new Request(BASE + path, { method: 'POST', body: form, headers }));
  const text = await response.clone().text();
  return { status: response.status, text, location: response.headers.get('location') ?? undefined, response };
}

test('a file is kept once, stands in its section and comes back byte for byte, as an inert download', async () => {
  const sent = await send({ bytes: 'Minutes of 3 March\n', name: 'minutes.txt' }, { from: 'c1a' });
  expect(sent.status).toBe(303);
  expect(sent.location).toBe(`/portfolio/${portfolio.id}/sections/c1a#evidence`);
  const [one] = await evidenceOf(house.db, portfolio.id);
  expect(one).toMatchObject({ kind: 'file', usedIn: ['c1a'], file: { name: 'minutes.txt', bytes: 19 } });
  expect((await sectionCounts(house.db, portfolio.id)).get('c1a')?.evidence).toBe(1);
  const { response, text } = await house.visit(`/portfolio/${portfolio.id}/evidence/${one?.id}/file`, owner);
  expect(text).toBe('Minutes of 3 March\n');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(response.headers.get('content-security-policy')).toContain('sandbox');
  expect((await house.visit(`/portfolio/${portfolio.id}/evidence`, owner)).text).toContain('minutes.txt');
  expect((await house.visit(`/portfolio/${portfolio.id}/evidence/${one?.id}`, owner)).text).toContain(
    'My own part',
  );
});

test('a file above the limit is answered 413 with the words kept and nothing on disk', async () => {
  const before = filesOnDisk();
  const bytes = new Uint8Array(largestFileBytes(editionOf(portfolio)) + 1).fill(65);
  const sent = await send({ bytes, name: 'large.txt' }, { title: 'A very <i>large</i> thing' });
  expect(sent.status).toBe(413);
  expect(sent.text).toContain('A very &lt;i>large&lt;/i> thing');
  expect(sent.text).toContain('A file can be up to 25 MB');
  expect(filesOnDisk()).toEqual(before);
}, 60_000);

test('a file of exactly the limit is taken', async () => {
  const bytes = new Uint8Array(largestFileBytes(editionOf(portfolio))).fill(66);
  expect((await send({ bytes, name: 'exact.txt' }, { title: 'Exact' })).status).toBe(303);
  const library = await house.visit(`/portfolio/${portfolio.id}/evidence`, owner);
  expect(library.text).toContain('25.0 MB');
}, 60_000);

test.each([
  ['nothing in it', 'empty.pdf', ''],
  ['a page of HTML', 'page.html', '<!doctype html><script>alert(1)</script>'],
  ['HTML that calls itself a PDF', 'page.pdf', '<!doctype html><script>alert(1)</script>'],
  ['a drawing that can act', 'drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['a drawing that calls itself a picture', 'drawing.png', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['a program', 'tool.exe', 'MZ\x90\0\x03'],
  ['text that is not text', 'notes.txt', 'a\0b'],
])('a file with %s is refused in words, and nothing of it is kept', async (_what, name, bytes) => {
  const before = filesOnDisk();
  const sent = await send({ bytes, name }, { title: 'Kept words' });
  expect(sent.status).toBe(422);
  expect(sent.text).toContain('Kept words');
  expect(sent.text).toContain('id="field-file-error"');
  expect(filesOnDisk()).toEqual(before);
});

test('a connection that breaks half way leaves nothing on disk and no piece of evidence', async () => {
  const before = { files: filesOnDisk(), pieces: (await evidenceOf(house.db, portfolio.id)).length };
  const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="half.txt"\r\n\r\n';
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      if (sent === 1) controller.enqueue(new TextEncoder().encode(head));
      else if (sent < 40) controller.enqueue(new Uint8Array(64 * 1024).fill(67));
      else controller.error(new Error('the connection is gone'));
    },
  });
  const headers = {
    'sec-fetch-site': 'same-origin',
    cookie: await house.cookieOf(owner),
    'content-type': 'multipart/form-data; boundary=x',
  };
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' };
  await house.ask(new Request(`${BASE}/portfolio/${portfolio.id}/evidence/new`, init)).catch(() => undefined);
  expect(filesOnDisk()).toEqual(before.files);
  expect((await evidenceOf(house.db, portfolio.id)).length).toBe(before.pieces);
});

test('an address has to be of the web; it is kept as typed and never fetched', async () => {
  for (const link of [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://example.org',
    'nonsense',
    '',
  ]) {
    const refused = await send(undefined, { kind: 'link', link, title: 'A link' });
    expect(refused.status, link).toBe(422);
  }
  const sent = await send(undefined, {
    kind: 'link',
    link: 'https://example.org/talk?a=1&b=2',
    title: 'A link',
  });
  expect(sent.status).toBe(303);
  const found = (await evidenceOf(house.db, portfolio.id)).find(({ title }) => title === 'A link');
  expect(found).toMatchObject({ kind: 'link', link: 'https://example.org/talk?a=1&b=2', file: undefined });
});

test('what cannot be shown is described, and is withheld whatever else was chosen', async () => {
  await send(undefined, { kind: 'described', title: 'A spoken thank-you', access: 'open' });
  const found = (await evidenceOf(house.db, portfolio.id)).find(
    ({ title }) => title === 'A spoken thank-you',
  );
  expect(found).toMatchObject({ kind: 'described', access: 'withheld' });
});

test('missing, doubled, made-up and hostile values are answered 422 and never 500', async () => {
  const bad: Record<string, string | string[]>[] = [
    { title: '' },
    { title: 'x'.repeat(201) },
    { permission: 'made-up' },
    { permission: ['given', 'own-work'] },
    { access: 'everyone' },
    { kind: 'other' },
    { usedIn: ['c9z'] },
    { usedIn: ["c1a'; drop table portfolio.evidence; --"] },
    { shows: 'x'.repeat(2001) },
  ];
  for (const change of bad) {
    const { status } = await send({ bytes: 'ok', name: 'ok.txt' }, change);
    expect(status, JSON.stringify(change).slice(0, 60)).toBe(422);
  }
  const plain = await house.submit(
    `/portfolio/${portfolio.id}/evidence/new`,
    { title: 'No file form' },
    owner,
  );
  expect(plain.status).toBe(422);
});

test('a piece is changed, its file replaced, used in many sections with a warning, and removed', async () => {
  await send({ bytes: 'first', name: 'one.txt' }, { title: 'Changing' });
  const find = async () =>
    (await evidenceOf(house.db, portfolio.id)).find(({ title }) => title.startsWith('Changing'));
  const path = `/portfolio/${portfolio.id}/evidence/${(await find())?.id}`;
  expect(
    (await send(undefined, { title: 'Changing on', usedIn: ['c1a', 'c1b', 'c2a'] }, owner, path)).status,
  ).toBe(303);
  expect(await find()).toMatchObject({
    title: 'Changing on',
    file: { name: 'one.txt' },
    usedIn: ['c1a', 'c1b', 'c2a'],
  });
  expect((await house.visit(path, owner)).text).toContain('used in 3 sections');
  await send({ bytes: 'second', name: 'two.txt' }, { title: 'Changing on' }, owner, path);
  expect(await find()).toMatchObject({ file: { name: 'two.txt' }, usedIn: ['c1a'] });
  expect((await house.submit(`${path}/remove`, {}, owner)).status).toBe(303);
  expect((await house.visit(path, owner)).status).toBe(404);
  expect((await house.visit(`${path}/file`, owner)).status).toBe(404);
});

test('a section chooses from what is there; what another section uses stays', async () => {
  const items = await evidenceOf(house.db, portfolio.id);
  const [first, second] = items;
  const path = `/portfolio/${portfolio.id}/sections/c4a/evidence`;
  expect((await house.visit(path, owner)).text).toContain(first?.title);
  const offered = items.map(({ id }) => id);
  await house.submit(path, { offered, chosen: [second?.id ?? '', 'not-an-id'] }, owner);
  const after = await evidenceOf(house.db, portfolio.id);
  expect(after.filter(({ usedIn }) => usedIn.includes('c4a')).map(({ id }) => id)).toEqual([second?.id]);
  expect(after[1]?.usedIn).toEqual([...(second?.usedIn ?? []), 'c4a']);
  expect((await house.visit(`/portfolio/${portfolio.id}/sections/nonsense/evidence`, owner)).status).toBe(
    404,
  );
});

test('other people find neither the evidence nor its file; a mentor finds what is open, until the look is taken back', async () => {
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#336' } })
    .png()
    .toBuffer();
  await send({ bytes: new Uint8Array(picture), name: 'open.png' }, { title: 'Open picture' });
  await send({ bytes: 'for assessors', name: 'held.txt' }, { title: 'Held text', access: 'assessors' });
  const items = await evidenceOf(house.db, portfolio.id);
  const open = items.find(({ title }) => title === 'Open picture');
  const held = items.find(({ title }) => title === 'Held text');
  const base = `/portfolio/${portfolio.id}/evidence`;
  const paths = [
    base,
    `${base}/new`,
    `${base}/${open?.id}`,
    `${base}/${open?.id}/file`,
    `${base}/${open?.id}/thumbnail`,
  ];
  for (const path of paths) {
    expect((await house.visit(path, stranger)).status, path).toBe(404);
    expect((await house.visit(path, mentor)).status, path).toBe(404);
    expect((await house.visit(path)).location, path).toMatch(/^\/sign-in/);
  }
  expect((await send({ bytes: 'x', name: 'x.txt' }, {}, stranger)).status).toBe(404);
  expect((await house.submit(`${base}/${open?.id}/remove`, {}, stranger)).status).toBe(404);
  await house.write((tx) =>
    sharePortfolio(tx, portfolio, { withPersonId: mentor.id, untilDay: '2027-06-30', asks: '' }),
  );
  expect((await house.visit(`${base}/${open?.id}/file`, mentor)).status).toBe(200);
  const thumb = await house.visit(`${base}/${open?.id}/thumbnail`, mentor);
  expect(thumb.response.headers.get('content-type')).toBe('image/webp');
  expect((await house.visit(`${base}/${held?.id}/file`, mentor)).status).toBe(404);
  expect((await house.visit(`${base}/${open?.id}`, mentor)).status).toBe(404);
  await house.write((tx) => revokeShare(tx, portfolio, mentor.id));
  expect((await house.visit(`${base}/${open?.id}/file`, mentor)).status).toBe(404);
});
