import sharp from 'sharp';
import type { EvidenceSaid } from '#portfolio';
import { fileStore } from '#platform/file-store.ts';
import { renderPdf } from '#platform/pdf.ts';

type EvidenceFile = NonNullable<EvidenceSaid['file']>;
type Words = { readonly title: string; readonly content: string };

/** Kinds of files that the demo's people have, by their ending. */
const KINDS: Record<
  string,
  { kind: EvidenceFile['kind']; type: string; make: (words: Words) => Promise<Uint8Array> }
> = {
  txt: { kind: 'text', type: 'text/plain', make: async ({ content }) => Buffer.from(`${content}\n`) },
  pdf: {
    kind: 'pdf',
    type: 'application/pdf',
    make: ({ title, content }) => renderPdf('demo/evidence.typ', { title, content }),
  },
  png: { kind: 'image', type: 'image/png', make: drawPicture },
};

/** Makes a small real file of that name, with these words in it, and keeps it in the house's store. */
export async function makeFile(name: string, words: Words): Promise<EvidenceFile> {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const made = KINDS[ending];
  if (!made) throw new Error(`The demo cannot make a file that ends in .${ending}.`);
  const bytes = await made.make(words);
  const { sha256, size } = await (await fileStore()).put(chunkOf(bytes), { limitBytes: 1024 * 1024 });
  return { sha256, bytes: size, name, kind: made.kind, type: made.type };
}

async function* chunkOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

const WIDTH = 960;
const LINE = 34;

/** A picture that is described in words: the words on a sheet. */
async function drawPicture({ title, content }: Words): Promise<Uint8Array> {
  const lines = linesOf(content, 58);
  const height = 150 + lines.length * LINE;
  const words = lines.map((line, index) => `<text x="60" y="${130 + index * LINE}">${escaped(line)}</text>`);
  const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">
    <rect width="100%" height="100%" fill="#f4efe4"/><rect x="24" y="24" width="${WIDTH - 48}" height="${height - 48}" fill="#fffdf8"/>
    <g font-family="sans-serif" fill="#22261f"><text x="60" y="80" font-size="26" font-weight="700">${escaped(title)}</text>
    <g font-size="22">${words.join('')}</g></g></svg>`;
  return sharp(Buffer.from(sheet)).png().toBuffer();
}

function linesOf(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
