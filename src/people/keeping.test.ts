import { beforeAll, afterEach, expect, test } from 'vitest';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { removeOldWaysIn } from './house-keeping.ts';
import { daysKept, OVER_SESSIONS } from './keeping.ts';
import type { Organisation, Person } from './person.ts';
import { askForSignIn, sampleBody, sampleInstitution, samplePerson } from './samples.ts';

let house: TestHouse;
let university: Organisation;
let coordinator: Person;
let path: string;

beforeAll(async () => {
  house = await openHouse();
  university = await house.write((tx) => sampleInstitution(tx));
  coordinator = await house.write((tx) =>
    samplePerson(tx, 'Carys Morgan', { hat: 'coordinator', organisation: university }),
  );
  path = `/people/keeping/${university.id}`;
});

afterEach(async () => {
  releaseClock();
  expect(await house.broken()).toEqual([]);
});

const DAYS = {
  'people-sign-in-links': '1',
  'people-over-sessions': '30',
  'application-forsaken-drafts': '30',
  'notice-confirmed': '548',
  'notice-unconfirmed': '7',
};
const choose = (change: Record<string, string>, version: number, as = coordinator) =>
  house.submit(path, { ...DAYS, ...change, version: String(version) }, as);

test('until an institution chooses, the privacy notice says the days that the house comes with', async () => {
  const { text } = await house.visit('/privacy');
  expect(text).toContain('1 day after it ran out');
  expect(text).toContain('30 days after that session ended');
  expect(text).toContain('30 days after applications to its run closed');
});

test('what a coordinator chooses is what the notice says and what the night removes', async () => {
  expect((await choose({ 'people-over-sessions': '3' }, 0)).status).toBe(303);
  expect((await house.visit('/privacy')).text).toContain('3 days after that session ended');
  expect((await house.visit(path, coordinator)).text).toContain('by Carys Morgan');
  stopClockAt('2026-11-20T10:00:00Z');
  const { browser, link } = await askForSignIn(house, 'gone@northfield.example');
  await browser.post(`/sign-in/link/${link}`, {});
  await browser.post('/sign-out', {});
  const sessions = async () =>
    (await house.pool.query(`select 1 from people.session where began_at = '2026-11-20T10:00:00Z'`)).rowCount;
  stopClockAt('2026-11-23T09:00:00Z');
  await removeOldWaysIn.run(house.db, {});
  expect(await sessions()).toBe(1);
  stopClockAt('2026-11-23T11:00:00Z');
  await removeOldWaysIn.run(house.db, {});
  expect(await sessions()).toBe(0);
});

test('a number out of bounds or no number is sent back with what was typed, and nothing changes', async () => {
  for (const wrong of ['0', '367', '-1', 'soon', '', '1e2', '<b>3</b>']) {
    const back = await choose({ 'people-over-sessions': wrong }, 1);
    expect(back.status).toBe(422);
    expect(back.text).toContain('must be a whole number from 1 to 366');
    expect(back.text).not.toContain('<b>3</b>');
  }
  expect((await house.submit(path, {}, coordinator)).status).toBe(422);
  expect((await house.visit('/privacy')).text).toContain('3 days after that session ended');
});

test('of two who choose from the same page the second is told, keeps what they typed, and may save over it', async () => {
  const answers = await Promise.all([
    choose({ 'people-over-sessions': '40' }, 1),
    choose({ 'people-over-sessions': '50' }, 1),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  const late = answers.find(({ status }) => status === 422)!;
  expect(late.text).toContain('Somebody else changed these');
  expect(late.text).toMatch(/value="(40|50)"/);
  expect(late.text).toContain('name="version" value="2"');
});

test('nobody but a coordinator of the institution chooses, and a body has nothing to choose', async () => {
  const other = await house.write((tx) => sampleInstitution(tx, { slug: 'eastfield', name: 'Eastfield' }));
  const body = await house.write((tx) => sampleBody(tx));
  const foreign = await house.write((tx) =>
    samplePerson(tx, 'Iwan Foreign', { hat: 'coordinator', organisation: other }),
  );
  const registrar = await house.write((tx) =>
    samplePerson(tx, 'Ravi Mistry', { hat: 'registrar', organisation: body }),
  );
  for (const as of [foreign, registrar]) {
    expect((await house.visit(path, as)).status).toBe(404);
    expect((await choose({}, 2, as)).status).toBe(404);
  }
  expect((await house.visit(`/people/keeping/${body.id}`, registrar)).status).toBe(404);
});

test('an institution that chose nothing keeps things for the days that the house comes with, whatever another chose', async () => {
  const other = await house.write((tx) => sampleInstitution(tx, { slug: 'westfield', name: 'Westfield' }));
  const days = await daysKept(house.db, OVER_SESSIONS, [university.id, other.id]);
  expect(days(other.id)).toBe(30);
  expect([40, 50]).toContain(days(university.id));
});
