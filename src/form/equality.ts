import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { sealFor } from '#platform/secret.ts';
import type { Answers } from './answers.ts';
import {
  addClosing,
  dropWriters,
  equalityAnswersOf,
  findEqualityAnswer,
  isEqualityClosed,
  putEqualityAnswer,
} from './equality.sql.ts';
import { answersFor, type FormContent } from './form.ts';

/** What leads from an application to its equality answers, until the deadline: a seal that only this house can make. */
function writerOf(applicationId: string): string {
  return sealFor('equality answers', applicationId);
}

/** What this application's writer said where nobody reads: for showing it to them, and to nobody else. */
export async function equalityAnswersFor(db: Database, applicationId: string): Promise<Answers | undefined> {
  return findEqualityAnswer(db, writerOf(applicationId));
}

/**
 * Keeps what somebody said where nobody reads, over what they said before: apart from the application, without person or
 * time. What is no question of such a section is dropped. After the run's answers were closed nothing is kept.
 */
export async function keepEqualityAnswers(
  tx: Tx,
  runId: string,
  given: { readonly applicationId: string; readonly content: FormContent; readonly answers: Answers },
): Promise<void> {
  if (await isEqualityClosed(tx, runId)) return;
  const writer = writerOf(given.applicationId);
  const before = (await findEqualityAnswer(tx, writer)) ?? {};
  const answers = answersFor(given.content, { ...before, ...given.answers }, 'nobody');
  await putEqualityAnswer(tx, { runId, writer, answers });
}

/** The equality answers of a draft go to the application that it joined, unless that has its own; then they are dropped. */
export async function joinEqualityAnswers(
  tx: Tx,
  runId: string,
  fromId: string,
  intoId: string,
): Promise<void> {
  const coming = await equalityAnswersFor(tx, fromId);
  if (coming && !(await equalityAnswersFor(tx, intoId)))
    await putEqualityAnswer(tx, { runId, writer: writerOf(intoId), answers: coming });
  await dropWriters(tx, [writerOf(fromId)]);
}

/**
 * Ends the time in which equality answers can be changed: those of applications that were not sent go, the others stand in a
 * new order under new ids, and nothing leads back from them to anybody. Doing it twice changes nothing.
 */
export async function closeEqualityAnswers(tx: Tx, runId: string, sentIds: readonly string[]): Promise<void> {
  if (!(await addClosing(tx, runId, now()))) return;
  const sent = new Set(sentIds.map(writerOf));
  const all = await equalityAnswersOf(tx, runId);
  await dropWriters(
    tx,
    all.flatMap(({ writer }) => writer ?? []),
  );
  const kept = all.filter(({ writer }) => writer !== undefined && sent.has(writer));
  // Sorted by what they say, so that the order in which rows lie tells nothing of the order in which people wrote.
  const words = kept.map(({ answers }) => JSON.stringify(answers)).sort();
  for (const one of words)
    await putEqualityAnswer(tx, { runId, writer: undefined, answers: JSON.parse(one) as Answers });
}
