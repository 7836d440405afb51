import { createReadStream } from 'node:fs';
import { fileTypeFromFile } from 'file-type';
import { endingOf } from './file-name.ts';
import { refuse, type Refusal } from './refusal.ts';

/** What a kept file is to a page: shown as a picture, played, read as a document or as plain text. */
export type FileKind = 'pdf' | 'image' | 'audio' | 'video' | 'document' | 'text';

/** A media type that may be kept, in our spelling, whatever the browser declared. */
export type KnownFile = { kind: FileKind; type: string };

/** Why a file is not kept; its sentence says what to do instead. */
export type FileRefusal = Refusal<Reason>;
type Reason = 'empty' | 'active' | 'archive' | 'old-office' | 'mismatch' | 'not-text' | 'unknown';

type Entry = KnownFile & { endings: readonly string[]; sniffedAs?: readonly string[] };

const OOXML = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

const KNOWN: readonly Entry[] = [
  { kind: 'pdf', type: 'application/pdf', endings: ['pdf'] },
  { kind: 'image', type: 'image/png', endings: ['png'], sniffedAs: ['image/png', 'image/apng'] },
  { kind: 'image', type: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  { kind: 'image', type: 'image/gif', endings: ['gif'] },
  { kind: 'image', type: 'image/webp', endings: ['webp'] },
  { kind: 'video', type: 'video/mp4', endings: ['mp4', 'm4v'], sniffedAs: ['video/mp4', 'video/x-m4v'] },
  { kind: 'video', type: 'video/webm', endings: ['webm', 'weba'] },
  { kind: 'video', type: 'video/quicktime', endings: ['mov', 'qt'] },
  { kind: 'audio', type: 'audio/mpeg', endings: ['mp3'] },
  { kind: 'audio', type: 'audio/mp4', endings: ['m4a'], sniffedAs: ['audio/mp4', 'audio/x-m4a'] },
  { kind: 'audio', type: 'audio/wav', endings: ['wav'], sniffedAs: ['audio/wav', 'audio/vnd.wave'] },
  {
    kind: 'audio',
    type: 'audio/ogg',
    endings: ['ogg', 'oga', 'opus'],
    sniffedAs: ['audio/ogg', 'audio/ogg; codecs=opus'],
  },
  { kind: 'document', type: `${OOXML}.wordprocessingml.document`, endings: ['docx'] },
  { kind: 'document', type: `${OOXML}.spreadsheetml.sheet`, endings: ['xlsx'] },
  { kind: 'document', type: `${OOXML}.presentationml.presentation`, endings: ['pptx'] },
  { kind: 'document', type: `${OPEN_DOCUMENT}.text`, endings: ['odt'] },
  { kind: 'document', type: `${OPEN_DOCUMENT}.spreadsheet`, endings: ['ods'] },
  { kind: 'document', type: `${OPEN_DOCUMENT}.presentation`, endings: ['odp'] },
  { kind: 'text', type: 'text/plain', endings: ['txt', 'text', 'srt'] },
  { kind: 'text', type: 'text/markdown', endings: ['md', 'markdown'] },
  { kind: 'text', type: 'text/csv', endings: ['csv'] },
  { kind: 'text', type: 'text/vtt', endings: ['vtt'] },
];

const ACTIVE = new Set(
  'html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt js mjs cjs ts jsx vbs wsf php asp aspx jsp cgi exe dll msi com scr bat cmd ps1 psm1 sh bash py rb pl jar apk app dmg pkg deb rpm lnk url desktop hta reg swf docm xlsm pptm dotm xltm potm xlam ppam'.split(
    ' ',
  ),
);
const ARCHIVES = new Set('zip 7z rar tar gz tgz bz2 xz zst iso'.split(' '));
const OLD_OFFICE = new Set('doc xls ppt pps rtf pages numbers key wpd'.split(' '));

const SAYING: Record<Reason, string> = {
  empty: 'This file is empty. Check that it opens on your own device, then add it again.',
  active:
    'Web pages, drawings in SVG, documents with macros and programs can act when they are opened, so they are not kept here. Save it as a PDF, or add its address as a link.',
  archive:
    'Archives are not kept here, because nobody can see what is in them. Unpack it and add its files one by one.',
  'old-office': 'Save it as .docx, .xlsx, .pptx, an OpenDocument file or a PDF, then add that.',
  mismatch:
    'The ending of the name and the content of the file do not agree. Open it, save it anew in the format you mean, then add that.',
  'not-text':
    'This should be plain text, but it is not in UTF-8. Save it with the encoding UTF-8, then add it again.',
  unknown:
    'Files of this kind are not kept here. Add a PDF, a Word, Excel, PowerPoint or OpenDocument file, a picture (PNG, JPEG, GIF, WebP), a recording (MP4, WebM, MOV, MP3, M4A, WAV, OGG) or plain text.',
};

/** The endings that a file field may offer, for its `accept` attribute: ".pdf,.png,...". */
export const ACCEPTED_ENDINGS = KNOWN.flatMap((entry) => entry.endings.map((ending) => `.${ending}`)).join(
  ',',
);

/**
 * Says what the file at `file` is by its bytes, and refuses what is not on the list of kinds that lie inert on a
 * disk and in a download. Neither the name nor the type that a browser declares is believed: the name's ending
 * must agree with the bytes. Plain text has no signature, so its own rule is: valid UTF-8 without NUL.
 */
export async function judgeFile(file: string, size: number, name: string): Promise<KnownFile | FileRefusal> {
  const ending = endingOf(name);
  if (size === 0) return against('empty');
  if (ACTIVE.has(ending)) return against('active');
  const entry = KNOWN.find(({ endings }) => endings.includes(ending));
  if (entry?.kind === 'text') return (await isPlainText(file)) ? known(entry) : against('not-text');
  const sniffed = await fileTypeFromFile(file).catch(() => undefined);
  if (entry && sniffed && (entry.sniffedAs ?? [entry.type]).includes(sniffed.mime)) return known(entry);
  return against(reasonAgainst(ending, entry, sniffed?.ext));
}

/** True of a verdict that keeps the file out. */
export function isRefusal(verdict: KnownFile | FileRefusal): verdict is FileRefusal {
  return 'code' in verdict;
}

/** The media type to send for a kept type: its own when it is on the list, else bytes without a meaning. */
export function typeToSend(type: string): string {
  const entry = KNOWN.find((known) => known.type === type);
  if (!entry) return 'application/octet-stream';
  return entry.kind === 'text' ? `${entry.type}; charset=utf-8` : entry.type;
}

function known({ kind, type }: Entry): KnownFile {
  return { kind, type };
}

function against(reason: Reason): FileRefusal {
  return refuse(reason, SAYING[reason], 422);
}

function reasonAgainst(ending: string, entry: Entry | undefined, sniffed: string | undefined): Reason {
  if (sniffed && ACTIVE.has(sniffed)) return 'active';
  if (entry || KNOWN.some(({ endings }) => endings.includes(sniffed ?? ''))) return 'mismatch';
  if (ARCHIVES.has(ending) || ARCHIVES.has(sniffed ?? '')) return 'archive';
  if (OLD_OFFICE.has(ending)) return 'old-office';
  return 'unknown';
}

async function isPlainText(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      if (chunk.includes(0)) return false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
