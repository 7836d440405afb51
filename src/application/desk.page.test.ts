import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openHouse, type TestHouse } from '#test/house.ts';
import type { Person } from '#people';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { findApplication, runCounts } from './application.sql.ts';
import { sampleApplication } from './samples.ts';

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

let scenes = 0;
async function scene(capacity: number, names: readonly string[]) {
  stopClockAt(ukTime('2024-01-15T14:00'));
  const run = await sampleRun(house, { slug: `d${++scenes}`, capacity });
  const people: { person: Person; id: string }[] = [];
  for (const name of names) {
    const person = await samplePersonWith(house, run, `${name} ${'v'.repeat(scenes)}`);
    people.push({ person, id: await sampleApplication(house, run, person) });
  }
  const coordinator = await samplePersonWith(house, run, 'Farida Coordinates', 'coordinator');
  const selector = await samplePersonWith(house, run, 'Ursula Selects', 'selector');
  return { run, people, ids: people.map((one) => one.id), coordinator, selector };
}

const scores = { 'score-role': '3', 'score-reasons': '2', 'score-readiness': '0' };

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
  expect(check.text).toContain('Announce 3 decisions and send 3 letters');
  expect(check.text).toContain('Wed 17 January 2024, 5pm (UK time)');
  const seen = /name="seen" value="([^"]+)"/.exec(check.text)?.[1] ?? '';
  expect((await house.submit(`${desk}/announce`, { seen }, coordinator)).location).toBe(desk);
  expect((await house.submit(`${desk}/announce`, { seen }, coordinator)).status).toBe(409);
  await house.drain();
  const { rows } = await sql<{ subject: string; text: string }>`select subject, text from platform.letter
    where about = any(${ids.map((id) => `application:${id}`)}::text[]) order by kind`.execute(house.db);
  expect(rows.map((row) => row.subject)).toEqual([
    `[CMALT] Your application to the 2024 programme`,
    `[CMALT] [Action required] You have the offer of a place: reply by Wed 17 January 2024, 5pm (UK time)`,
    `[CMALT] You are on the reserve list of the 2024 programme`,
  ]);
});

test('an offer is accepted on its page, once; giving the place up passes it on', async () => {
  const { run, people, ids, coordinator } = await scene(1, ['Ruth', 'Jasper']);
  const [ruth, jasper] = people as [(typeof people)[0], (typeof people)[0]];
  const desk = `/desk/${run.id}/decisions`;
  await house.submit(desk, { outcome: 'offered', application: ids.slice(0, 1) }, coordinator);
  await house.submit(desk, { outcome: 'reserve', application: ids.slice(1) }, coordinator);
  const seen =
    /name="seen" value="([^"]+)"/.exec((await house.visit(`${desk}/announce`, coordinator)).text)?.[1] ?? '';
  await house.submit(`${desk}/announce`, { seen }, coordinator);
  const offer = `/applications/${ruth.id}/offer`;
  expect((await house.visit(offer, ruth.person)).text).toContain('Accept this place');
  expect((await house.submit(offer, { answer: 'maybe' }, ruth.person)).status).toBe(422);
  expect((await house.submit(offer, { answer: ['accepted', 'declined'] }, ruth.person)).status).toBe(422);
  expect((await house.submit(offer, { answer: 'accepted' }, jasper.person)).status).toBe(404);
  expect((await house.submit(offer, { answer: 'accepted' }, ruth.person)).status).toBe(303);
  expect((await house.submit(offer, { answer: 'accepted' }, ruth.person)).status).toBe(303);
  expect((await house.submit(offer, { answer: 'declined' }, ruth.person)).status).toBe(409);
  expect((await house.visit(offer, ruth.person)).text).toContain('Your place is confirmed');
  expect((await findApplication(house.db, jasper.id))?.state).toBe('reserve');
  expect((await house.visit(`/applications/${ruth.id}/give-up`, ruth.person)).status).toBe(200);
  await house.submit(`/applications/${ruth.id}/give-up`, { reason: 'Leave' }, ruth.person);
  await house.submit(`/applications/${ruth.id}/give-up`, {}, ruth.person);
  expect((await findApplication(house.db, jasper.id))?.state).toBe('offered');
  const page = await house.visit(`/applications/${jasper.id}/offer`, jasper.person);
  expect(page.text).toContain('Wed 17 January 2024, 5pm (UK time)');
  stopClockAt(ukTime('2024-01-18T09:30'));
  const late = await house.submit(`/applications/${jasper.id}/offer`, { answer: 'accepted' }, jasper.person);
  expect([303, 409]).toContain(late.status);
  expect((await findApplication(house.db, jasper.id))?.state).toBe('offered');
});

