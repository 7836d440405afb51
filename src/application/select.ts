import type { Tx } from '#platform/database.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Application } from './application.ts';
import { findApplication } from './application.sql.ts';
import { lockApplication } from './draft.sql.ts';
import type { Answers, FormContent } from './form.ts';
import { putReading, readingsToRun, type Scores } from './reading.sql.ts';
import { latestSubmission } from './submission.sql.ts';
import { findForm } from './form.sql.ts';

const NOT_THERE = refuse('not-found', 'There is nothing at this address, or nothing that you may see.', 404);

/**
 * Why this viewer may not read an application for selection: it is their own, they are named in it (as line manager), it
 * was never sent, or it was withdrawn. Whether they select for the run at all, `maySelect` says.
 */
export function refusalToRead(
  viewer: Pick<Viewer, 'personId' | 'email'>,
  application: Pick<Application, 'personId' | 'state'>,
  content: FormContent,
  answers: Answers,
): Refusal | undefined {
  if (application.state === 'draft' || application.state === 'withdrawn') return NOT_THERE;
  return isConcerned(viewer, application, content, answers) ? NOT_THERE : undefined;
}

/** Whether an application is the viewer's own, or names the viewer's e-mail address where it asks for somebody's. */
export function isConcerned(
  viewer: Pick<Viewer, 'personId' | 'email'>,
  application: Pick<Application, 'personId'>,
  content: FormContent,
  answers: Answers,
): boolean {
  if (application.personId === viewer.personId) return true;
  const addresses = content.sections
    .flatMap((section) => section.questions)
    .filter((question) => question.kind === 'email')
    .map(({ id }) =>
      String(answers[id] ?? '')
        .trim()
        .toLowerCase(),
    );
  return addresses.includes(viewer.email.toLowerCase());
}

export type NewReading = {
  readonly applicationId: string;
  readonly abstained: boolean;
  readonly scores: Scores;
  readonly note: string;
  /** The version that the selector saw; 0 for none yet. */
  readonly version: number;
};

/**
 * Writes a selector's private reading, over their own earlier one. Refused (404) where they may not read the application,
 * and where another window of theirs has written since (`changed-since`).
 */
export async function recordReading(
  tx: Tx,
  selector: Pick<Viewer, 'personId' | 'email'>,
  reading: NewReading,
): Promise<void> {
  await lockApplication(tx, reading.applicationId);
  const application = await findApplication(tx, reading.applicationId);
  const sent = await latestSubmission(tx, reading.applicationId);
  if (!application || !sent) return stopIf(NOT_THERE);
  const { content } = await findForm(tx, sent.formId);
  stopIf(refusalToRead(selector, application, content, sent.answers));
  const standing = (await readingsToRun(tx, application.runId)).find(
    (one) => one.applicationId === application.id && one.selectorId === selector.personId,
  );
  if ((standing?.version ?? 0) !== reading.version) return stopIf(CHANGED);
  const { applicationId, abstained, note } = reading;
  const scores = abstained ? {} : reading.scores;
  await putReading(tx, {
    applicationId,
    abstained,
    note,
    scores,
    selectorId: selector.personId,
    version: reading.version + 1,
  });
}

const CHANGED = refuse(
  'changed-since',
  'You changed this reading in another window. Open it again to see what stands; what you wrote is below.',
);
