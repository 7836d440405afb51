import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

/** The stream held more bytes than its place allows; nothing of it is left on disk. */
export class TooLarge extends Error {
  readonly status = 413;
  readonly limitBytes: number;
  constructor(limitBytes: number) {
    super(`more than ${limitBytes} bytes`);
    this.name = 'TooLarge';
    this.limitBytes = limitBytes;
  }
}

/** First and last byte wanted, both counted from 0 and both included, as in an HTTP Range. */
export type ByteRange = { first: number; last: number };

export type StoredFile = { sha256: string; size: number };

/** A file written and flushed, but not yet in the store: `keep` puts it there, `discard` leaves no trace. */
export type StagedFile = StoredFile & {
  path: string;
  keep: () => Promise<StoredFile>;
  discard: () => Promise<void>;
};

type Incoming = { limitBytes: number; signal?: AbortSignal };

export type FileStore = {
  stage: (stream: AsyncIterable<Uint8Array>, incoming: Incoming) => Promise<StagedFile>;
  put: (stream: AsyncIterable<Uint8Array>, incoming: Incoming) => Promise<StoredFile>;
  open: (sha256: string, range?: ByteRange) => Readable;
  size: (sha256: string) => Promise<number | undefined>;
  remove: (sha256: string) => Promise<void>;
  each: () => AsyncIterable<string>;
  sweepTemporary: (olderThanMinutes?: number) => Promise<number>;
};

/**
 * Opens the store of what people upload: a folder where a file's name is the SHA-256 of its bytes
 * (`ab/cd/abcd...`), so that the same bytes are kept once and a kept file never changes.
 *
 * - `stage` streams into a temporary file, hashing while it writes, and flushes it. It holds one chunk at a
 *   time, whatever the size. Over `limitBytes` it throws TooLarge; a broken stream or an aborted signal
 *   throws what broke; in each case the temporary file is gone.
 * - `put` is `stage` and `keep`. A kept file is durable: file and folder are flushed before the promise settles.
 * - `open` streams a kept file, whole or a range; an unknown hash errors on the stream (ask `size` first).
 * - `remove` deletes; it does not know who still refers to the file: ask the database under a lock.
 * - `each` yields every kept hash, for a sweep of files that nothing refers to.
 * - `sweepTemporary` deletes what dead uploads left behind and returns how many there were. Other processes
 *   may be uploading into the same folder, therefore only files untouched for an hour go.
 */
export async function openFileStore(folder: string): Promise<FileStore> {
  const incoming = path.join(folder, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o700 });

  const stage: FileStore['stage'] = async (stream, { limitBytes, signal }) => {
    const temporary = path.join(incoming, randomUUID());
    try {
      const written = await write(temporary, stream, limitBytes, signal);
      return {
        ...written,
        path: temporary,
        keep: () => keep(folder, temporary, written),
        discard: () => rm(temporary, { force: true }),
      };
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  };

  return {
    stage,
    put: async (stream, options) => (await stage(stream, options)).keep(),
    open: (sha256, range) =>
      createReadStream(placeOf(folder, sha256), range && { start: range.first, end: range.last }),
    size: async (sha256) => (await stat(placeOf(folder, sha256)).catch(nothingWhenAbsent))?.size,
    remove: (sha256) => rm(placeOf(folder, sha256), { force: true }),
    each: () => eachKept(folder),
    sweepTemporary: (olderThanMinutes = 60) => sweep(incoming, olderThanMinutes),
  };
}

async function write(
  temporary: string,
  stream: AsyncIterable<Uint8Array>,
  limitBytes: number,
  signal: AbortSignal | undefined,
): Promise<StoredFile> {
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    for await (const chunk of stream) {
      signal?.throwIfAborted();
      size += chunk.length;
      if (size > limitBytes) throw new TooLarge(limitBytes);
      hash.update(chunk);
      await writeWhole(handle, chunk);
    }
    signal?.throwIfAborted();
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), size };
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < chunk.length) {
    const { bytesWritten } = await handle.write(chunk, offset);
    offset += bytesWritten;
  }
}

// Renaming over a file of the same hash replaces bytes by the same bytes, so two uploads of one file never race.
async function keep(folder: string, temporary: string, written: StoredFile): Promise<StoredFile> {
  const place = placeOf(folder, written.sha256);
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  await rename(temporary, place);
  for (const level of [path.dirname(place), path.dirname(path.dirname(place)), folder])
    await flushFolder(level);
  return { sha256: written.sha256, size: written.size };
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function placeOf(folder: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not the SHA-256 of a file');
  return path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

function nothingWhenAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function* eachKept(folder: string): AsyncIterable<string> {
  for (const first of await foldersOfTwo(folder)) {
    for (const second of await foldersOfTwo(path.join(folder, first))) {
      yield* await readdir(path.join(folder, first, second));
    }
  }
}

async function foldersOfTwo(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name));
}

// A file's age is measured against a file touched now: the disk's own clock, whatever day is being rehearsed.
async function sweep(incoming: string, olderThanMinutes: number): Promise<number> {
  const probe = path.join(incoming, `probe-${randomUUID()}`);
  await writeFile(probe, '');
  const diskNow = (await stat(probe)).mtimeMs;
  await rm(probe);
  let swept = 0;
  for (const name of await readdir(incoming)) {
    const found = await stat(path.join(incoming, name)).catch(nothingWhenAbsent);
    if (!found || diskNow - found.mtimeMs < olderThanMinutes * 60_000) continue;
    await rm(path.join(incoming, name), { force: true });
    swept += 1;
  }
  return swept;
}
