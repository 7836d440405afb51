import { expect, test } from 'vitest';
import { openHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';

test('the desk of a run, and that of its workshops, ask for the workshops once', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const coordinator = await samplePersonWith(house, run, 'Farida Underhill', 'coordinator');
  for (const page of [`/desk/${run.id}`, `/desk/${run.id}/workshops`]) {
    const statements = await queriesOfPage(house, page, coordinator);
    expect(statements.filter((text) => text.includes('from "programme"."workshop"'))).toHaveLength(1);
  }
});
