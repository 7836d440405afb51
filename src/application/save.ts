import type { Temporal } from 'temporal-polyfill';
import type { Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { stopIf } from '#platform/refusal.ts';
import { findApplication } from './application.sql.ts';
import { draftOf, lockApplication, putSection, setAside, settle, setAsideOf } from './draft.sql.ts';
import type { Answers } from './form.ts';
import { refusalToEdit } from './rules.ts';

export type Saved = { readonly version: number; readonly savedAt: Temporal.Instant };

/**
 * Saves a section of a draft over the version that its writer saw (0: none yet). Answers 'conflict' when another version
 * stands, unless it holds the very same words: what was typed is then set aside beside it, and nothing is overwritten.
 * Refused after the deadline and its grace, and once decided.
 */
export async function saveSection(
  tx: Tx,
  run: Run,
  save: { applicationId: string; section: string; answers: Answers; version: number },
): Promise<Saved | 'conflict'> {
  const { applicationId, section, answers, version } = save;
  await holdForEditing(tx, run, applicationId);
  const standing = (await draftOf(tx, applicationId)).find((one) => one.section === section);
  if (standing && isSame(standing.answers, answers)) return standing;
  if ((standing?.version ?? 0) === version) return putSection(tx, applicationId, section, answers);
  await setAside(tx, applicationId, section, answers);
  return 'conflict';
}

/** Key order does not matter: PostgreSQL keeps its own. */
function isSame(one: Answers, other: Answers): boolean {
  const plain = (answers: Answers): string =>
    JSON.stringify(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)));
  return plain(one) === plain(other);
}

async function holdForEditing(tx: Tx, run: Run, applicationId: string): Promise<void> {
  await lockApplication(tx, applicationId);
  const application = await findApplication(tx, applicationId);
  if (application) stopIf(refusalToEdit(application, run, now()));
}

/**
 * Settles words that were set aside: with 'other' they become the section's answers, and those that stood are what is let
 * go. Answers the section, or nothing when it was settled before. Refused like saving.
 */
export async function chooseWords(
  tx: Tx,
  run: Run,
  choice: { applicationId: string; setAsideId: string; keep: 'standing' | 'other' },
): Promise<string | undefined> {
  const { applicationId, setAsideId, keep } = choice;
  await holdForEditing(tx, run, applicationId);
  const aside = await settle(tx, applicationId, setAsideId);
  if (aside && keep === 'other') await putSection(tx, applicationId, aside.section, aside.answers);
  return aside?.section;
}

/** Whether words wait to be chosen between. */
export async function hasWordsAside(tx: Parameters<typeof setAsideOf>[0], id: string): Promise<boolean> {
  return (await setAsideOf(tx, id)).length > 0;
}
