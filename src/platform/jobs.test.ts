import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshDatabase } from '#test/database.ts';
import { inTransaction } from './database.ts';
import { addJob, drainJobs, failingJobs, idsIn, tryJobAgain } from './jobs.ts';

test('the log names the news, the listener and the ids of work, and nothing that somebody may have written', () => {
  const id = 'ab7c4a1e-5f0b-4d53-9d0f-0c8f4f5d2a11';
  expect(
    idsIn({ newsId: 12, listener: 'workshop.enrol-on-place', runId: id, words: 'x', personId: 'a@b.c' }),
  ).toEqual({ newsId: '12', listener: 'workshop.enrol-on-place', runId: id });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string({ minLength: 65 })), (payload) => {
      expect(idsIn(payload)).toEqual({});
    }),
  );
});

test('work that failed is listed with its number, tries and next try, and is done when it is tried again', async () => {
  const { db, pool } = await freshDatabase();
  let broken = true;
  const shaky = {
    name: 'test.shaky',
    run: async () => {
      if (broken) throw new Error('Amara wrote this');
    },
  };
  const work = { db, pool, tasks: [shaky], sweeps: [] };
  await inTransaction(db, (tx) => addJob(tx, 'test.shaky', { runId: 'one' }));
  expect(await failingJobs(db)).toEqual([]);
  await expect(drainJobs(work)).rejects.toThrow();
  const [failing] = await failingJobs(db);
  expect(failing).toMatchObject({ task: 'test.shaky', payload: { runId: 'one' }, tries: 1, news: undefined });
  expect(failing!.nextAt!.epochMilliseconds).toBeGreaterThan(failing!.since.epochMilliseconds);
  expect(JSON.stringify(failing)).not.toContain('Amara');
  await sql`update graphile_worker._private_jobs set attempts = max_attempts`.execute(db);
  expect((await failingJobs(db))[0]?.nextAt).toBeUndefined();
  broken = false;
  expect(await inTransaction(db, (tx) => tryJobAgain(tx, failing!.id))).toBe(true);
  await drainJobs(work);
  expect(await failingJobs(db)).toEqual([]);
  expect(await inTransaction(db, (tx) => tryJobAgain(tx, failing!.id))).toBe(false);
});

test('work that has not failed cannot be hurried', async () => {
  const { db } = await freshDatabase();
  await inTransaction(db, (tx) => addJob(tx, 'test.calm', {}));
  const { rows } = await sql<{ id: number }>`select id from graphile_worker._private_jobs`.execute(db);
  expect(await inTransaction(db, (tx) => tryJobAgain(tx, String(rows[0]!.id)))).toBe(false);
});
