import { serve } from '@hono/node-server';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFileStore, type FileStore } from './files.ts';
import { readUpload, theFile, UploadRefused, type UploadLimits } from './upload.ts';

let folder: string;
let store: FileStore;
const LIMITS: UploadLimits = { limitBytes: 100_000, fieldsLimit: { count: 5, bytes: 2000 } };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waymark-upload-'));
  store = await openFileStore(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const incoming = () => readdir(path.join(folder, 'incoming'));
async function kept(): Promise<string[]> {
  const hashes: string[] = [];
  for await (const hash of store.each()) hashes.push(hash);
  return hashes.sort();
}

function posted(parts: [string, string | File][]): Request {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  return new Request('http://localhost/', { method: 'POST', body: form });
}

function raw(body: string | Uint8Array<ArrayBuffer>, type = 'multipart/form-data; boundary=b'): Request {
  return new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': type } });
}

const pdf = (bytes = 10, name = 'plan.pdf') => new File([`%PDF-1.7\n${'x'.repeat(bytes)}`], name);

async function refusalOf(request: Request, limits = LIMITS): Promise<UploadRefused> {
  const before = await kept();
  const error: unknown = await readUpload(request, store, limits).then(
    () => new Error('was taken'),
    (refused: unknown) => refused,
  );
  if (!(error instanceof UploadRefused)) throw error;
  expect(await kept()).toEqual(before);
  expect(await incoming()).toEqual([]);
  return error;
}

test('a form of words and one file gives both, the file in the store and named as its owner named it', async () => {
  const { fields, files } = await readUpload(
    posted([
      ['title', 'Übung 1'],
      ['tag', 'a'],
      ['tag', 'b'],
      ['file', pdf(10, 'Résumé – 計画.pdf')],
    ]),
    store,
    LIMITS,
  );
  expect(fields.one('title')).toBe('Übung 1');
  expect(fields.all('tag')).toEqual(['a', 'b']);
  expect(files).toMatchObject([
    { field: 'file', name: 'Résumé – 計画.pdf', kind: 'pdf', type: 'application/pdf', size: 19 },
  ]);
  expect(String(await buffer(store.open(files[0]?.sha256 ?? '')))).toBe(`%PDF-1.7\n${'x'.repeat(10)}`);
  expect(await incoming()).toEqual([]);
});

test('several files of one form come in their order', async () => {
  const three = [1, 2, 3].map((n): [string, File] => ['file', pdf(n, `${n}.pdf`)]);
  const { files } = await readUpload(posted(three), store, { ...LIMITS, filesLimit: 3 });
  expect(files.map(({ name }) => name)).toEqual(['1.pdf', '2.pdf', '3.pdf']);
});

test('a file one byte over the limit gets 413, and the words typed beside it are not lost', async () => {
  const most = pdf(100_000 - 9);
  expect(theFile(await readUpload(posted([['file', most]]), store, LIMITS)).size).toBe(100_000);
  const refused = await refusalOf(
    posted([
      ['title', 'My words'],
      ['file', pdf(100_000 - 8)],
    ]),
  );
  expect(refused).toMatchObject({ status: 413, reason: 'too-large' });
  expect(refused.message).toContain('100 kB');
  expect(refused.fields.one('title')).toBe('My words');
});

test('a second file that is refused takes the first with it', async () => {
  const limits = { ...LIMITS, filesLimit: 2 };
  const good = new File([`%PDF-1.7\n${randomBytes(9).toString('hex')}`], 'good.pdf');
  const bad = new File(['<script>'], 'bad.html');
  expect(
    await refusalOf(
      posted([
        ['file', good],
        ['file', bad],
      ]),
      limits,
    ),
  ).toMatchObject({ status: 422, reason: 'kind' });
  expect(
    await refusalOf(
      posted([
        ['file', good],
        ['file', pdf(200_000)],
      ]),
      limits,
    ),
  ).toMatchObject({ status: 413 });
});

test('more files or more fields than asked for are refused', async () => {
  expect(
    await refusalOf(
      posted([
        ['a', pdf()],
        ['b', pdf()],
      ]),
    ),
  ).toMatchObject({ reason: 'too-many', status: 422 });
  const many = Array.from({ length: 6 }, (_, n): [string, string] => [`f${n}`, 'x']);
  expect(await refusalOf(posted(many))).toMatchObject({ reason: 'malformed' });
  expect(await refusalOf(posted([['long', 'x'.repeat(2001)]]))).toMatchObject({ reason: 'malformed' });
});

test('a field left empty is no file: the form is read, and whoever needs a file says so with its words', async () => {
  const empty =
    '--b\r\nContent-Disposition: form-data; name="t"\r\n\r\nwords\r\n--b\r\nContent-Disposition: form-data; name="file"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--b--\r\n';
  const upload = await readUpload(raw(empty), store, LIMITS);
  expect(upload.files).toEqual([]);
  expect(() => theFile(upload)).toThrow(expect.objectContaining({ reason: 'no-file', status: 422 }));
  expect(await incoming()).toEqual([]);
});

test('an empty file with a name is refused as empty', async () => {
  expect(await refusalOf(posted([['file', new File([], 'a.pdf')]]))).toMatchObject({ reason: 'kind' });
});

test('what is no multipart form, or stops before its end, gets 422', async () => {
  expect(await refusalOf(raw('{}', 'application/json'))).toMatchObject({ reason: 'malformed', status: 422 });
  expect(await refusalOf(raw('x', 'multipart/form-data'))).toMatchObject({ reason: 'malformed' });
  expect(await refusalOf(new Request('http://localhost/', { method: 'POST' }))).toMatchObject({
    reason: 'malformed',
  });
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n';
  expect(await refusalOf(raw(`${head}%PDF-1.7 and then`))).toMatchObject({ reason: 'malformed' });
  expect(await refusalOf(raw('--b\r\nContent-'))).toMatchObject({ reason: 'malformed' });
  expect(await refusalOf(raw(new Uint8Array(randomBytes(5000))))).toMatchObject({ reason: 'malformed' });
});

test('a hostile file name is only ever text, and a hostile field name stays a field', async () => {
  const part = (name: string) =>
    `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n%PDF-1.7\r\n`;
  const proto = '--b\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\npolluted\r\n';
  const { fields, files } = await readUpload(
    raw(`${proto}${part('../../evil\u202Efdp.pdf')}--b--\r\n`),
    store,
    LIMITS,
  );
  expect(files[0]?.name).toBe('evilfdp.pdf');
  expect(fields.one('__proto__')).toBe('polluted');
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('25 MB are never held: less than 1 MB waits between the sender and the disk', async () => {
  const size = 25_000_000;
  const chunk = Buffer.alloc(65_536, 'x');
  let sent = 0;
  let mostWaiting = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        mostWaiting = Math.max(mostWaiting, sent - (await bytesOnDisk()));
        if (sent === 0) controller.enqueue(Buffer.from(PART));
        if (sent < size) controller.enqueue(chunk);
        else controller.enqueue(Buffer.from(TAIL));
        if (sent >= size) controller.close();
        sent += chunk.length;
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const request = new Request('http://localhost/', {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit);
  const { files } = await readUpload(request, store, { ...LIMITS, limitBytes: 26e6 });
  expect(files[0]?.size).toBeGreaterThanOrEqual(size);
  expect(mostWaiting).toBeLessThan(1_000_000);
});

async function bytesOnDisk(): Promise<number> {
  const [name] = await incoming();
  return name === undefined ? 0 : (await stat(path.join(folder, 'incoming', name))).size;
}

test('200 MB over a real connection leave no more behind in memory than 20 would', async () => {
  await serving({ ...LIMITS, limitBytes: 210e6 }, async (port) => {
    await send(port, 20e6);
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().arrayBuffers)), 5);
    expect(await send(port, 200e6)).toContain('200 OK');
    clearInterval(watch);
    expect(peak).toBeLessThan(120e6);
  });
});

test('somebody who sends too much over a real connection reads the 413, and nothing is left on disk', async () => {
  await serving(LIMITS, async (port) => {
    const before = await kept();
    expect(await send(port, 150_000)).toContain('413');
    expect(await kept()).toEqual(before);
    expect(await incoming()).toEqual([]);
  });
});

test('a connection that breaks in the middle leaves nothing on disk', async () => {
  await serving({ ...LIMITS, limitBytes: 26e6 }, async (port) => {
    const before = await kept();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(head(5e6));
    socket.write(Buffer.alloc(3e6, 'x'));
    await expect.poll(incoming).toHaveLength(1);
    socket.destroy();
    await expect.poll(incoming).toEqual([]);
    expect(await kept()).toEqual(before);
  });
});

const TAIL = '\r\n--b--\r\n';
const PART = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n';

function head(bytes: number): string {
  const length = PART.length + bytes + TAIL.length;
  return `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${length}\r\n\r\n${PART}`;
}

async function send(port: number, bytes: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const answer = buffer(socket);
  const chunk = Buffer.alloc(50_000, 'x');
  socket.write(head(bytes));
  for (let sent = 0; sent < bytes; sent += chunk.length) {
    if (!socket.write(chunk)) await once(socket, 'drain');
  }
  socket.write(TAIL);
  return String(await answer);
}

async function serving(limits: UploadLimits, work: (port: number) => Promise<void>): Promise<void> {
  const server = serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: (request) =>
      readUpload(request, store, limits).then(
        () => new Response('kept'),
        (error: unknown) =>
          new Response('no', { status: error instanceof UploadRefused ? error.status : 500 }),
      ),
  });
  await once(server, 'listening');
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}
