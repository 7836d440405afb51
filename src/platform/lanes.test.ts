import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/support/database.ts';
import { mayShareLane, openLanes, type Lanes } from './lanes.ts';

const { db, connection } = await freshDatabase({ max: 3 });
let lanes: Lanes;
afterEach(() => lanes?.end());

async function numberFrom(text: string, values: unknown[] = [], name?: string): Promise<number> {
  const { rows } = await lanes.query({ text, values, ...(name ? { name } : {}) });
  return Number((rows[0] as { n: unknown }).n);
}

describe('lanes', () => {
  test('two hundred statements asked at once over two connections each get their own answer', async () => {
    lanes = openLanes(connection, 2);
    const asked = Array.from({ length: 200 }, (_, n) => numberFrom('select $1::int as n', [n], 'same'));
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  });

  test('a statement that fails in the middle of a packet fails alone, at parsing as at running', async () => {
    lanes = openLanes(connection, 1);
    await numberFrom('select 0 as n');
    const answers = await Promise.allSettled([
      numberFrom('select 1 as n'),
      numberFrom('select 1 / $1::int as n', [0], 'divide'),
      numberFrom('select nothing from nowhere', [], 'missing'),
      numberFrom('select 1 / $1::int as n', [1], 'divide'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await numberFrom('select 1 / $1::int as n', [1], 'divide')).toBe(1);
  });

  test('a lost connection fails what was under way, and the next statement opens another', async () => {
    lanes = openLanes(connection, 1);
    const backend = await numberFrom('select pg_backend_pid() as n');
    const waiting = lanes.query({ text: 'select pg_sleep(20)' }).catch((error: unknown) => error);
    const behind = lanes.query({ text: 'select 1' }).catch((error: unknown) => error);
    const client = new pg.Client(connection);
    await client.connect();
    await client.query('select pg_terminate_backend($1)', [backend]);
    await client.end();
    expect(await waiting).toBeInstanceOf(Error);
    expect(await behind).toBeInstanceOf(Error);
    expect(await numberFrom('select pg_backend_pid() as n')).not.toBe(backend);
  });

  test('a slow statement holds up nobody while another lane is free', async () => {
    lanes = openLanes(connection, 2);
    await numberFrom('select 1 as n');
    const order: string[] = [];
    const slow = lanes.query({ text: 'select pg_sleep(0.5)' }).then(() => order.push('slow'));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await lanes.query({ text: 'select 1' }).then(() => order.push('quick'));
    await slow;
    expect(order).toEqual(['quick', 'slow']);
  });

  test('closing waits for what has been asked', async () => {
    lanes = openLanes(connection, 1);
    await numberFrom('select 1 as n');
    const asked = numberFrom('select 7 as n from pg_sleep(0.2)');
    await new Promise((resolve) => setImmediate(resolve));
    await lanes.end();
    expect(await asked).toBe(7);
  });
});

describe('a database over lanes', () => {
  test('what a transaction wrote is seen by itself alone until it commits', async () => {
    await sql`create table public.kept (n int)`.execute(db);
    const count = (at: typeof db): Promise<number> =>
      sql<{ n: number }>`select count(*)::int as n from public.kept`
        .execute(at)
        .then(({ rows }) => rows[0]?.n ?? -1);
    await db.transaction().execute(async (tx) => {
      await sql`insert into public.kept values (1)`.execute(tx);
      expect([await count(tx), await count(db)]).toEqual([1, 0]);
    });
    expect(await count(db)).toBe(1);
  });

  test('reading goes on while every connection of the pool waits for a lock', async () => {
    await sql`create table public.held as select 1 as n`.execute(db);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const holder = db.transaction().execute(async (tx) => {
      await sql`update public.held set n = 2`.execute(tx);
      await held;
    });
    const waiters = [3, 4].map((n) => sql`update public.held set n = ${n}`.execute(db));
    const { rows } = await sql<{ n: number }>`select n from public.held`.execute(db);
    expect(rows).toEqual([{ n: 1 }]);
    release();
    await Promise.all([holder, ...waiters]);
  });

  test.each([
    ['select 1', true],
    ['\n  SELECT * from a', true],
    ['select * from a for update', false],
    ['select * from a for no key update of a', false],
    ['select * from a for key share', false],
    ['select pg_advisory_xact_lock(1)', false],
    ['with gone as (delete from a returning *) select * from gone', false],
    ['insert into a values (1)', false],
    ['begin', false],
  ])('%j may share a lane: %j', (text, may) => {
    expect(mayShareLane(text)).toBe(may);
  });
});
