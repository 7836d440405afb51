import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import { settings } from './config.ts';

/** Logical names of built files ("style.css") to their hashed ones, as the build wrote them. */
let manifest: Record<string, string> | null | undefined;

function folder(): string {
  return join(settings().root, 'build', 'public');
}

/**
 * The address of a built file by its logical name. A name that the build does not know is a fault of ours, said loudly;
 * before any build (tests of pages in process) the logical name stands for itself.
 */
export function assetHref(name: string): string {
  const built = readManifest();
  if (!built) return `/assets/${name}`;
  const file = built[name];
  if (!file) throw new Error(`The build has no "${name}".`);
  return `/assets/${file}`;
}

/** The address of a built file, or undefined where there is none. */
export function assetHrefIfBuilt(name: string): string | undefined {
  const file = readManifest()?.[name];
  return file === undefined ? undefined : `/assets/${file}`;
}

function readManifest(): Record<string, string> | undefined {
  if (manifest === undefined) {
    const file = join(folder(), 'manifest.json');
    manifest = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : null;
  }
  return manifest ?? undefined;
}

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  map: 'application/json',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
};

/** Serves a built file for ever (its name holds its hash), or answers nothing when there is none. */
export async function serveAsset(path: string): Promise<Response | undefined> {
  const relative = normalize(path.replace(/^\/assets\//, ''));
  const type = TYPES[relative.split('.').at(-1) ?? ''];
  if (!type || relative.startsWith('..') || relative.startsWith('/') || relative.includes('\0'))
    return undefined;
  const file = join(folder(), relative);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
    headers: {
      'content-type': type,
      'content-length': String(found.size),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
  });
}
