import { fileTypeFromBuffer } from 'file-type';
import type { FileStore } from './files.ts';

const DRAWN = new Set(['image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp']);
const MOST_PIXELS = 50_000_000;
const MOST_SECONDS = 10;

/**
 * Draws a kept picture anew as WebP, at most `width` pixels wide and turned the right way up. Only the picture
 * survives: no EXIF (where and when it was taken), no second meaning hidden in the bytes. Gives nothing for what is
 * no PNG, JPEG, GIF or WebP, for a broken picture, and for one of more than 50 million pixels. It costs tens to
 * hundreds of milliseconds on another thread.
 */
export async function thumbnail(
  store: FileStore,
  sha256: string,
  width: number,
): Promise<Buffer<ArrayBuffer> | undefined> {
  if (!(await isPicture(store, sha256))) return undefined;
  // Loaded when the first picture is drawn: it holds ten megabytes that most processes never need.
  const { default: sharp } = await import('sharp');
  const drawing = sharp({ limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .timeout({ seconds: MOST_SECONDS })
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .webp({ quality: 80 });
  const source = store.open(sha256).on('error', (error) => drawing.destroy(error));
  return source.pipe(drawing).toBuffer().catch(nothingOfABrokenPicture);
}

// sharp reads more formats than we keep, SVG with its file references among them: only the four come near it.
async function isPicture(store: FileStore, sha256: string): Promise<boolean> {
  const beginning: Buffer[] = [];
  for await (const chunk of store.open(sha256, { first: 0, last: 4099 }) as AsyncIterable<Buffer>)
    beginning.push(chunk);
  return DRAWN.has((await fileTypeFromBuffer(Buffer.concat(beginning)))?.mime ?? '');
}

function nothingOfABrokenPicture(error: NodeJS.ErrnoException): undefined {
  if (error.code) throw error;
}
