import { Readable } from 'node:stream';
import { typeToSend } from './file-kind.ts';
import { nameForDisplay } from './file-name.ts';
import type { ByteRange, FileStore } from './files.ts';

/** What a page knows of a kept file when it hands it out. */
export type FileToServe = { sha256: string; name: string; type: string };

const INERT = {
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/**
 * Answers with a kept file, always as a download: nothing that a person uploaded is ever shown as a page of ours.
 * Pictures are shown through `thumbnail`, recordings play from this address in <audio> and <video>, which ask for
 * ranges. The answer may be kept by the reader's own browser only, and is asked for again each time, so that
 * access taken away is away. Answers 304, 206, 416 as the request asks, and 404 when the bytes are gone.
 *
 * It checks no access: the page does, before it calls this.
 */
export async function serveFile(store: FileStore, file: FileToServe, request?: Request): Promise<Response> {
  const size = await store.size(file.sha256);
  if (size === undefined) return new Response(null, { status: 404 });
  const tag = `"${file.sha256}"`;
  const headers = {
    ...INERT,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-disposition': attachment(file.name),
    'content-type': typeToSend(file.type),
    etag: tag,
  };
  if (matches(request?.headers.get('if-none-match'), tag))
    return new Response(null, { status: 304, headers });
  const range = rangeAsked(request, size, tag);
  if (range === 'beyond') {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } });
  }
  const length = range ? range.last - range.first + 1 : size;
  const answered = { ...headers, 'content-length': String(length), ...(range && contentRange(range, size)) };
  const body = request?.method === 'HEAD' ? null : webStream(store.open(file.sha256, range));
  return new Response(body, { status: range ? 206 : 200, headers: answered });
}

/**
 * Answers with a picture that we drew or re-encoded ourselves (a thumbnail, a chart), shown in the page. Never give
 * it bytes that a person uploaded. The reader's own browser may keep it for an hour.
 */
export function serveOwnImage(bytes: Uint8Array<ArrayBuffer>, type: 'image/webp' | 'image/png'): Response {
  return new Response(bytes, {
    headers: { ...INERT, 'cache-control': 'private, max-age=3600', 'content-type': type },
  });
}

/**
 * The Content-Disposition of a download: an ASCII name for old readers and the true one in UTF-8 (RFC 6266, 8187).
 */
export function attachment(name: string): string {
  const shown = nameForDisplay(name);
  const plain = shown
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const whole = encodeURIComponent(shown).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function contentRange(range: ByteRange, size: number): Record<string, string> {
  return { 'content-range': `bytes ${range.first}-${range.last}/${size}` };
}

function matches(header: string | null | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((one) => ['*', tag, `W/${tag}`].includes(one.trim()));
}

// One range is served; several, or one that cannot be read, get the whole file, as RFC 9110 allows.
function rangeAsked(
  request: Request | undefined,
  size: number,
  tag: string,
): ByteRange | 'beyond' | undefined {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request?.headers.get('range') ?? '');
  const onlyIf = request?.headers.get('if-range');
  if (!asked || (onlyIf && onlyIf !== tag)) return undefined;
  const [, from = '', to = ''] = asked;
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  return first >= size || (from === '' && Number(to) === 0) ? 'beyond' : { first, last };
}

function webStream(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>;
}
