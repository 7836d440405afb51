import { beforeAll, expect, test } from 'vitest';
import { sweeps, tasks } from '#house';
import { findEdition, frameworksOnFile } from '#framework';
import { lastDayOf, registrationOf } from '#registration';
import { findProgramme } from '#programme';
import { now, rehearseFrom } from '#platform/clock.ts';
import { settings } from '#platform/config.ts';
import { findLetter, newestLetters } from '#platform/letter-list.sql.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { Temporal } from 'temporal-polyfill';
import { showDemoBanner } from './banner.tsx';
import { figures, type FigureRow } from './figure.sql.ts';
import { isDemoHouse } from './clear-cut-short.ts';
import { loadDemo } from './load-demo.ts';
import { isAllTold } from './loading.sql.ts';
import { linesOf } from './mailbox.view.tsx';
import { crawl, shapeOf } from './samples.ts';
import { LEADS } from './parts.ts';
import { readDemo } from './read-demo.ts';

let house: TestHouse;
let people: FigureRow[];
let secondsOfWork: number;

beforeAll(async () => {
  rehearseFrom(Temporal.Instant.from('2026-11-23T10:00:00Z'));
  house = await openHouse();
  const before = process.cpuUsage();
  await loadDemo({ ...house, tasks, sweeps });
  const { user, system } = process.cpuUsage(before);
  secondsOfWork = (user + system) / 1e6;
  people = await figures(house.db);
  showDemoBanner();
}, 120_000);

const idOf = (slug: string): string => people.find((one) => one.slug === slug)?.personId ?? '';

test('the demo loads whole, with less than ten seconds of work, and every invariant holds', async () => {
  expect(await isDemoHouse(house.db)).toBe(true);
  expect(await isAllTold(house.db)).toBe(true);
  expect(people).toHaveLength(readDemo('demo', now()).people.length);
  expect(secondsOfWork).toBeLessThan(10);
  expect(await house.broken()).toEqual([]);
});

test('every registration runs out on the day that the files say', async () => {
  const programme = await findProgramme(house.db, 'cmalt');
  const edition = findEdition(frameworksOnFile(), programme?.editionId ?? '');
  for (const { person, validUntil } of readDemo('demo', now()).registrations) {
    const found = await registrationOf(house.db, idOf(person), programme?.id ?? '');
    expect(edition && found && lastDayOf(edition, found.expires).toString(), person).toBe(validUntil);
  }
});

test('everybody in the files can be chosen, and one click signs in and leads to their desk', async () => {
  const page = await house.visit('/demo');
  for (const { personId } of people) expect(page.text).toContain(`/demo/be/${personId}`);
  const entered = await house.submit(`/demo/be/${idOf('farida')}`, {});
  expect(entered.location).toBe('/desk');
  const cookie = entered.response.headers.getSetCookie().map((one) => one.split(';')[0]);
  const at = new Request('http://localhost:3000/demo', { headers: { cookie: cookie.join('; ') } });
  expect(await (await house.ask(at)).text()).toContain('You are Farida Rahmani');
});

test('somebody who is not of the demo cannot be chosen', async () => {
  expect((await house.submit('/demo/be/00000000-0000-4000-8000-000000000000', {})).status).toBe(404);
});

test('a holder’s home shows what led to the award, or that it was made elsewhere', async () => {
  const anselm = (await house.visit('/home', { id: idOf('anselm') })).text;
  expect(anselm).toContain('Outcome: Pass');
  expect(anselm).not.toContain('Not started');
  expect(anselm).not.toContain('outside this house');
  const ines = (await house.visit('/home', { id: idOf('ines') })).text;
  expect(ines).toContain('by ALT, outside this house');
});

test('no character in an address makes the mailbox stumble', async () => {
  expect((await house.visit('/mailbox?to=%00')).response.status).toBe(200);
});

test('the mailbox shows letters of all or of one, and each can be opened', async () => {
  const all = await house.visit('/mailbox');
  expect(all.text).toContain('/mailbox?all=1');
  expect((await house.visit('/mailbox?to=niamh.corrigan%40ox.example')).text).toContain('No letters yet');
  const [, path = ''] = /href="(\/mailbox\/[0-9a-f-]{36})"/.exec(all.text) ?? [];
  expect((await house.visit(path)).status).toBe(200);
});

test('only addresses of this house become links in a letter', () => {
  const pieces = linesOf('Go to http://here/apply?x=1. Or http://elsewhere/x', 'http://here');
  expect(pieces.map(({ path }) => path).filter(Boolean)).toEqual(['/apply?x=1']);
  expect(pieces.map(({ text }) => text).join('')).toBe('Go to http://here/apply?x=1. Or http://elsewhere/x');
});

test.each(Object.keys(LEADS))('every link that the %s can reach leads to a sound page', async (lead) => {
  const figure = people.find((one) => one.lead === lead);
  expect(figure).toBeDefined();
  const { pages, faults } = await crawl(house, { as: { id: figure?.personId ?? '' } });
  expect(faults).toEqual([]);
  expect(pages).toBeGreaterThan(5);
});

test('every link that nobody in particular can reach leads to a sound page', async () => {
  const { faults } = await crawl(house, { also: ['/programmes', '/frameworks', '/register'] });
  expect(faults).toEqual([]);
});

test('every address in a letter leads its reader to a sound page', async () => {
  const faults = new Map<string, string>();
  for (const { id, kind } of await newestLetters(house.db, { most: 1000 })) {
    const letter = await findLetter(house.db, id);
    const as = { id: letter?.personId ?? idOf('farida') };
    for (const { path } of linesOf(letter?.text ?? '', settings().url)) {
      const shape = `${kind} ${shapeOf(path ?? '')}`;
      if (path === undefined || faults.has(shape)) continue;
      const { status } = await house.visit(path, as);
      faults.set(shape, status === 200 || status === 303 ? '' : `${path} answers ${status}`);
    }
  }
  expect([...faults].filter(([, says]) => says !== '')).toEqual([]);
});
