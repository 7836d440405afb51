import { refusalToDecide } from '#application';
import { lockRun } from '#programme';
import type { Tx } from '#platform/database.ts';
import { NOT_THERE, refuse, stopIf } from '#platform/refusal.ts';
import { findMark, putOwnWords, setHolds } from './announce.sql.ts';

/**
 * Holds marks of a run back from announcing, or lets them go again; a held decision stays pending. Holds the run, so that nobody
 * announces meanwhile. Ids of other runs and of applications without a mark do nothing. Answers how many changed.
 */
export async function holdDecisions(
  tx: Tx,
  runId: string,
  change: { applicationIds: readonly string[]; held: boolean; personId: string },
): Promise<number> {
  await lockRun(tx, runId);
  return setHolds(tx, runId, change);
}

const WORDS_CHANGED = refuse(
  'changed-since',
  'Somebody else wrote words for this letter after you opened it. Theirs and yours are below: choose what the letter shall say.',
);

/**
 * Keeps what a coordinator wrote for one person's letter, in place of what letters of its kind say; no words bring the usual ones
 * back. Holds the run. Refused (404) without a mark that can be announced, and when somebody else wrote since `version`.
 */
export async function writeOwnWords(
  tx: Tx,
  runId: string,
  words: { applicationId: string; paragraphs: readonly string[]; version: number; personId: string },
): Promise<void> {
  await lockRun(tx, runId);
  const mark = await findMark(tx, words.applicationId);
  if (mark?.runId !== runId || refusalToDecide(mark)) return stopIf(NOT_THERE);
  if (mark.wordsVersion !== words.version) stopIf(WORDS_CHANGED);
  await putOwnWords(tx, mark, words.paragraphs, words.personId);
}
