import { afterEach, expect, test } from 'vitest';
import { organisationsOf, type Person } from '#people';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { sampleInstitution } from '../people/samples.ts';
import { samplePersonWith, sampleProgramme, sampleRun, ukTime } from '../programme/samples.ts';
import { firstForm } from '#form';
import { fieldsOf, sampleBrowser } from './samples.ts';
import { sweeps } from './upkeep.ts';

afterEach(releaseClock);

/** A draft with words in it, begun signed out; answers its address. */
async function forsake(house: TestHouse, programme: string): Promise<string> {
  const browser = sampleBrowser(house);
  const { location: home } = await browser.submit(`/programmes/${programme}/2024/apply`);
  const [first] = firstForm().sections;
  const saved = await browser.submit(`${home}/answers/${first!.id}`, fieldsOf(first!.id));
  expect(saved.status).toBe(303);
  return home.replace('/applications/', '');
}

async function left(house: TestHouse): Promise<string[]> {
  const { rows } = await house.pool.query<{ id: string }>(
    'select id from application.application order by id',
  );
  return rows.map(({ id }) => id);
}

async function choose(house: TestHouse, days: string, coordinator: Person): Promise<void> {
  const institutions = await organisationsOf(house.db, 'institution');
  const oxford = institutions.find(({ slug }) => slug === 'oxford')!;
  const form = {
    version: '0',
    'people-sign-in-links': '1',
    'people-over-sessions': '30',
    'notice-confirmed': '400',
    'notice-unconfirmed': '3',
  };
  const path = `/people/keeping/${oxford.id}`;
  const saved = await house.submit(path, { ...form, 'application-forsaken-drafts': days }, coordinator);
  expect(saved.status).toBe(303);
}

test('a forsaken draft goes as many days after the deadline as the institution of its run says, and not before', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const other = await house.write((tx) => sampleInstitution(tx));
  const elsewhere = await sampleProgramme(house, { slug: 'elsewhere', institutionId: other.id });
  await sampleRun(house, { programmeId: elsewhere.id });
  const coordinator = await samplePersonWith(house, run, 'Farida Underhill', 'coordinator');
  stopClockAt(ukTime('2023-12-01T10:00'));
  const [here, there] = [await forsake(house, 'cmalt'), await forsake(house, 'elsewhere')];
  expect(await left(house)).toHaveLength(2);
  await choose(house, '5', coordinator);
  const [sweep] = sweeps;
  stopClockAt(ukTime('2024-01-13T11:00'));
  await sweep!.run(house.db, {});
  expect(await left(house)).toEqual([here, there].sort());
  stopClockAt(ukTime('2024-01-13T13:00'));
  await sweep!.run(house.db, {});
  expect(await left(house)).toEqual([there]);
  stopClockAt(ukTime('2024-02-07T13:00'));
  await sweep!.run(house.db, {});
  expect(await left(house)).toEqual([]);
});
