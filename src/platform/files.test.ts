import fc from 'fast-check';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFileStore, TooLarge, type FileStore } from './files.ts';

let folder: string;
let store: FileStore;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waymark-files-'));
  store = await openFileStore(folder);
});
afterAll(() => rm(folder, { recursive: true }));

async function* pieces(...all: Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* all;
}

const incoming = () => readdir(path.join(folder, 'incoming'));
async function kept(): Promise<string[]> {
  const hashes: string[] = [];
  for await (const hash of store.each()) hashes.push(hash);
  return hashes.sort();
}

test('what is put comes back byte for byte under its SHA-256, however it was cut into pieces', async () => {
  const bytes = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(bytes, async (chunks) => {
      const whole = Buffer.concat(chunks);
      const { sha256, size } = await store.put(pieces(...chunks), { limitBytes: 10_000 });
      expect(sha256).toBe(createHash('sha256').update(whole).digest('hex'));
      expect(size).toBe(whole.length);
      expect(await store.size(sha256)).toBe(whole.length);
      expect((await buffer(store.open(sha256))).equals(whole)).toBe(true);
    }),
    { numRuns: 40 },
  );
  expect(await incoming()).toEqual([]);
});

test('a range gives its first and its last byte and nothing beyond', async () => {
  const { sha256 } = await store.put(pieces(Buffer.from('0123456789')), { limitBytes: 10 });
  expect(String(await buffer(store.open(sha256, { first: 3, last: 5 })))).toBe('345');
});

test('a file of exactly the limit is kept, one byte more leaves nothing on disk', async () => {
  const before = await kept();
  await expect(store.put(pieces(randomBytes(600), randomBytes(401)), { limitBytes: 1000 })).rejects.toThrow(
    TooLarge,
  );
  expect(await kept()).toEqual(before);
  expect(await incoming()).toEqual([]);
  const { size } = await store.put(pieces(randomBytes(600), randomBytes(400)), { limitBytes: 1000 });
  expect(size).toBe(1000);
});

test('a stream that breaks half-way, or is aborted, leaves nothing on disk', async () => {
  const before = await kept();
  async function* broken() {
    yield randomBytes(5000);
    throw new Error('the line went dead');
  }
  await expect(store.put(broken(), { limitBytes: 1e6 })).rejects.toThrow('the line went dead');
  const abort = new AbortController();
  async function* endless() {
    for (;;) {
      yield randomBytes(1000);
      abort.abort();
    }
  }
  await expect(store.put(endless(), { limitBytes: 1e9, signal: abort.signal })).rejects.toThrow(/abort/);
  expect(await kept()).toEqual(before);
  expect(await incoming()).toEqual([]);
});

test('twenty people who put the same file at once keep one copy, whole', async () => {
  const bytes = randomBytes(300_000);
  const puts = await Promise.all(
    Array.from({ length: 20 }, () =>
      store.put(pieces(bytes.subarray(0, 7), bytes.subarray(7)), { limitBytes: 1e6 }),
    ),
  );
  expect(new Set(puts.map(({ sha256 }) => sha256)).size).toBe(1);
  expect((await buffer(store.open(puts[0]?.sha256 ?? ''))).equals(bytes)).toBe(true);
  expect(await incoming()).toEqual([]);
});

test('a staged file that is discarded does not take an earlier copy of itself away', async () => {
  const bytes = randomBytes(50);
  const { sha256 } = await store.put(pieces(bytes), { limitBytes: 100 });
  await (await store.stage(pieces(bytes), { limitBytes: 100 })).discard();
  expect(await store.size(sha256)).toBe(50);
});

test('25 MB pass through without ever being held: under 1 MB waits between the stream and the disk', async () => {
  let handedOut = 0;
  let mostAhead = 0;
  const staged = store.stage(measured(), { limitBytes: 26e6 });
  async function* measured(): AsyncIterable<Uint8Array> {
    for (let sent = 0; sent < 25e6; sent += 65_536) {
      const before = (await onDisk()) ?? handedOut;
      mostAhead = Math.max(mostAhead, handedOut - before);
      handedOut += 65_536;
      yield Buffer.alloc(65_536, sent % 251);
    }
  }
  async function onDisk(): Promise<number | undefined> {
    const { stat } = await import('node:fs/promises');
    const [name] = await incoming();
    return name === undefined ? undefined : (await stat(path.join(folder, 'incoming', name))).size;
  }
  const { size, keep } = await staged;
  expect(size).toBe(handedOut);
  expect(mostAhead).toBeLessThan(1e6);
  await keep();
});

test('a name that is no hash reaches no file', async () => {
  for (const name of ['../../etc/passwd', 'A'.repeat(64), '', `${'a'.repeat(64)}/..`]) {
    expect(() => store.open(name)).toThrow('not the SHA-256');
    await expect(store.size(name)).rejects.toThrow('not the SHA-256');
  }
  expect(await store.size('f'.repeat(64))).toBeUndefined();
});

test('a removed file is gone, and removing it again is no fault', async () => {
  const { sha256 } = await store.put(pieces(randomBytes(9)), { limitBytes: 100 });
  await store.remove(sha256);
  await store.remove(sha256);
  expect(await store.size(sha256)).toBeUndefined();
  expect(await kept()).not.toContain(sha256);
});

test('the sweep takes the leavings of an hour ago and spares an upload that is still running', async () => {
  await writeFile(path.join(folder, 'incoming', 'dead'), 'half');
  await utimes(path.join(folder, 'incoming', 'dead'), 1_000_000, 1_000_000);
  await writeFile(path.join(folder, 'incoming', 'running'), 'half');
  expect(await store.sweepTemporary()).toBe(1);
  expect(await incoming()).toEqual(['running']);
  await rm(path.join(folder, 'incoming', 'running'));
});
