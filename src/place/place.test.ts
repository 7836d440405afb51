import { beforeAll, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '#test/house.ts';
import { applicationsOf, runCounts } from '#application';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';
import { sampleApplication } from '../application/samples.ts';
import { placeHolders, placesOf } from './place.sql.ts';
import { samplePlace } from './samples.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});

test('a place accepted is counted for its run, listed by name, and known to its holder', async () => {
  const run = await sampleRun(house);
  const amara = await samplePersonWith(house, run, 'Amara Udeh');
  const zainab = await samplePersonWith(house, run, 'Zainab Qureshi');
  await samplePlace(house, run, zainab);
  await samplePlace(house, run, amara);
  const marcus = await samplePersonWith(house, run, 'Marcus Holt');
  await sampleApplication(house, run, marcus);
  expect((await placeHolders(house.db, run.id)).map((one) => one.name)).toEqual([
    'Amara Udeh',
    'Zainab Qureshi',
  ]);
  expect(await runCounts(house.db, run.id)).toMatchObject({
    asked: 3,
    'place-accepted': 2,
    submitted: 1,
    draft: 0,
  });
  expect((await placesOf(house.db, amara.id)).map((one) => one.run.slug)).toEqual(['2024']);
  expect(await placesOf(house.db, marcus.id)).toEqual([]);
  expect((await applicationsOf(house.db, marcus.id))[0]?.state).toBe('submitted');
});
