import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zip } from './archive.ts';
import { isRefusal, judgeFile, typeToSend } from './file-kind.ts';
import { nameForDisplay } from './file-name.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waymark-kinds-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function judge(content: string | Uint8Array, name: string): Promise<string> {
  const file = path.join(folder, 'sample');
  await writeFile(file, content);
  const verdict = await judgeFile(file, Buffer.byteLength(content), name);
  return isRefusal(verdict) ? verdict.code : verdict.type;
}

const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n';
const picture = (format: 'png' | 'jpeg' | 'gif' | 'webp') =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: 'green' } })
    .toFormat(format)
    .toBuffer();
const at = Temporal.Instant.from('2026-01-05T12:00:00Z');

function office(main: string, type: string): Promise<Buffer> {
  const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="${type}.main+xml"/></Types>`;
  return buffer(
    zip(
      [
        { name: '[Content_Types].xml', content: types },
        { name: main, content: '<x/>' },
      ],
      at,
    ),
  );
}

test('a document, a picture and a recording are what their bytes say when the name agrees', async () => {
  expect(await judge(PDF, 'plan.pdf')).toBe('application/pdf');
  expect(await judge(PDF, 'PLAN.PDF')).toBe('application/pdf');
  expect(await judge(await picture('png'), 'a.png')).toBe('image/png');
  expect(await judge(await picture('jpeg'), 'a.JPG')).toBe('image/jpeg');
  expect(await judge(await picture('gif'), 'a.gif')).toBe('image/gif');
  expect(await judge(await picture('webp'), 'a.webp')).toBe('image/webp');
  const mp4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom\0\0\x02\0isomiso2')]);
  expect(await judge(mp4, 'talk.mp4')).toBe('video/mp4');
});

test('Word, Excel and PowerPoint are told apart, and a document with macros is refused under any name', async () => {
  const OOXML = 'application/vnd.openxmlformats-officedocument';
  const word = await office('word/document.xml', `${OOXML}.wordprocessingml.document`);
  expect(await judge(word, 'report.docx')).toBe(`${OOXML}.wordprocessingml.document`);
  expect(await judge(word, 'report.xlsx')).toBe('mismatch');
  const sheet = await office('xl/workbook.xml', `${OOXML}.spreadsheetml.sheet`);
  expect(await judge(sheet, 'marks.xlsx')).toBe(`${OOXML}.spreadsheetml.sheet`);
  const macros = await office('word/document.xml', 'application/vnd.ms-word.document.macroEnabled');
  expect(await judge(macros, 'report.docm')).toBe('active');
  expect(await judge(macros, 'report.docx')).toBe('active');
});

test('plain text is valid UTF-8 without NUL, whatever its first letters remind of', async () => {
  expect(await judge('BM is how bitmaps begin', 'notes.txt')).toBe('text/plain');
  expect(await judge('ID3,name\n1,é', 'marks.csv')).toBe('text/csv');
  expect(await judge('# Heading', 'notes.md')).toBe('text/markdown');
  expect(await judge(Buffer.from('caf\xe9', 'latin1'), 'notes.txt')).toBe('not-text');
  expect(await judge('a\0b', 'notes.txt')).toBe('not-text');
  expect(await judge(Buffer.concat([Buffer.alloc(65_535, 'a'), Buffer.from('é')]), 'long.txt')).toBe(
    'text/plain',
  );
  expect(await judge(Buffer.from([0x61, 0xc3]), 'cut.txt')).toBe('not-text');
});

test('web pages, SVG, scripts and programs are refused, also under an innocent name', async () => {
  for (const name of ['a.html', 'a.HTM', 'a.svg', 'a.js', 'a.exe', 'a.bat', 'a.ps1', 'a.php', 'a.xml']) {
    expect(await judge('<script>alert(1)</script>', name)).toBe('active');
  }
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>';
  expect(isRefused(await judge(svg, 'a.png'))).toBe(true);
  expect(isRefused(await judge('<!doctype html><p>', 'a.pdf'))).toBe(true);
  expect(await judge(Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'a.pdf')).toBe('active');
});

test('a name and bytes that disagree are refused, and so are empty files, archives and old formats', async () => {
  expect(await judge(await picture('png'), 'a.pdf')).toBe('mismatch');
  expect(await judge(PDF, 'a.png')).toBe('mismatch');
  expect(await judge(PDF, 'a')).toBe('mismatch');
  expect(await judge('', 'a.txt')).toBe('empty');
  expect(await judge(await buffer(zip([{ name: 'a', content: 'b' }], at)), 'a.zip')).toBe('archive');
  expect(await judge(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.doc')).toBe('old-office');
  expect(await judge('x', 'a.xyz')).toBe('unknown');
});

test('every refusal says in its sentence what to do', async () => {
  for (const name of ['a.html', 'a.zip', 'a.doc', 'a.xyz', 'a.pdf']) {
    const file = path.join(folder, 'sample');
    await writeFile(file, 'text');
    const verdict = await judgeFile(file, 4, name);
    expect(isRefusal(verdict) && verdict.says).toMatch(/\b([Aa]dd|Save|Unpack|Open)\b/);
  }
});

test('no name and no bytes give a type outside the list', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.string(), async (bytes, name) => {
      const verdict = await judge(bytes, nameForDisplay(name));
      expect(isRefused(verdict) || typeToSend(verdict) !== 'application/octet-stream').toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('only a listed type is ever sent: all else is bytes without a meaning', () => {
  expect(typeToSend('text/html')).toBe('application/octet-stream');
  expect(typeToSend('image/svg+xml')).toBe('application/octet-stream');
  expect(typeToSend('text/csv')).toBe('text/csv; charset=utf-8');
});

test('a shown name has no path, no control and no direction-turning character, and at most 300 letters', () => {
  expect(nameForDisplay('C:\\Users\\me\\plan.pdf')).toBe('plan.pdf');
  expect(nameForDisplay('../../etc/passwd')).toBe('passwd');
  expect(nameForDisplay('invoice\u202Efdp.exe')).toBe('invoicefdp.exe');
  expect(nameForDisplay('a\r\nb\0c.txt')).toBe('abc.txt');
  expect(nameForDisplay('..')).toBe('file');
  expect(nameForDisplay('Übung – שלום 🎉.pdf')).toBe('Übung – שלום 🎉.pdf');
  const long = nameForDisplay(`${'é'.repeat(400)}.docx`);
  expect([...long]).toHaveLength(300);
  expect(long.endsWith('….docx')).toBe(true);
});

test('no name of any kind escapes those bounds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
      const shown = nameForDisplay(given);
      expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069/\\]/u);
      expect([...shown].length).toBeGreaterThan(0);
      expect([...shown].length).toBeLessThanOrEqual(300);
    }),
  );
});

function isRefused(verdict: string): boolean {
  return !verdict.includes('/');
}
