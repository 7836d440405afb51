import type { Readable } from 'node:stream';
import type { Temporal } from 'temporal-polyfill';
import yazl from 'yazl';

/** One file of an archive. A large one gives a function, so that it is opened only when its turn comes. */
export type ArchiveEntry = { name: string; content: string | Uint8Array | Readable | (() => Readable) };

const MEANT_FOR_SYSTEMS = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST_PART = 120;

/**
 * Packs files into a ZIP, as a stream that opens one entry at a time and holds none of them whole (a string or
 * bytes excepted). Names are UTF-8 and safe to unpack anywhere: relative, no "..", nothing that Windows refuses, and
 * no two alike even where case is ignored (the second "a.txt" is "a (2).txt"). All entries bear the time `at`, so
 * the same entries give the same bytes. An entry whose stream breaks breaks the archive: the error is the stream's.
 */
export function zip(
  entries: Iterable<ArchiveEntry> | AsyncIterable<ArchiveEntry>,
  at: Temporal.Instant,
): Readable {
  const archive = new yazl.ZipFile();
  const out = archive.outputStream as Readable;
  archive.on('error', (error) => out.destroy(error as Error));
  fill(archive, out, entries, new Date(at.epochMilliseconds)).catch((error: Error) => out.destroy(error));
  return out;
}

async function fill(
  archive: yazl.ZipFile,
  out: Readable,
  entries: Iterable<ArchiveEntry> | AsyncIterable<ArchiveEntry>,
  mtime: Date,
): Promise<void> {
  const nameOf = distinctNames();
  for await (const { name, content } of entries) {
    const options = { mtime, mode: 0o100644 };
    if (typeof content === 'string' || content instanceof Uint8Array) {
      archive.addBuffer(Buffer.from(content as Uint8Array), nameOf(name), options);
    } else {
      await addStream(
        archive,
        out,
        typeof content === 'function' ? content : () => content,
        nameOf(name),
        options,
      );
    }
    if (out.destroyed) return;
  }
  archive.end();
}

// The next entry is asked for when this one has been read to its end, or the reader has gone.
function addStream(
  archive: yazl.ZipFile,
  out: Readable,
  open: () => Readable,
  name: string,
  options: Partial<yazl.Options>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let stream: Readable | undefined;
    const leave = () => {
      out.off('close', leave);
      stream?.destroy();
      resolve();
    };
    out.once('close', leave);
    archive.addReadStreamLazy(name, options, (take) => {
      stream = open().once('end', leave).once('error', reject);
      take(null, stream);
    });
  });
}

/** Gives each name asked for a safe form that none before it had. */
export function distinctNames(): (name: string) => string {
  const taken = new Set<string>();
  const folders = new Set<string>();
  return (name) => {
    const parts = safeParts(name);
    const last = parts.pop() ?? 'file';
    let path = '';
    for (const part of parts) {
      path += `${free(part, (tried) => taken.has(key(path + tried)))}/`;
      folders.add(key(path.slice(0, -1)));
    }
    const whole =
      path + free(last, (tried) => taken.has(key(path + tried)) || folders.has(key(path + tried)));
    taken.add(key(whole));
    return whole;
  };
}

function key(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function free(name: string, isTaken: (tried: string) => boolean): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let tried = name;
  for (let count = 2; isTaken(tried); count += 1) tried = `${stem} (${count})${ending}`;
  return tried;
}

function safeParts(name: string): string[] {
  return name
    .toWellFormed()
    .normalize('NFC')
    .split(/[\\/]/)
    .map(safePart)
    .filter((part) => part !== '');
}

function safePart(part: string): string {
  const clean = part
    .replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^\s+|[\s.]+$/g, '');
  const short = shortened(clean);
  return MEANT_FOR_SYSTEMS.test(short) ? `_${short}` : short;
}

function shortened(part: string): string {
  const letters = [...part];
  if (letters.length <= LONGEST_PART) return part;
  const ending = /\.[^.]{1,12}$/.exec(part)?.[0] ?? '';
  return letters.slice(0, LONGEST_PART - ending.length).join('') + ending;
}