test('a changed mark is noticed between the check page and the button', async () => {
  const { run, ids, coordinator } = await scene(2, ['Ada', 'Bo']);
  const desk = `/desk/${run.id}/decisions`;
  await house.submit(desk, { outcome: 'offered', application: ids }, coordinator);
  const seen =
    /name="seen" value="([^"]+)"/.exec((await house.visit(`${desk}/announce`, coordinator)).text)?.[1] ?? '';
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

test('a selector never meets their own application, nor one that names them as line manager', async () => {
  const { run, ids } = await scene(3, ['Flo']);
  const boss = await samplePersonWith(house, run, 'Prosper Manages', 'selector');
  const own = await sampleApplication(house, run, boss);
  const worker = await samplePersonWith(house, run, `Worker ${'u'.repeat(scenes)}`);
  const named = await sampleApplication(house, run, worker, { managerEmail: boss.email.toUpperCase() });
  const list = await house.visit(`/selecting/${run.id}`, boss);
  expect(list.text).toContain(ids[0]);
  expect(list.text).toContain('2 not shown to you');
  for (const id of [own, named]) {
    expect(list.text).not.toContain(id);
    expect((await house.visit(`/selecting/${run.id}/${id}`, boss)).status).toBe(404);
    const sent = await house.submit(`/selecting/${run.id}/${id}`, { version: '0', ...scores }, boss);
    expect(sent.status).toBe(404);
  }
});

test('S2.14 what only the team may see is on no page that selectors open', async () => {
  const { run, ids, selector } = await scene(1, ['Gus']);
  const page = await house.visit(`/selecting/${run.id}/${ids[0]}`, selector);
  expect(page.status).toBe(200);
  expect(page.text).toContain('I look after the online courses');
  expect(page.text).not.toContain('A seat near the front');
  expect(page.text).not.toContain('take part fully');
});

test('a reading is kept with its words, hidden from others until they have read, and the next one opens', async () => {
  const { run, ids, selector } = await scene(2, ['Hal', 'Ivy']);
  const other = await samplePersonWith(house, run, 'Benedict Selects', 'selector');
  const path = `/selecting/${run.id}/${ids[0]}`;
  const words = '<b>Specific</b> & honest';
  const incomplete = await house.submit(path, { version: '0', 'score-role': '3', note: words }, selector);
  expect(incomplete.status).toBe(422);
  expect(incomplete.text).toContain('&lt;b>Specific&lt;/b> &amp; honest');
  for (const wrong of [
    { 'score-role': '9' },
    { 'score-role': ['1', '2'] },
    { note: 'x'.repeat(5001) },
    { version: 'x' },
  ]) {
    const fields = { version: '0', ...scores, ...wrong } as Record<string, string | string[]>;
    expect((await house.submit(path, fields, selector)).status).toBe(422);
  }
  const kept = await house.submit(path, { version: '0', ...scores, note: words }, selector);
  expect(kept.location).toBe(`/selecting/${run.id}/${ids[1]}`);
  expect((await house.submit(path, { version: '0', ...scores, note: 'Over it' }, selector)).status).toBe(409);
  const before = await house.visit(path, other);
  expect(before.text).not.toContain('Specific');
  expect(before.text).toContain('One other person has read this');
  await house.submit(path, { version: '0', abstain: 'yes' }, other);
  expect((await house.visit(path, other)).text).toContain('&lt;b>Specific');
  expect((await house.visit(`/selecting/${run.id}?show=unread`, selector)).text).not.toContain(ids[0]);
});

test('the list keeps its filter and order in the address, and nonsense in it is the plain list', async () => {
  const { run, people, selector } = await scene(2, ['Zoe', 'Abe']);
  const order = (text: string) => people.map(({ person }) => text.indexOf(`>${person.name}<`));
  const sorted = order((await house.visit(`/selecting/${run.id}?sort=name`, selector)).text);
  expect(sorted[1]).toBeLessThan(sorted[0] ?? 0);
  const down = order((await house.visit(`/selecting/${run.id}?sort=name&order=down`, selector)).text);
  expect(down[0]).toBeLessThan(down[1] ?? 0);
  expect(
    (await house.visit(`/selecting/${run.id}?sort=${encodeURIComponent('";--')}&show=x`, selector)).status,
  ).toBe(200);
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
    /name="seen" value="([^"]+)"/.exec((await house.visit(`${desk}/announce`, coordinator)).text)?.[1] ?? '';
  await house.submit(`${desk}/announce`, { seen }, coordinator);
  const [first] = people as [(typeof people)[0]];
  await house.submit(`/applications/${first.id}/offer`, { answer: 'declined' }, first.person);
  expect((await findApplication(house.db, ids[2] ?? ''))?.state).toBe('offered');
  expect((await findApplication(house.db, ids[1] ?? ''))?.state).toBe('reserve');
});
