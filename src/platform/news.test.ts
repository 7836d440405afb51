import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshDatabase } from '#test/database.ts';
import { inTransaction } from './database.ts';
import { drainJobs } from './jobs.ts';
import { announce, hearNews, listen, seatListeners } from './news.ts';

declare module './news.ts' {
  interface NewsTypes {
    'test.told': { word: string };
  }
}

test('news is heard once by each listener, even when its job runs twice, and never when the act is undone', async () => {
  const { db, pool } = await freshDatabase();
  const heard: string[] = [];
  seatListeners([
    listen('test.first', 'test.told', async (_tx, { word }) => void heard.push(`first ${word}`)),
    listen('test.second', 'test.told', async (_tx, { word }) => void heard.push(`second ${word}`)),
  ]);
  const work = { db, pool, tasks: [hearNews], sweeps: [] };
  await inTransaction(db, (tx) => announce(tx, 'test.told', { word: 'yes' }));
  await inTransaction(db, async (tx) => {
    await announce(tx, 'test.told', { word: 'no' });
    throw new Error('undone');
  }).catch(() => undefined);
  await drainJobs(work);
  await hearNews.run(db, { newsId: 1, listener: 'test.first' });
  expect(heard.sort()).toEqual(['first yes', 'second yes']);
});

test('a listener that fails undoes its own writing and its receipt, and is tried again', async () => {
  const { db, pool } = await freshDatabase();
  let tries = 0;
  seatListeners([
    listen('test.shaky', 'test.told', async (tx) => {
      tries++;
      await sql`create table public.trace (tries int)`.execute(tx);
      if (tries === 1) throw new Error('not yet');
    }),
  ]);
  const work = { db, pool, tasks: [hearNews], sweeps: [] };
  await inTransaction(db, (tx) => announce(tx, 'test.told', { word: 'again' }));
  await expect(drainJobs(work)).rejects.toThrow('not yet');
  await sql`update graphile_worker._private_jobs set run_at = now(), last_error = null`.execute(db);
  await drainJobs(work);
  expect(tries).toBe(2);
  const { rows } = await sql<{
    there: string | null;
  }>`select to_regclass('public.trace')::text as there`.execute(db);
  expect(rows[0]?.there).toBe('trace');
});
