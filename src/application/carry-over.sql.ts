import type { Database, Tx } from '#platform/database.ts';
import { toAnswers, type Answers } from '#form';

/** A draft with its words, section by section, and the version of the form that it was begun with. */
export type BegunDraft = {
  readonly id: string;
  readonly formId: string;
  readonly sections: readonly { readonly section: string; readonly answers: Answers }[];
};

/** Every application to a run that was begun and never sent, in three queries however many there are. */
export async function draftsToRun(db: Database, runId: string): Promise<BegunDraft[]> {
  const drafts = await db
    .selectFrom('application.standing')
    .select(['id', 'form_id'])
    .where('run_id', '=', runId)
    .where('submission_number', 'is', null)
    .orderBy('id')
    .execute();
  if (drafts.length === 0) return [];
  const rows = await db
    .selectFrom('application.draft_answers')
    .innerJoin('application.application', 'application.application.id', 'application_id')
    .select(['application_id', 'section', 'answers'])
    .where('run_id', '=', runId)
    .execute();
  const words = Map.groupBy(rows, (row) => row.application_id);
  return drafts.map(({ id, form_id: formId }) => ({
    id,
    formId,
    sections: (words.get(id) ?? []).map((row) => ({ section: row.section, answers: toAnswers(row.answers) })),
  }));
}

/** How many applications to a run were sent: they stay with the version that they answered. */
export async function countSent(db: Database, runId: string): Promise<number> {
  const { sent } = await db
    .selectFrom('application.standing')
    .select((of) => of.fn.count<number>('submission_number').as('sent'))
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow();
  return sent;
}

/** Holds every application to a run, so that nobody saves or sends while they are carried over. */
export async function lockApplicationsTo(tx: Tx, runId: string): Promise<void> {
  await tx
    .selectFrom('application.application')
    .select('id')
    .where('run_id', '=', runId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** Pins these applications to another version of the form. */
export async function pinTo(tx: Tx, formId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable('application.application').set({ form_id: formId }).where('id', 'in', ids).execute();
}

/** Takes away a section of a draft whose words stand elsewhere now. */
export async function dropSection(tx: Tx, applicationId: string, section: string): Promise<void> {
  await tx
    .deleteFrom('application.draft_answers')
    .where('application_id', '=', applicationId)
    .where('section', '=', section)
    .execute();
}
