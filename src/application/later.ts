import type { Temporal } from 'temporal-polyfill';
import {
  askedLater,
  keysOf,
  valuesOf,
  type Answers,
  type AskedAt,
  type FormContent,
  type Question,
} from '#form';
import type { Tx } from '#platform/database.ts';
import { stopIf, refuse } from '#platform/refusal.ts';
import type { Application, ApplicationState } from './application.ts';
import { lockApplication } from './draft.sql.ts';
import { laterAnswersOf, putLaterAnswers } from './later.sql.ts';

/** One question that somebody has still to answer, and by when. */
export type Owed = {
  readonly question: Question;
  readonly by: Temporal.PlainDate | undefined;
  readonly isOver: boolean;
};

/** What somebody owes an answer to, of what is asked of them by a day. */
export function owedOf(content: FormContent, answers: Answers, at: AskedAt): Owed[] {
  return askedLater(content, answers, at)
    .filter(({ question }) => keysOf(question).every((key) => valuesOf(answers[key]).length === 0))
    .map(({ question, by }) => ({ question, by, isOver: question.optional !== true }));
}

/** From whom answers are wanted after sending: whoever waits, is offered a place, or has one. */
const STILL_ASKED: readonly ApplicationState[] = [
  'submitted',
  'reserve',
  'offered',
  'place-accepted',
  'deferred',
];

/** Whether this application may still need what is required later. */
export function isStillAsked({
  state,
  submissionNumber,
}: Pick<Application, 'state' | 'submissionNumber'>): boolean {
  return submissionNumber > 0 && STILL_ASKED.includes(state);
}

/**
 * Keeps what somebody answered after sending, for the team. Refused where they have answered in another window since
 * (`version` is what their page showed), so that neither is lost unseen.
 */
export async function answerLater(
  tx: Tx,
  given: {
    readonly applicationId: string;
    readonly answers: Answers;
    readonly version: number;
    readonly by: string;
  },
): Promise<void> {
  await lockApplication(tx, given.applicationId);
  const standing = await laterAnswersOf(tx, given.applicationId);
  if (standing.version !== given.version)
    stopIf(
      refuse(
        'answered-meanwhile',
        'You answered this in another window meanwhile. Look at both, and save again.',
      ),
    );
  await putLaterAnswers(tx, given);
}
