import { findApplication, lockApplication } from '#application';
import { lockRun, mayCoordinate, maySelect, type Run } from '#programme';
import type { Tx } from '#platform/database.ts';
import { NOT_THERE, refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import type { Viewer } from '#platform/viewer.ts';
import { findDossier, concernsOf } from './dossier.sql.ts';
import { keptGuide, type GuideContent } from './guide.ts';
import { putReading, readingBy, type CriterionWords, type Scores } from './selection.sql.ts';
import {
  clearDealing,
  nextToRead,
  putDealing,
  putSkipped,
  type Kept,
  addInterest,
  endInterestRow,
} from './selecting.sql.ts';

export type NewReading = {
  readonly applicationId: string;
  readonly abstained: boolean;
  readonly scores: Scores;
  readonly words?: CriterionWords;
  readonly note: string;
  readonly toApplicant?: string;
  /** The version that the selector saw; 0 for none yet. */
  readonly version: number;
};

/**
 * Writes a selector's private reading, over their own earlier one, by the criteria in force. Refused (404) where they may not
 * read the application: it was not sent, was withdrawn, or they are concerned in it; where another window of theirs has
 * written since (`changed-since`); and for a score that is no step of its criterion. Whether they select for the run at
 * all, `maySelect` says. Holds the run, so that the criteria cannot change meanwhile, and the application.
 */
export async function recordReading(
  tx: Tx,
  selector: Pick<Viewer, 'personId'>,
  reading: NewReading,
): Promise<void> {
  const { applicationId, abstained } = reading;
  const application = await findApplication(tx, applicationId);
  if (!application) return stopIf(NOT_THERE);
  const { runId } = application;
  await lockRun(tx, runId);
  await lockApplication(tx, applicationId);
  const of = { runId, viewerId: selector.personId, withWithdrawn: false };
  if (!(await findDossier(tx, of, applicationId))) return stopIf(NOT_THERE);
  const standing = await readingBy(tx, applicationId, selector.personId);
  if ((standing?.version ?? 0) !== reading.version) return stopIf(CHANGED);
  const guide = await keptGuide(tx, runId);
  stopIf(refusalToScore(guide, reading.scores));
  await putReading(tx, {
    applicationId,
    runId,
    guideId: guide.id,
    abstained,
    note: reading.note,
    scores: abstained ? {} : reading.scores,
    words: abstained ? {} : (reading.words ?? {}),
    toApplicant: abstained ? '' : (reading.toApplicant ?? ''),
    selectorId: selector.personId,
    version: reading.version + 1,
  });
  await clearDealing(tx, applicationId, selector.personId);
}

const CHANGED = refuse(
  'changed-since',
  'You changed this reading in another window. Open it again to see what stands; what you wrote is below.',
);

/** Why scores cannot be kept: one is for no criterion with steps, or is no step of it. */
export function refusalToScore({ criteria }: GuideContent, scores: Scores): Refusal | undefined {
  for (const [id, score] of Object.entries(scores)) {
    const steps = criteria.find((one) => one.id === id)?.steps;
    if (!steps || !Number.isInteger(score) || score < 1 || score > steps.length)
      return refuse('no-such-step', 'The criteria of this run have changed. Open the application again.');
  }
  return undefined;
}

/** What a viewer may do with a run's applications: read and score them, decide on them. */
export type Part = { readonly selects: boolean; readonly coordinates: boolean };

/** The viewer's part in a run, or nothing when they have none. */
export function partIn(viewer: Viewer, run: Run): Part | undefined {
  const part = { selects: !maySelect(viewer, run), coordinates: !mayCoordinate(viewer, run) };
  return part.selects || part.coordinates ? part : undefined;
}

/**
 * Deals a selector the application of a run that is read least, and answers its id; nothing when they have read all that they
 * may. Holds the run, so that three who ask at the same moment are dealt three different ones. Who has one unfinished is dealt
 * that one again.
 */
export async function dealNext(
  tx: Tx,
  runId: string,
  selectorId: string,
  except?: string,
): Promise<string | undefined> {
  await lockRun(tx, runId);
  const applicationId = await nextToRead(tx, runId, selectorId, except);
  if (applicationId) await putDealing(tx, { applicationId, runId, selectorId });
  return applicationId;
}

/** Puts an application at the end of a selector's queue and keeps what they had typed for when it comes round. 404 where they may not read it. */
export async function skipApplication(
  tx: Tx,
  skip: { applicationId: string; selectorId: string; kept: Kept },
): Promise<void> {
  const application = await findApplication(tx, skip.applicationId);
  if (!application) return stopIf(NOT_THERE);
  const { runId } = application;
  await lockRun(tx, runId);
  const of = { runId, viewerId: skip.selectorId, withWithdrawn: false };
  if (!(await findDossier(tx, of, skip.applicationId))) return stopIf(NOT_THERE);
  await putSkipped(tx, { ...skip, runId });
}

/**
 * A reader says that they know somebody: from now on the application is on none of their pages, and what they have read of it
 * does not count. Declared twice is once. 404 where they may not read it.
 */
export async function declareInterest(
  tx: Tx,
  interest: { applicationId: string; selectorId: string; words: string },
): Promise<void> {
  await lockApplication(tx, interest.applicationId);
  const application = await findApplication(tx, interest.applicationId);
  if (!application) return stopIf(NOT_THERE);
  const { runId } = application;
  const of = { runId, viewerId: interest.selectorId, withWithdrawn: true };
  if (!(await findDossier(tx, of, interest.applicationId))) return stopIf(NOT_THERE);
  await addInterest(tx, { ...interest, runId });
  await clearDealing(tx, interest.applicationId, interest.selectorId);
}

/**
 * Ends a declared interest, with the reason why it does not hold: the application is on its reader's pages again and their
 * reading counts. 404 for one that was ended, or is on an application that this coordinator must not meet themselves: so
 * nobody ends their own.
 */
export async function endInterest(
  tx: Tx,
  end: { id: string; runId: string; personId: string; because: string },
): Promise<void> {
  if (end.because.trim() === '') stopIf(refuse('no-reason', 'Say why this interest does not hold.', 422));
  const mustNotMeet = await concernsOf(tx, end.runId, end.personId);
  if (!(await endInterestRow(tx, end, mustNotMeet))) stopIf(NOT_THERE);
}
