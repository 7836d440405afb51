import { beforeAll, expect, test } from 'vitest';
import { describePerson, type Hat } from '#people';
import type { Run } from '#programme';
import { openHouse, type TestHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { sampleApplication } from '../application/samples.ts';
import { samplePlace } from '../place/samples.ts';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';
import { sampleRegistration } from '../registration/samples.ts';

let house: TestHouse;
let run: Run;
let head: { id: string };

const CHEMISTRY = 'Chemistry';

async function member(name: string, department = CHEMISTRY, ...hats: Hat[]) {
  const person = await samplePersonWith(house, run, name, ...hats);
  await house.write((tx) => describePerson(tx, person.id, { department }));
  return person;
}

beforeAll(async () => {
  house = await openHouse();
  run = await sampleRun(house);
  head = await member('Wilhelmina Ostrander', CHEMISTRY, 'head-of-department');
  for (const name of ['Ada', 'Bea', 'Cal', 'Dov', 'Eda'])
    await samplePlace(house, run, await member(`${name} Lamb`));
  await sampleApplication(house, run, await member('Fin Lamb'));
  for (const name of ['Gil', 'Hal', 'Ivo'])
    await samplePlace(house, run, await member(`${name} Marsh`, 'History'));
  await house.drain();
});

/** What the cells say, each with its heading, as the narrow view sets it. */
const cellsOf = (html: string): string[] =>
  [...html.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) =>
    cell.replace(/(<[^>]+>)+/g, ' ').trim(),
  );

test('a head of department sees how many of their own people applied and took part, and none of another’s', async () => {
  const { text } = await house.visit('/summary', head);
  expect(cellsOf(text)).toEqual(['Applied 6', 'Took part 5', 'Registered 0', 'Submitted 0', 'Holders 0']);
  expect(text).not.toContain('Lamb');
});

test('fewer than five who came further are not told', async () => {
  await sampleRegistration(house, run, await member('Ada Lamb'));
  const { text } = await house.visit('/summary', head);
  expect(cellsOf(text)).toContain('Registered fewer than 5');
});

test('thirty runs cost as many queries as one', async () => {
  const forOne = await queriesOfPage(house, '/summary', head);
  expect(forOne.length).toBeGreaterThan(5);
  for (let year = 2025; year < 2054; year++) {
    const next = await sampleRun(house, { slug: String(year), name: `${year} programme`, workshops: 0 });
    await samplePlace(house, next, await member('Ada Lamb'));
  }
  await house.drain();
  expect(await queriesOfPage(house, '/summary', head)).toHaveLength(forOne.length);
  expect(cellsOf((await house.visit('/summary', head)).text)).toHaveLength(150);
});
