import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { findApplication, runCounts } from '#application';
import type { Person } from '#people';
import { offerFreePlaces } from '#place';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { sampleApplication, sampleAskedRun } from '../application/samples.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => stopClockAt(ukTime('2024-01-15T14:00')));
afterAll(async () => {
  await house.drain();
  expect(await house.broken()).toEqual([]);
  releaseClock();
});

/** A run that was asked for, at two o’clock on a Monday between the deadline and the letters. */
function scene(capacity: number, names: readonly string[]) {
  stopClockAt(ukTime('2024-01-15T14:00'));
  return sampleAskedRun(house, capacity, names);
}

test('S3.1 marks stay unseen by applicants until they are announced, and then each gets one letter', async () => {
  const { run, people, ids, coordinator } = await scene(1, ['Amara', 'Anselm', 'Edith']);
  const desk = `/desk/${run.id}/decisions`;
  const mark = (outcome: string, application: string[]) =>
    house.submit(desk, { outcome, application }, coordinator);
  expect((await mark('offered', ids.slice(0, 1))).status).toBe(303);
  await mark('reserve', ids.slice(1, 2));
  await mark('not-offered', ids.slice(2));
  for (const { person, id } of people) {
    const page = await house.visit(`/applications/${id}`, person);
    expect(page.text).toContain('Submitted');
    expect(page.text).not.toMatch(/Offered|Reserve list|Not offered/);
    expect((await house.visit(`/applications/${id}/offer`, person)).status).toBe(404);
  }
  const check = await house.visit(`${desk}/announce`, coordinator);
  expect(check.text).toContain('3 decisions: 1 offer, 1 reserve, 1 not offered');
  expect(check.text).toContain('Go on to send 3 letters');
  expect(check.text).toContain('Wed 17 January 2024, 5pm (UK time)');
  const confirm = await house.visit(`${desk}/announce/confirm`, coordinator);
  expect(confirm.text).toContain('You are about to send 3 letters');
  expect(confirm.text).toContain('Announce 3 decisions and send 3 letters');
  const seen = /name="seen" value="([^"]+)"/.exec(confirm.text)?.[1] ?? '';
  expect((await house.submit(`${desk}/announce`, { seen }, coordinator)).location).toBe(
    `/desk/${run.id}/places`,
  );
  expect((await house.submit(`${desk}/announce`, { seen }, coordinator)).status).toBe(409);
  await house.drain();
  const { rows } = await sql<{ subject: string; text: string }>`select subject, text from platform.letter
    where about = any(${ids.map((id) => `application:${id}`)}::text[]) order by kind desc`.execute(house.db);
  expect(rows.map((row) => row.subject)).toEqual([
    `[CMALT] You are on the reserve list of the 2024 programme`,
    `[CMALT] [Action required] You have the offer of a place: reply by Wed 17 January 2024, 5pm (UK time)`,
    `[CMALT] Your application to the 2024 programme`,
  ]);
});

test('a changed mark is noticed between the check page and the button', async () => {
  const { run, ids, coordinator } = await scene(2, ['Ada', 'Bo']);
  const desk = `/desk/${run.id}/decisions`;
  await house.submit(desk, { outcome: 'offered', application: ids }, coordinator);
  const seen =
    /name="seen" value="([^"]+)"/.exec(
      (await house.visit(`${desk}/announce/confirm`, coordinator)).text,
    )?.[1] ?? '';
  await house.submit(desk, { outcome: 'not-offered', application: ids.slice(1) }, coordinator);
  const refused = await house.submit(`${desk}/announce`, { seen }, coordinator);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('after you opened this page');
  expect((await runCounts(house.db, run.id)).offered).toBe(0);
});

test('decisions are for coordinators of that institution: selectors, applicants and strangers find nothing', async () => {
  const { run, people, ids, selector } = await scene(1, ['Cy']);
  const desk = `/desk/${run.id}/decisions`;
  const [cy] = people as [(typeof people)[0]];
  for (const person of [selector, cy.person]) {
    for (const page of ['', '/announce']) expect((await house.visit(desk + page, person)).status).toBe(404);
    for (const act of ['', '/announce', '/ranks']) {
      const sent = await house.submit(desk + act, { outcome: 'offered', application: ids, seen: '' }, person);
      expect(sent.status).toBe(404);
    }
  }
  expect((await house.visit(`/selecting/${run.id}`, cy.person)).status).toBe(404);
  expect((await house.visit(`/selecting/${run.id}`)).status).toBe(303);
});

