import type { Temporal } from 'temporal-polyfill';
import { json, type Database, type Tx } from '#platform/database.ts';
import { toAnswers, type Answers } from './answers.ts';

/** The answers under a writer's seal; nothing when there are none. */
export async function findEqualityAnswer(db: Database, writer: string): Promise<Answers | undefined> {
  const row = await db
    .selectFrom('form.equality_answer')
    .select('answers')
    .where('writer', '=', writer)
    .executeTakeFirst();
  return row && toAnswers(row.answers);
}

/** Writes equality answers, over what stands under the same seal. */
export async function putEqualityAnswer(
  tx: Tx,
  given: { readonly runId: string; readonly writer: string | undefined; readonly answers: Answers },
): Promise<void> {
  await tx
    .insertInto('form.equality_answer')
    .values({ run_id: given.runId, writer: given.writer ?? null, answers: json(given.answers) })
    .onConflict((conflict) => conflict.column('writer').doUpdateSet({ answers: json(given.answers) }))
    .execute();
}

export type EqualityAnswer = { readonly writer: string | undefined; readonly answers: Answers };

/** All equality answers of a run. */
export async function equalityAnswersOf(db: Database, runId: string): Promise<EqualityAnswer[]> {
  const rows = await db
    .selectFrom('form.equality_answer')
    .select(['writer', 'answers'])
    .where('run_id', '=', runId)
    .execute();
  return rows.map((row) => ({ writer: row.writer ?? undefined, answers: toAnswers(row.answers) }));
}

/** Removes the answers under these seals. */
export async function dropWriters(tx: Tx, writers: readonly string[]): Promise<void> {
  if (writers.length === 0) return;
  await tx.deleteFrom('form.equality_answer').where('writer', 'in', writers).execute();
}

/** Whether a run's equality answers lead back to nobody any more. */
export async function isEqualityClosed(db: Database, runId: string): Promise<boolean> {
  const row = await db
    .selectFrom('form.equality_closing')
    .select('run_id')
    .where('run_id', '=', runId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes down that a run's equality answers are closed; false when somebody did so before. */
export async function addClosing(tx: Tx, runId: string, at: Temporal.Instant): Promise<boolean> {
  const row = await tx
    .insertInto('form.equality_closing')
    .values({ run_id: runId, closed_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('run_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Which of these runs have equality answers that still lead back. */
export async function runsWithOpenEquality(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('form.equality_answer')
    .select('run_id')
    .distinct()
    .where('writer', 'is not', null)
    .execute();
  return rows.map((row) => row.run_id);
}
