import busboy from 'busboy';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { isRefusal, judgeFile, type FileKind } from './file-kind.ts';
import { nameForDisplay } from './file-name.ts';
import { TooLarge, type FileStore, type StagedFile } from './files.ts';
import { FormProblem, toFields, type Fields } from './forms.ts';

export type UploadLimits = {
  /** Bytes of one file. */
  limitBytes: number;
  /** Files in one form; 1 unless said. */
  filesLimit?: number;
  /** Text fields in one form, and the bytes of one of them. */
  fieldsLimit: { count: number; bytes: number };
};

export type UploadedFile = {
  field: string;
  name: string;
  /** What the browser called it: kept for the record, never believed. */
  declaredType: string;
  type: string;
  kind: FileKind;
  sha256: string;
  size: number;
};

export type Upload = {
  /** The form's text fields, for `parseForm`. */
  fields: Fields;
  files: UploadedFile[];
};

/**
 * An upload that leaves nothing on disk: a FormProblem (413 too large, 422 all else) whose message is for the person,
 * and whose `fields` hold the words that had arrived, so that the form can be shown again with them.
 */
export class UploadRefused extends FormProblem {
  readonly reason: 'too-large' | 'too-many' | 'malformed' | 'no-file' | 'kind';
  fields: Fields;
  constructor(reason: UploadRefused['reason'], message: string, fields = toFields([])) {
    super(reason === 'too-large' ? 413 : 422, message);
    this.name = 'UploadRefused';
    this.reason = reason;
    this.fields = fields;
  }
}

type Received = Omit<UploadedFile, 'sha256' | 'size'> & { staged: StagedFile };
type Intake = {
  store: FileStore;
  limits: UploadLimits;
  entries: [string, string][];
  receiving: Promise<Received | undefined>[];
  /** Aborted by whatever first goes wrong, with the reason. */
  failed: AbortController;
};

/**
 * Reads a multipart form whose files go straight into the store, a chunk at a time. The files appear in the store
 * together, once the whole form has arrived and each file is of a kind that may be kept; until then, and after a
 * refusal or a broken connection, they do not exist. A file field left empty is no file.
 *
 * Throws UploadRefused. After a refusal it reads on for a while (as many bytes as one file may have) without keeping
 * them, because a browser shows no answer that comes while it is still sending.
 */
export async function readUpload(request: Request, store: FileStore, limits: UploadLimits): Promise<Upload> {
  const failed = new AbortController();
  const intake: Intake = { store, limits, entries: [], receiving: [], failed };
  const reader = request.body?.getReader();
  try {
    if (!reader) throw malformed();
    await feed(reader, listen(openParser(request, limits), intake), failed.signal);
    const received = await Promise.all(intake.receiving);
    failed.signal.throwIfAborted();
    return await keepAll(received, intake.entries);
  } catch (error) {
    failed.abort(error);
    const fate = await Promise.allSettled(intake.receiving);
    for (const one of fate) if (one.status === 'fulfilled') await one.value?.staged.discard();
    if (reader) await readOn(reader, limits.limitBytes);
    throw withWords(failed.signal.reason, intake.entries);
  }
}

/** The one file of an upload. Throws UploadRefused when the field was left empty. */
export function theFile(upload: Upload): UploadedFile {
  const [file] = upload.files;
  if (!file) throw new UploadRefused('no-file', 'Choose a file first.', upload.fields);
  return file;
}

function openParser(
  request: Request,
  { limitBytes, filesLimit = 1, fieldsLimit }: UploadLimits,
): busboy.Busboy {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) throw malformed();
  const declared = Number(request.headers.get('content-length') ?? 0);
  const most = filesLimit * limitBytes + fieldsLimit.count * (fieldsLimit.bytes + 1000) + 10_000;
  if (declared > most) throw tooLarge(limitBytes);
  const limits = {
    fileSize: limitBytes + 1,
    files: filesLimit,
    fields: fieldsLimit.count,
    fieldSize: fieldsLimit.bytes,
    fieldNameSize: 200,
    headerPairs: 20,
  };
  try {
    return busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      preservePath: false,
      limits,
    });
  } catch {
    throw malformed();
  }
}

