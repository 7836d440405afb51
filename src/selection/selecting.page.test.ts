import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { sampleApplication, sampleAskedRun } from '../application/samples.ts';
import { samplePersonWith, ukTime } from '../programme/samples.ts';

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

const scores = { 'score-role': '3', 'score-reasons': '2', 'score-readiness': '1' };

test('a selector never meets their own application, nor one that names them as line manager', async () => {
  const { run, ids } = await sampleAskedRun(house, 3, ['Flo']);
  const boss = await samplePersonWith(house, run, 'Prosper Manages', 'selector');
  const own = await sampleApplication(house, run, boss);
  const worker = await samplePersonWith(house, run, 'Worker Manned');
  const named = await sampleApplication(house, run, worker, { managerEmail: boss.email.toUpperCase() });
  const list = await house.visit(`/selecting/${run.id}`, boss);
  expect(list.text).toContain(ids[0]);
  expect(list.text).toContain('0 of 1 read');
  for (const id of [own, named]) {
    expect(list.text).not.toContain(id);
    expect((await house.visit(`/selecting/${run.id}/${id}`, boss)).status).toBe(404);
    const sent = await house.submit(`/selecting/${run.id}/${id}`, { version: '0', ...scores }, boss);
    expect(sent.status).toBe(404);
  }
});

test('S2.14 what only the team may see is on no page that selectors open', async () => {
  const { run, ids, selector } = await sampleAskedRun(house, 1, ['Gus']);
  const page = await house.visit(`/selecting/${run.id}/${ids[0]}`, selector);
  expect(page.status).toBe(200);
  expect(page.text).toContain('I look after the online courses');
  expect(page.text).not.toContain('A seat near the front');
  expect(page.text).not.toContain('take part fully');
});

test('a reading is kept with its words, hidden from others until they have read, and the next one opens', async () => {
  const { run, ids, selector } = await sampleAskedRun(house, 2, ['Hal', 'Ivy']);
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
  await house.submit(path, { version: '0', act: 'abstain' }, other);
  expect((await house.visit(path, other)).text).toContain('&lt;b>Specific');
  expect((await house.visit(`/selecting/${run.id}?show=unread`, selector)).text).not.toContain(ids[0]);
});

test('the list keeps its filter and order in the address, and nonsense in it is the plain list', async () => {
  const { run, people, selector } = await sampleAskedRun(house, 2, ['Zoe', 'Abe']);
  const order = (text: string) => people.map(({ person }) => text.indexOf(`>${person.name}<`));
  const sorted = order((await house.visit(`/selecting/${run.id}?sort=name`, selector)).text);
  expect(sorted[1]).toBeLessThan(sorted[0] ?? 0);
  const down = order((await house.visit(`/selecting/${run.id}?sort=name&order=down`, selector)).text);
  expect(down[0]).toBeLessThan(down[1] ?? 0);
  expect(
    (await house.visit(`/selecting/${run.id}?sort=${encodeURIComponent('";--')}&show=x`, selector)).status,
  ).toBe(200);
});
