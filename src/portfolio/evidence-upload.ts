import { fileStore } from '#platform/file-store.ts';
import type { FileStore, StagedFile } from '#platform/files.ts';
import { readUpload, UploadRefused, type Upload } from '#platform/upload.ts';

const FIELDS_LIMIT = { count: 60, bytes: 20_000 };

/** A form that arrived, with its file beside the store: nothing is in the store until its evidence is written. */
export type ArrivedForm = Upload & {
  /** Puts the file into the store; again does nothing. The caller holds its key. */
  readonly keep: () => Promise<void>;
  /** Deletes what was not kept. */
  readonly discard: () => Promise<void>;
};

/**
 * Reads the form of a piece of evidence. A file that is whole and of a kind that may be kept still waits beside the store,
 * because the words that came with it may be refused: kept first and taken out again, it could be taken from under somebody
 * who adds the same bytes at that moment. Answers UploadRefused, which leaves nothing on disk, where the upload is refused.
 */
export async function receiveEvidence(
  request: Request,
  limitBytes: number,
): Promise<ArrivedForm | UploadRefused> {
  const waiting: StagedFile[] = [];
  const store = besideStore(await fileStore(), waiting);
  try {
    const upload = await readUpload(request, store, { limitBytes, fieldsLimit: FIELDS_LIMIT });
    let kept: Promise<unknown> | undefined;
    return {
      ...upload,
      keep: async () => void (await (kept ??= Promise.all(waiting.map((one) => one.keep())))),
      discard: async () => void (await Promise.all(waiting.map((one) => one.discard()))),
    };
  } catch (error) {
    if (error instanceof UploadRefused) return error;
    throw error;
  }
}

/** The store as an upload sees it, but that what it keeps goes on waiting. */
function besideStore(store: FileStore, waiting: StagedFile[]): FileStore {
  return {
    ...store,
    stage: async (stream, incoming) => {
      const staged = await store.stage(stream, incoming);
      const { sha256, size } = staged;
      return {
        ...staged,
        keep: () => {
          waiting.push(staged);
          return Promise.resolve({ sha256, size });
        },
      };
    },
  };
}
