import { expect, test } from 'vitest';
import { sweeps, tasks } from '#house';
import { openHouse } from '#test/house.ts';
import { loadDemo } from './load-demo.ts';

test('the demo loads through the acts of the rooms in under ten seconds, and every invariant holds', async () => {
  const house = await openHouse();
  const began = performance.now();
  await loadDemo({ ...house, tasks, sweeps });
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(await house.broken()).toEqual([]);
}, 60_000);