test('malformed marks are 422, marks on another run’s applications do nothing', async () => {
  const { run, ids, coordinator } = await scene(1, ['Di']);
  const other = await scene(1, ['Ed']);
  const desk = `/desk/${run.id}/decisions`;
  const send = (fields: Record<string, string | string[]>) => house.submit(desk, fields, coordinator);
  expect((await send({})).status).toBe(422);
  expect((await send({ outcome: 'crowned', application: ids })).status).toBe(422);
  expect((await send({ outcome: ['offered', 'reserve'], application: ids })).status).toBe(422);
  expect((await send({ outcome: 'offered' })).status).toBe(422);
  expect(
    (await send({ outcome: 'offered', application: ['x', `'; drop table --`, ...other.ids] })).status,
  ).toBe(303);
  expect((await house.visit(`/desk/${other.run.id}/decisions`, other.coordinator)).text).toContain(
    '0 offers',
  );
  const ranks = await house.submit(`${desk}/ranks`, { [`rank-${ids[0]}`]: '-1' }, coordinator);
  expect(ranks.status).toBe(422);
});

test('the order of the reserve list is the team’s, and freed places follow it', async () => {
  const { run, people, ids, coordinator } = await scene(1, ['One', 'Two', 'Three']);
  const desk = `/desk/${run.id}/decisions`;
  await house.submit(desk, { outcome: 'offered', application: ids.slice(0, 1) }, coordinator);
  await house.submit(desk, { outcome: 'reserve', application: ids.slice(1) }, coordinator);
  const twice = await house.submit(
    `${desk}/ranks`,
    { [`rank-${ids[1]}`]: '2', [`rank-${ids[2]}`]: '2' },
    coordinator,
  );
  expect(twice.status).toBe(422);
  await house.submit(`${desk}/ranks`, { [`rank-${ids[1]}`]: '2', [`rank-${ids[2]}`]: '1' }, coordinator);
  const seen =
    /name="seen" value="([^"]+)"/.exec(
      (await house.visit(`${desk}/announce/confirm`, coordinator)).text,
    )?.[1] ?? '';
  await house.submit(`${desk}/announce`, { seen }, coordinator);
  const [first] = people as [(typeof people)[0]];
  await house.submit(`/applications/${first.id}/offer`, { answer: 'declined' }, first.person);
  stopClockAt(ukTime('2024-01-15T14:10'));
  await house.write((tx) => offerFreePlaces(tx, run.id));
  expect((await findApplication(house.db, ids[2] ?? ''))?.state).toBe('offered');
  expect((await findApplication(house.db, ids[1] ?? ''))?.state).toBe('reserve');
});

test('an application page asks as many questions of the database for one application as for thirty', async () => {
  const busy = await sampleRun(house, { slug: 'busy' });
  const selector = await samplePersonWith(house, busy, 'Steady Selector', 'selector', 'coordinator');
  const paths = [
    `/selecting/${busy.id}`,
    '/selecting',
    `/desk/${busy.id}/decisions`,
    `/desk/${busy.id}/decisions/announce`,
  ];
  await sampleApplication(house, busy, await samplePersonWith(house, busy, 'First'));
  // What is kept in memory from the first visit on (forms, the session's last use) is not asked again.
  await countQueries(paths, selector);
  const one = await countQueries(paths, selector);
  for (let index = 1; index < 30; index++) {
    const person = await samplePersonWith(house, busy, `Asker ${'q'.repeat(index)}`);
    await sampleApplication(house, busy, person);
  }
  expect(await countQueries(paths, selector)).toEqual(one);
});

async function countQueries(paths: readonly string[], person: Person): Promise<number[]> {
  const counts: number[] = [];
  for (const path of paths) {
    const before = queries();
    expect((await house.visit(path, person)).status).toBe(200);
    counts.push(queries() - before);
  }
  return counts;
}

/** How often the pool was asked for a connection: once a query, outside of transactions. */
function queries(): number {
  return asked;
}
let asked = 0;
beforeAll(() => house.pool.on('acquire', () => asked++));
