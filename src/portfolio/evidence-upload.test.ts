import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { largestFileBytes } from '#framework';
import type { Person } from '#people';
import { settings } from '#platform/config.ts';
import { fileStore } from '#platform/file-store.ts';
import { BASE, openHouse, type TestHouse } from '#test/house.ts';
import { addEvidence, MOST_EVIDENCE } from './evidence-keep.ts';
import { evidenceOf } from './evidence.sql.ts';
import { editionOf, type Portfolio } from './portfolio.ts';
import { samplePortfolio } from './samples.ts';

let house: TestHouse;
let owner: Person;
let portfolio: Portfolio;
let before: readonly string[];

beforeAll(async () => {
  house = await openHouse();
  ({ person: owner, portfolio } = await samplePortfolio(house));
  await fileStore();
});

beforeEach(() => {
  before = filesOnDisk();
});

/** Every file below the store, whole, waiting or half received. */
function filesOnDisk(): string[] {
  return readdirSync(join(settings().dataFolder, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

const WORDS = {
  kind: 'file',
  title: 'Minutes',
  shows: '',
  permission: 'own-work',
  access: 'open',
  link: '',
  usedIn: 'c1a',
};

async function send(
  bytes: Uint8Array<ArrayBuffer> | string,
  change: Record<string, string> = {},
  { as = owner, to = portfolio, at = 'new' } = {},
): Promise<{ status: number; text: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...WORDS, ...change })) form.append(name, value);
  form.append('file', new Blob([bytes]), 'notes.txt');
  const headers = { 'sec-fetch-site': 'same-origin', cookie: await house.cookieOf(as) };
  const path = `${BASE}/portfolio/${to.id}/evidence/${at}`;
  const response = await house.ask(new Request(path, { method: 'POST', body: form, headers }));
  return { status: response.status, text: await response.text() };
}

test('a whole file of 25 MB with a wrong word beside it leaves nothing on the disk, and the words are shown again', async () => {
  const bytes = new Uint8Array(largestFileBytes(editionOf(portfolio))).fill(68);
  const sent = await send(bytes, { title: '', shows: 'What I did' });
  expect(sent.status).toBe(422);
  expect(sent.text).toContain('What I did');
  expect(filesOnDisk()).toEqual(before);
}, 60_000);

test.each<[string, Record<string, string>, number]>([
  ['no such permission', { permission: 'made-up' }, 422],
  ['a section of another pathway', { usedIn: 'c9z' }, 422],
  ['an address that is none', { kind: 'link', link: 'nonsense' }, 422],
  ['an address that is taken in place of the file', { kind: 'link', link: 'https://example.org/' }, 303],
  ['a description in place of the file', { kind: 'described' }, 303],
])('a good file with %s leaves nothing on the disk', async (_what, change, status) => {
  expect((await send('a good file', change)).status).toBe(status);
  expect(filesOnDisk()).toEqual(before);
});

test('a good file for somebody else’s portfolio, or for a piece that is not there, leaves nothing on the disk', async () => {
  const { person: other } = await samplePortfolio(house, { name: 'Bela Okoro' });
  expect((await send('not mine', {}, { as: other })).status).toBe(404);
  const nowhere = '00000000-0000-4000-8000-000000000000';
  expect((await send('no piece', {}, { at: nowhere })).status).toBe(404);
  expect(filesOnDisk()).toEqual(before);
});

test('a portfolio that is full refuses in the form, with its words, and leaves nothing on the disk', async () => {
  const { person: as, portfolio: to } = await samplePortfolio(house, { name: 'Cato Lindqvist' });
  const said = {
    ...WORDS,
    access: 'open' as const,
    peopleShown: '',
    link: 'https://example.org/',
    usedIn: [],
  };
  await house.write(async (tx) => {
    for (let piece = 0; piece < MOST_EVIDENCE; piece += 1) await addEvidence(tx, to, said);
  });
  const sent = await send('one too many', { title: 'The last straw' }, { as, to });
  expect(sent.status).toBe(409);
  expect(sent.text).toContain('The last straw');
  expect(sent.text).toContain(`up to ${MOST_EVIDENCE} pieces`);
  expect(filesOnDisk()).toEqual(before);
});

test('of many who send the same bytes at once, half of them with a wrong word, nobody who was told "added" has lost the file', async () => {
  const sent = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      send('the same bytes', index % 2 === 0 ? { title: 'Same' } : { title: '' }),
    ),
  );
  expect(sent.map(({ status }) => status)).toEqual(sent.map((_, index) => (index % 2 === 0 ? 303 : 422)));
  const same = (await evidenceOf(house.db, portfolio.id)).filter(({ title }) => title === 'Same');
  expect(same).toHaveLength(6);
  for (const { id } of same) {
    const { status, text } = await house.visit(`/portfolio/${portfolio.id}/evidence/${id}/file`, owner);
    expect({ status, text }).toEqual({ status: 200, text: 'the same bytes' });
  }
  expect(filesOnDisk()).toHaveLength(before.length + 1);
});

test('a file that is replaced or removed goes at once, unless somebody else has the same', async () => {
  await send('kept by two', { title: 'Mine' });
  const { person: as, portfolio: to } = await samplePortfolio(house, { name: 'Dorea Mbeki' });
  await send('kept by two', { title: 'Theirs' }, { as, to });
  const mine = (await evidenceOf(house.db, portfolio.id)).find(({ title }) => title === 'Mine');
  await send('another', { title: 'Mine' }, { at: mine?.id ?? '' });
  await house.drain();
  expect(filesOnDisk()).toHaveLength(before.length + 2);
  await house.submit(`/portfolio/${portfolio.id}/evidence/${mine?.id}/remove`, {}, owner);
  await house.drain();
  expect(filesOnDisk()).toHaveLength(before.length + 1);
  const [theirs] = await evidenceOf(house.db, to.id);
  await house.submit(`/portfolio/${to.id}/evidence/${theirs?.id}/remove`, {}, as);
  await house.drain();
  expect(filesOnDisk()).toEqual(before);
});
