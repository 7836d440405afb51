import { saveSection } from '#application';
import { formOfRun, questionsOf } from '#form';
import type { Run } from '#programme';
import type { Tx } from '#platform/database.ts';

/** The question of a form that holds what a check said; a form without it is carried nothing. */
export const CARRIED_INTO = 'quickCheck';

/**
 * Puts what a check said into an application, because its owner wants it there: as an answer of theirs, which they can
 * change or clear until they send it. Words that stand in that section already are kept, and both are shown to them.
 * Refused like saving a section. Answers whether the form has a place for it.
 */
export async function carryInto(
  tx: Tx,
  run: Run,
  { applicationId, words }: { readonly applicationId: string; readonly words: string },
): Promise<boolean> {
  const section = await sectionFor(tx, run.id);
  if (section === undefined) return false;
  const answers = { [CARRIED_INTO]: words };
  await saveSection(tx, run, { applicationId, section, answers, version: 0 });
  return true;
}

/** The section of a run's form into which a check can be carried; nothing when the form has none. */
async function sectionFor(tx: Tx, runId: string): Promise<string | undefined> {
  const { content } = await formOfRun(tx, runId);
  const found = questionsOf(content).find(
    ({ question }) => question.id === CARRIED_INTO && question.kind === 'text',
  );
  return found?.section.id;
}
