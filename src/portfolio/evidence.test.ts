import { expect, test } from 'vitest';
import { freshDatabase } from '#test/database.ts';
import { evidenceCounts, openCommentCounts, sharedWith } from './index.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

test('a portfolio without evidence, comments or shares has none of them', async () => {
  const { db } = await freshDatabase();
  expect(await evidenceCounts(db, NOBODY)).toEqual(new Map());
  expect(await openCommentCounts(db, NOBODY)).toEqual(new Map());
  expect(await sharedWith(db, NOBODY, NOBODY)).toBeUndefined();
});
