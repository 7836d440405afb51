import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFileStore, type FileStore } from './files.ts';
import { attachment, serveFile, serveOwnImage } from './serve-file.ts';
import { thumbnail } from './thumbnail.ts';

let folder: string;
let store: FileStore;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waymark-serve-'));
  store = await openFileStore(folder);
});
afterAll(() => rm(folder, { recursive: true }));

async function keep(content: string | Uint8Array): Promise<string> {
  async function* one() {
    yield Buffer.from(content as string);
  }
  return (await store.put(one(), { limitBytes: 10e6 })).sha256;
}

async function get(
  headers: Record<string, string> = {},
  content = '0123456789',
  method = 'GET',
): Promise<Response> {
  const sha256 = await keep(content);
  const request = new Request('http://localhost/', { headers, method });
  return serveFile(store, { sha256, name: 'talk.mp3', type: 'audio/mpeg' }, request);
}

test('a file goes out as a download that no browser runs, guesses at or shares', async () => {
  const response = await get();
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(response.headers.get('cache-control')).toBe('private, no-cache');
  expect(response.headers.get('content-length')).toBe('10');
  expect(await response.text()).toBe('0123456789');
});

test('a type from outside the list goes out as bytes without a meaning', async () => {
  const sha256 = await keep('<script>alert(1)</script>');
  const response = await serveFile(store, { sha256, name: 'x.html', type: 'text/html' });
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
});

test('a player gets the part it asks for', async () => {
  const cases: [string, number, string, string | null][] = [
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=0-999', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=5-2', 200, '0123456789', null],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['lines=0-1', 200, '0123456789', null],
    ['bytes=-', 200, '0123456789', null],
  ];
  for (const [range, status, body, contentRange] of cases) {
    const response = await get({ range });
    expect([range, response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      range,
      status,
      body,
      contentRange,
    ]);
  }
});

test('a copy that is still right is not sent again, and a range of another version is sent whole', async () => {
  const etag = (await get()).headers.get('etag') ?? '';
  expect((await get({ 'if-none-match': `"x", W/${etag}` })).status).toBe(304);
  expect((await get({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
  expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  const head = await get({}, '0123456789', 'HEAD');
  expect([head.headers.get('content-length'), await head.text()]).toEqual(['10', '']);
});

test('a file whose bytes are gone is not found', async () => {
  expect((await serveFile(store, { sha256: 'e'.repeat(64), name: 'a', type: 'b' })).status).toBe(404);
});

test('any name at all makes one valid header that gives the name back', () => {
  expect(attachment('Ubung "1".pdf')).toBe(
    `attachment; filename="Ubung _1_.pdf"; filename*=UTF-8''Ubung%20%221%22.pdf`,
  );
  expect(attachment('Übung.pdf')).toContain('filename="Ubung.pdf"');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const header =
        new Headers({ 'content-disposition': attachment(name) }).get('content-disposition') ?? '';
      expect(header).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.!#$&+^`|~%-]+$/);
      expect(header.match(/"/g)).toHaveLength(2);
    }),
  );
});

test('a thumbnail is WebP of the width asked for, upright and without what the camera wrote down', async () => {
  const photo = await sharp({ create: { width: 900, height: 300, channels: 3, background: 'green' } })
    .withExif({ IFD0: { Artist: 'Nobody Known' }, IFD3: { GPSLatitude: '51/1 45/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const small = await thumbnail(store, await keep(photo), 120);
  const { format, width, height, exif, orientation } = await sharp(small).metadata();
  expect({ format, width, height, exif, orientation }).toEqual({ format: 'webp', width: 120, height: 360 });
});

test('a small picture is not blown up', async () => {
  const dot = await sharp({ create: { width: 5, height: 5, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  expect((await sharp(await thumbnail(store, await keep(dot), 120)).metadata()).width).toBe(5);
});

test('SVG, text, a broken picture and a bomb of pixels give no thumbnail', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>';
  expect(await thumbnail(store, await keep(svg), 100)).toBeUndefined();
  expect(await thumbnail(store, await keep('words'), 100)).toBeUndefined();
  const noise = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  expect(await thumbnail(store, await keep(noise.subarray(0, 200)), 100)).toBeUndefined();
  const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  expect(await thumbnail(store, await keep(bomb), 100)).toBeUndefined();
});

test('a picture of our own is shown in the page, still without a chance to run', () => {
  const { headers } = serveOwnImage(new Uint8Array([1]), 'image/webp');
  expect(headers.get('content-disposition')).toBeNull();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-type')).toBe('image/webp');
});
