import {
  findForm,
  misfitsOf,
  sectionsOfKeys,
  type Answers,
  type Form,
  type FormContent,
  type Misfit,
} from '#form';
import type { Database, Tx } from '#platform/database.ts';
import { draftsToRun, dropSection, lockApplicationsTo, pinTo, type BegunDraft } from './carry-over.sql.ts';
import { allAnswers, putSection } from './draft.sql.ts';

/** What a new version of a form means for the applications that were begun and not sent. */
export type CarryingOver = {
  /** Those whose every answer is as right in the new version as it was. */
  readonly fitting: readonly BegunDraft[];
  /** Those that stay with the version they have, and why. */
  readonly staying: readonly { readonly draft: BegunDraft; readonly misfits: readonly Misfit[] }[];
};

/** Sorts a run's drafts by whether their answers fit a form. */
export async function planCarryingOver(db: Database, runId: string, to: FormContent): Promise<CarryingOver> {
  const drafts = await draftsToRun(db, runId);
  const forms = new Map<string, FormContent>();
  for (const id of new Set(drafts.map(({ formId }) => formId)))
    forms.set(id, (await findForm(db, id)).content);
  const judged = drafts.map((draft) => {
    const from = forms.get(draft.formId) ?? to;
    return { draft, misfits: misfitsOf(from, to, allAnswers(draft.sections)) };
  });
  return {
    fitting: judged.filter(({ misfits }) => misfits.length === 0).map(({ draft }) => draft),
    staying: judged.filter(({ misfits }) => misfits.length > 0),
  };
}

/**
 * Brings every draft of a run whose answers fit to a new version of its form: each answer stands in the section that asks for
 * it there. Drafts that do not fit, and whatever was sent, stay with the version they have. Nobody can save meanwhile.
 * Answers how many came over and how many stay.
 */
export async function carryOver(
  tx: Tx,
  runId: string,
  to: Form,
): Promise<{ readonly came: number; readonly stay: number }> {
  await lockApplicationsTo(tx, runId);
  const { fitting, staying } = await planCarryingOver(tx, runId, to.content);
  await pinTo(
    tx,
    to.id,
    fitting.map(({ id }) => id),
  );
  const places = sectionsOfKeys(to.content);
  for (const draft of fitting) await moveAnswers(tx, draft, places);
  return { came: fitting.length, stay: staying.length };
}

/** Only sections whose answers are asked elsewhere now are written: whoever has such a page open is told of it. */
async function moveAnswers(tx: Tx, draft: BegunDraft, places: ReadonlyMap<string, string>): Promise<void> {
  const moved = draft.sections.filter(({ section, answers }) =>
    Object.keys(answers).some((key) => (places.get(key) ?? section) !== section),
  );
  if (moved.length === 0) return;
  const now = new Map<string, Answers>();
  for (const { section, answers } of draft.sections)
    for (const [key, answer] of Object.entries(answers)) {
      const place = places.get(key) ?? section;
      now.set(place, { ...now.get(place), [key]: answer });
    }
  for (const { section } of moved) if (!now.has(section)) await dropSection(tx, draft.id, section);
  const touched = new Set([
    ...moved.map(({ section }) => section),
    ...moved.flatMap(({ answers, section }) => Object.keys(answers).map((key) => places.get(key) ?? section)),
  ]);
  for (const section of touched) {
    const answers = now.get(section);
    if (answers) await putSection(tx, draft.id, section, answers);
  }
}
