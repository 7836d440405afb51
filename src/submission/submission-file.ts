import type { Database } from '#platform/database.ts';
import { fileStore } from '#platform/file-store.ts';
import { serveFile } from '#platform/serve-file.ts';
import { findSubmissionFile } from './submission.sql.ts';

/**
 * Answers with a file that went with a copy, as a download. Nothing where the copy has no such file: withheld, a link, or
 * another copy's. It checks no access: the page does, before it calls this.
 */
export async function serveSnapshotFile(
  db: Database,
  submissionId: string,
  evidenceId: string,
  request?: Request,
): Promise<Response | undefined> {
  const file = await findSubmissionFile(db, submissionId, evidenceId);
  return file && serveFile(await fileStore(), file, request);
}
