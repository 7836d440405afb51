import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePersonWith, ukTime } from '../programme/samples.ts';
import { holdRuleOf } from './hold-rule.sql.ts';
import { sampleOffers, type SampleAsker } from './samples.ts';

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

const RULE = {
  reserveHours: '12',
  remindBeforeHours: '6',
  remindAfterHours: '0',
  undoMinutes: '30',
  offersUntil: '2',
  version: '0',
};
const pathOf = (run: { id: string }) => `/desk/${run.id}/places/rule`;

test('a coordinator says how places are held; who saves over another’s change sees it first', async () => {
  const { run, coordinator } = await sampleOffers(house, 1, ['Amara']);
  const page = await house.visit(pathOf(run), coordinator);
  for (const words of ['value="24"', 'value="48"', 'Until workshop 2 begins, Mon 19 February 2024, 10am'])
    expect(page.text).toContain(words);
  expect((await house.submit(pathOf(run), RULE, coordinator)).location).toBe(`/desk/${run.id}/places`);
  expect(await holdRuleOf(house.db, run.id)).toMatchObject({
    reserveHours: 12,
    remindBeforeHours: 6,
    remindAfterHours: 0,
    undoMinutes: 30,
    version: 1,
  });
  expect((await holdRuleOf(house.db, run.id)).offersUntil?.toString()).toBe(
    ukTime('2024-02-19T10:00').toString(),
  );
  const stale = await house.submit(pathOf(run), { ...RULE, undoMinutes: '5' }, coordinator);
  expect(stale.text).toContain('Somebody else changed this');
  expect(stale.text).toContain('value="5"');
  expect((await holdRuleOf(house.db, run.id)).undoMinutes).toBe(30);
  const again = await house.submit(pathOf(run), { ...RULE, undoMinutes: '5', version: '1' }, coordinator);
  expect(again.status).toBe(303);
});

test('two who save at once leave one rule, and one of them is told', async () => {
  const { run, coordinator } = await sampleOffers(house, 1, ['Amara']);
  const answers = await Promise.all(
    Array.from({ length: 4 }, (_, index) =>
      house.submit(pathOf(run), { ...RULE, reserveHours: String(index + 1) }, coordinator),
    ),
  );
  expect(answers.filter((one) => one.status === 303)).toHaveLength(1);
  expect((await holdRuleOf(house.db, run.id)).version).toBe(1);
});

test('a rule out of bounds is 422 with every field as typed, and others than coordinators find no page', async () => {
  const { run, askers, coordinator } = await sampleOffers(house, 1, ['Amara']);
  const wrong: Record<string, string | string[]>[] = [
    {},
    { ...RULE, reserveHours: '0' },
    { ...RULE, reserveHours: '1e3' },
    { ...RULE, undoMinutes: '121' },
    { ...RULE, remindAfterHours: '-1' },
    { ...RULE, offersUntil: '99' },
    { ...RULE, offersUntil: ['first', '2'] },
    { ...RULE, version: '99999999999999999999' },
    { ...RULE, reserveHours: '<script>alert(1)</script>' },
  ];
  for (const fields of wrong) {
    const back = await house.submit(pathOf(run), fields, coordinator);
    expect(back.status).toBe(422);
    expect(back.text).not.toContain('<script>alert');
  }
  expect((await holdRuleOf(house.db, run.id)).version).toBe(0);
  const selector = await samplePersonWith(house, run, 'Ursula Reads', 'selector');
  for (const person of [selector, (askers[0] as SampleAsker).person]) {
    expect((await house.visit(pathOf(run), person)).status).toBe(404);
    expect((await house.submit(pathOf(run), RULE, person)).status).toBe(404);
  }
});
