import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { inflateRawSync } from 'node:zlib';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { distinctNames, zip, type ArchiveEntry } from './archive.ts';

const AT = Temporal.Instant.from('2026-01-05T12:00:00Z');

type Found = { name: string; content: string; utf8: boolean };

/** Reads the central directory as the format's specification has it, so that nothing of ours checks itself. */
function unpack(bytes: Buffer): Found[] {
  const found: Found[] = [];
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [packed, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(start, start + packed);
    const content = String(bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(body) : body);
    const name = String(bytes.subarray(at + 46, at + 46 + nameLength));
    found.push({ name, content, utf8: (bytes.readUInt16LE(at + 8) & 0x800) !== 0 });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return found;
}

const pack = async (entries: Parameters<typeof zip>[0]) => unpack(await buffer(zip(entries, AT)));

test('text, bytes and streams come out as they went in, in their order and with names in UTF-8', async () => {
  const found = await pack([
    { name: 'Übung/計画.txt', content: 'words é' },
    { name: 'b.bin', content: new Uint8Array([65, 66]) },
    { name: 'c.txt', content: Readable.from(['one', 'two']) },
    { name: 'd.txt', content: () => Readable.from([Buffer.from('late')]) },
  ]);
  expect(found).toEqual([
    { name: 'Übung/計画.txt', content: 'words é', utf8: true },
    { name: 'b.bin', content: 'AB', utf8: expect.any(Boolean) as boolean },
    { name: 'c.txt', content: 'onetwo', utf8: expect.any(Boolean) as boolean },
    { name: 'd.txt', content: 'late', utf8: expect.any(Boolean) as boolean },
  ]);
});

test('an archive of nothing is a valid archive', async () => {
  expect(await pack([])).toEqual([]);
});

test('no name leads out of the folder it is unpacked in, and none overwrites another', () => {
  const name = distinctNames();
  expect(name('../../etc/passwd')).toBe('etc/passwd');
  expect(name('/etc/passwd')).toBe('etc/passwd (2)');
  expect(name('C:\\Windows\\x.txt')).toBe('C_/Windows/x.txt');
  expect(name('a.txt')).toBe('a.txt');
  expect(name('A.TXT')).toBe('A (2).TXT');
  expect(name('a/b')).toBe('a/b');
  expect(name('a')).toBe('a (2)');
  expect(name('a.txt/c')).toBe('a (3).txt/c');
  expect(name('con.txt')).toBe('_con.txt');
  expect(name('..')).toBe('file');
  expect(name('')).toBe('file (2)');
});

test('any names at all become safe ones, no two alike even where case is ignored', () => {
  const part = fc.oneof(
    fc.constantFrom('a', 'A', '..', '.', '', 'b.txt', 'B.TXT', 'nul', 'x '),
    fc.string({ unit: 'binary' }),
  );
  const path = fc.array(part, { maxLength: 4 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(fc.array(path, { maxLength: 12 }), (paths) => {
      const names = paths.map(distinctNames());
      const keys = names.map((name) => name.normalize('NFC').toLowerCase());
      expect(new Set(keys).size).toBe(names.length);
      for (const name of names) {
        expect(name).not.toMatch(/^\/|\\|:|\p{Cc}/u);
        expect(name.split('/')).not.toContain('..');
        expect(name.split('/')).not.toContain('');
        expect(keys.some((other) => other.startsWith(`${name.normalize('NFC').toLowerCase()}/`))).toBe(false);
      }
    }),
  );
});

test('the same entries give the same bytes', async () => {
  const make = () =>
    buffer(
      zip(
        [
          { name: 'a', content: 'b' },
          { name: 'c', content: () => Readable.from(['d']) },
        ],
        AT,
      ),
    );
  expect((await make()).equals(await make())).toBe(true);
});

test('a hundred large files are opened one at a time, and only as fast as they are read', async () => {
  let open = 0;
  let mostOpen = 0;
  async function* many(): AsyncIterable<ArchiveEntry> {
    for (let n = 0; n < 100; n += 1) yield { name: `${n}.bin`, content: counted };
  }
  function counted(): Readable {
    mostOpen = Math.max(mostOpen, (open += 1));
    return Readable.from([Buffer.alloc(100_000, 1)]).once('end', () => (open -= 1));
  }
  const out = zip(many(), AT);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(mostOpen).toBeLessThanOrEqual(1);
  expect(unpack(await buffer(out))).toHaveLength(100);
  expect(mostOpen).toBe(1);
});

test('an entry that breaks breaks the archive, instead of ending it early as if whole', async () => {
  const broken = () =>
    new Readable({
      read() {
        this.destroy(new Error('the disk went away'));
      },
    });
  await expect(buffer(zip([{ name: 'a', content: broken }], AT))).rejects.toThrow('the disk went away');
  async function* failing(): AsyncIterable<ArchiveEntry> {
    yield { name: 'a', content: 'b' };
    throw new Error('the list broke');
  }
  await expect(buffer(zip(failing(), AT))).rejects.toThrow('the list broke');
});

const python = (() => {
  try {
    return execFileSync('python3', ['--version']).length > 0;
  } catch {
    return false;
  }
})();

test.runIf(python)('another reader finds nothing wrong with it', async () => {
  const bytes = await buffer(
    zip(
      [
        { name: 'é/a.txt', content: 'b' },
        { name: 'c', content: () => Readable.from(['d']) },
      ],
      AT,
    ),
  );
  const check =
    'import sys,io,zipfile; z=zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())); print(z.testzip(), z.namelist())';
  const said = execFileSync('python3', ['-c', check], {
    input: bytes,
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf8' },
  });
  expect(said.trim()).toBe("None ['é/a.txt', 'c']");
});