function listen(parser: busboy.Busboy, intake: Intake): busboy.Busboy {
  const { limits } = intake;
  const refuse = (reason: unknown) => intake.failed.abort(reason);
  parser.on('error', () => refuse(malformed()));
  parser.on('filesLimit', () => refuse(tooMany(limits.filesLimit ?? 1)));
  parser.on('fieldsLimit', () => refuse(malformed()));
  parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
    intake.entries.push([name, value]);
    if (nameTruncated || valueTruncated) refuse(malformed());
  });
  parser.on('file', (field, stream, { filename, mimeType }) => {
    // Whoever waits for the form hears of the failure; what the parser still holds of this file runs dry.
    stream.on('error', () => undefined);
    const arriving = receive(intake, field, stream, filename, mimeType);
    arriving.catch((error: unknown) => {
      refuse(error);
      stream.resume();
    });
    intake.receiving.push(arriving);
  });
  return parser;
}

async function receive(
  { store, limits, failed }: Intake,
  field: string,
  stream: Readable,
  filename: string | undefined,
  declaredType: string,
): Promise<Received | undefined> {
  const staged = await store.stage(stream.iterator({ destroyOnReturn: false }), {
    limitBytes: limits.limitBytes,
    signal: failed.signal,
  });
  try {
    if (!filename && staged.size === 0) return void (await staged.discard());
    const name = nameForDisplay(filename ?? '');
    const verdict = await judgeFile(staged.path, staged.size, name);
    if (isRefusal(verdict)) throw new UploadRefused('kind', verdict.says);
    return { field, name, declaredType: declaredType.slice(0, 200), ...verdict, staged };
  } catch (error) {
    await staged.discard();
    throw error;
  }
}

// One chunk is asked for when the one before it is on disk: the sender waits, not our memory.
async function feed(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  parser: busboy.Busboy,
  failed: AbortSignal,
): Promise<void> {
  try {
    for (;;) {
      const { done, value } = await reader.read();
      failed.throwIfAborted();
      if (done) break;
      if (!parser.write(value)) await once(parser, 'drain', { signal: failed });
    }
    const ended = once(parser, 'close', { signal: failed });
    parser.end();
    await ended;
  } catch (error) {
    parser.destroy();
    throw error;
  }
}

async function keepAll(received: (Received | undefined)[], entries: [string, string][]): Promise<Upload> {
  const files: UploadedFile[] = [];
  for (const one of received) {
    if (!one) continue;
    const { staged, ...file } = one;
    files.push({ ...file, ...(await staged.keep()) });
  }
  return { fields: toFields(entries), files };
}

async function readOn(reader: ReadableStreamDefaultReader<Uint8Array>, mostBytes: number): Promise<void> {
  try {
    for (let bytes = 0; bytes <= mostBytes;) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.length;
    }
    await reader.cancel();
  } catch {
    // The connection is gone: there is nobody left to read on for.
  }
}

function withWords(error: unknown, entries: [string, string][]): unknown {
  const refusal = error instanceof TooLarge ? tooLarge(error.limitBytes) : error;
  if (refusal instanceof UploadRefused) refusal.fields = toFields(entries);
  return refusal;
}

function tooLarge(limitBytes: number): UploadRefused {
  const megabytes = Math.floor(limitBytes / 1_000_000);
  const most = megabytes > 0 ? `${megabytes} MB` : `${Math.floor(limitBytes / 1000)} kB`;
  return new UploadRefused(
    'too-large',
    `A file can be up to ${most}. Make it smaller, or add its address as a link.`,
  );
}

function tooMany(filesLimit: number): UploadRefused {
  const most = filesLimit === 1 ? 'one file' : `${filesLimit} files`;
  return new UploadRefused('too-many', `You can add ${most} at a time.`);
}

function malformed(): UploadRefused {
  return new UploadRefused(
    'malformed',
    'The form did not arrive whole. Choose the file again and send it once more.',
  );
}
