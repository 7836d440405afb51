import { holdKey, inTransaction, type Database, type Tx } from '#platform/database.ts';
import { fileStore } from '#platform/file-store.ts';
import type { Sweep } from '#platform/jobs.ts';
import { note } from '#platform/log.ts';
import { listen } from '#platform/news.ts';
import { fileKey, filesInEvidence } from '#portfolio';
import { filesInCopies } from './submission.sql.ts';

const AT_A_TIME = 500;

/**
 * Each night: deletes from the file store what no piece of evidence and no copy refers to (what a process that died at the
 * wrong moment left there), and what broken uploads left behind. Evidence and copies are all that keeps files in the store;
 * a room that comes to do so has to be asked here too.
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
        if (await inTransaction(db, (tx) => removeIfUnclaimed(tx, sha256))) removed += 1;
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

/** A piece of evidence let its file go: if nothing else refers to it, it is deleted at once and fills no disk until night. */
export const removeLetGo = listen(
  'submission.remove-let-go-file',
  'portfolio.file-let-go',
  async (tx, { sha256 }) => void (await removeIfUnclaimed(tx, sha256)),
);

/** Deletes a file that nothing refers to, and answers whether it did. Whoever refers to it or submits it holds the same key. */
async function removeIfUnclaimed(tx: Tx, sha256: string): Promise<boolean> {
  await holdKey(tx, fileKey(sha256));
  if ((await unclaimedFiles(tx, [sha256])).length === 0) return false;
  await (await fileStore()).remove(sha256);
  return true;
}

/** Those of these files that nothing refers to. Evidence is asked first: a piece that goes after it was submitted is in a copy by then. */
async function unclaimedFiles(db: Database, hashes: readonly string[]): Promise<string[]> {
  const claimed = new Set(await filesInEvidence(db, hashes));
  for (const sha256 of await filesInCopies(db, hashes)) claimed.add(sha256);
  return hashes.filter((sha256) => !claimed.has(sha256));
}
