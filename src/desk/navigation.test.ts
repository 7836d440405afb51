import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { HATS, type Person } from '#people';
import type { Run } from '#programme';
import { openHouse, type TestHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { sampleAward } from '../award/samples.ts';
import { sampleApplication } from '../application/samples.ts';
import { samplePlace } from '../place/samples.ts';
import { samplePortfolio } from '../portfolio/samples.ts';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';
import { deskOf, navigationFor } from './navigation.ts';

let house: TestHouse;
let run: Run;

beforeAll(async () => {
  house = await openHouse();
  run = await sampleRun(house);
});

/** The entries of the navigation on a page, as they are read. */
async function entriesFor(as?: Person, path = '/programmes'): Promise<string[]> {
  const { text } = await house.visit(path, as);
  const nav = /<nav class="bar-nav".*?<\/nav>/s.exec(text)?.[0] ?? '';
  return [...nav.matchAll(/<a [^>]*>(.*?)<\/a>/g)].map(([, words = '']) => words);
}

describe('the navigation shows what holds something for whoever looks', () => {
  test('a stranger reads, and asks from the foot of the page', async () => {
    expect(await entriesFor()).toEqual(['Programmes', 'Pathways', 'Register of holders']);
  });

  test('an applicant has no empty workshops, portfolio or office hours until the place is theirs, and then at once', async () => {
    const amara = await samplePersonWith(house, run, 'Amara Udeh');
    await sampleApplication(house, run, amara);
    expect(await entriesFor(amara)).toEqual(['Home', 'Programmes']);
    const tomasz = await samplePersonWith(house, run, 'Tomasz Wren');
    expect(await entriesFor(tomasz)).toEqual(['Home', 'Programmes']);
    await samplePlace(house, run, tomasz);
    await house.drain();
    expect(await entriesFor(tomasz)).toEqual(['Home', 'Workshops', 'Portfolio', 'Office hours']);
  });

  test('a colleague has one entry for each desk, and none that leads to the same page', async () => {
    const farida = await samplePersonWith(house, run, 'Farida Underhill', 'coordinator', 'selector');
    expect(await entriesFor(farida)).toEqual(['Runs', 'Selecting']);
  });

  test('a mentor who holds an award or writes a portfolio has their own way beside their desk', async () => {
    const ines = await samplePersonWith(house, run, 'Ines Carvalho', 'mentor');
    await sampleAward(house, run.programme, ines);
    expect(await entriesFor(ines)).toEqual(['Mentoring', 'Your way']);
    const dana = await samplePersonWith(house, run, 'Dana Whitfield', 'mentor');
    await samplePortfolio(house, { name: dana.name });
    expect(await entriesFor(dana)).toEqual(['Mentoring', 'Your way', 'Portfolio', 'Office hours']);
  });

  test('whatever hats and belongings: no place twice, and the start has no entry beside its desk', () => {
    const hats = fc.subarray([...HATS]);
    const has = fc.record({ seat: fc.boolean(), portfolio: fc.boolean(), ownWay: fc.boolean() });
    fc.assert(
      fc.property(hats, has, (worn, belongings) => {
        const viewer = {
          personId: 'p',
          name: 'P',
          email: 'p@x.example',
          sessionId: 's',
          hats: worn.map((hat) => ({ hat, organisationId: 'o' })),
        };
        const hrefs = navigationFor(viewer, belongings).map(({ href }) => href);
        expect(new Set(hrefs).size).toBe(hrefs.length);
        expect(hrefs).not.toHaveLength(0);
        expect(hrefs.includes('/')).toBe(worn.length === 0);
        if (worn.length > 0) expect(hrefs[0]).toBe(deskOf(viewer));
      }),
    );
  });
});

test('each entry is called as its page is', async () => {
  const everyone = await samplePersonWith(house, run, 'Ada All', ...HATS);
  await samplePlace(house, run, everyone);
  await house.drain();
  const { text } = await house.visit('/programmes', everyone);
  const [, pathways = ''] = /<h1[^>]*>(.*?)<\/h1>/.exec((await house.visit('/frameworks')).text) ?? [];
  expect(pathways).toBe('Pathways');
  const links = [...text.matchAll(/<a href="(\/[^"]*)"(?: aria-current="true")?>([^<]+)<\/a>/g)];
  const named = [
    '/selecting',
    '/assessing',
    '/mentoring',
    '/cases',
    '/summary',
    '/workshops',
    '/office-hours',
  ];
  for (const [, href = '', label = ''] of links.filter(([, href = '']) => named.includes(href))) {
    const page = await house.visit(href, everyone);
    const heading = /<h1[^>]*>(.*?)<\/h1>/s.exec(page.text)?.[1] ?? '';
    expect.soft(heading.toLowerCase(), href).toContain(label.toLowerCase());
  }
});

test('whoever has all that the navigation asks for pays no query for it', async () => {
  const kwame = await samplePersonWith(house, run, 'Kwame Full');
  await samplePlace(house, run, kwame);
  await house.drain();
  await samplePortfolio(house, { name: kwame.name });
  const stranger = await queriesOfPage(house, '/programmes');
  expect(await queriesOfPage(house, '/programmes', kwame)).toHaveLength(stranger.length + 1);
});

test('letters and the account stand under the name; what did not go through for those who mind it', async () => {
  const plain = await samplePersonWith(house, run, 'Lena Plain');
  const { text } = await house.visit('/account', plain);
  expect(text).toContain('href="/letters"');
  expect(text).not.toContain('href="/troubles"');
  const registrar = await samplePersonWith(house, run, 'Ravi Mistry', 'registrar');
  expect((await house.visit('/account', registrar)).text).toContain('href="/troubles"');
});
