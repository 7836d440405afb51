import { expect, test } from 'vitest';
import { freshDatabase } from '#test/database.ts';
import { invariants, sweeps } from '../house.ts';
import { brokenInvariants } from './invariants.ts';

test('an invariant that finds two rows is named with their number, one that finds none is not', async () => {
  const { db } = await freshDatabase();
  const two = { says: 'Nothing is two', sql: 'select * from (values (1), (2)) as found' };
  const none = { says: 'Nothing is none', sql: 'select 1 where false' };
  expect(await brokenInvariants(db, [none, two])).toEqual([{ says: 'Nothing is two', rows: 2 }]);
});

test('every room’s invariants can be asked of an empty house, hold there, and are asked each night', async () => {
  const { db } = await freshDatabase();
  expect(invariants.length).toBeGreaterThan(20);
  expect(await brokenInvariants(db, invariants)).toEqual([]);
  expect(sweeps.map(({ name }) => name)).toContain('mind-invariants');
});
