import { holdKey, inTransaction, type Database } from '#platform/database.ts';
import { fileStore } from '#platform/file-store.ts';
import type { Sweep } from '#platform/jobs.ts';
import { note } from '#platform/log.ts';
import { fileKey, filesInEvidence } from '#portfolio';
import { filesInCopies } from './submission.sql.ts';

const AT_A_TIME = 500;

/**
 * Each night: deletes from the file store what no piece of evidence and no copy refers to (files of forms that were
 * refused afterwards, and of evidence that was removed), and what broken uploads left behind. Evidence and
 * copies are all that keeps files in the store; a room that comes to do so has to be asked here too.
 */
export const sweepFiles: Sweep = {
  name: 'sweep-portfolio-files',
  match: '40 3 * * *',
  async run(db) {
    const store = await fileStore();
    const unfinished = await store.sweepTemporary();
    let removed = 0;
    let batch: string[] = [];
    const sweepBatch = async () => {
      for (const sha256 of await unclaimedFiles(db, batch)) {
        await inTransaction(db, async (tx) => {
          await holdKey(tx, fileKey(sha256));
          if ((await unclaimedFiles(tx, [sha256])).length === 0) return;
          await store.remove(sha256);
          removed += 1;
        });
      }
      batch = [];
    };
    for await (const sha256 of store.each()) {
      batch.push(sha256);
      if (batch.length >= AT_A_TIME) await sweepBatch();
    }
    await sweepBatch();
    note('files swept', { removed, unfinished });
  },
};

/** Those of these files that nothing refers to. Evidence is asked first: a piece that goes after it was submitted is in a copy by then. */
async function unclaimedFiles(db: Database, hashes: readonly string[]): Promise<string[]> {
  const claimed = new Set(await filesInEvidence(db, hashes));
  for (const sha256 of await filesInCopies(db, hashes)) claimed.add(sha256);
  return hashes.filter((sha256) => !claimed.has(sha256));
}
