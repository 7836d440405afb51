import './submission.tables.ts';
import './submission-news.ts';
import type { Room } from '#platform/room.ts';
import { removeLetGo, sweepFiles } from './file-sweep.ts';
import { submissionInvariants } from './submission-invariants.sql.ts';
import { submissionTells } from './submission-news.ts';
import { submissionRoutes } from './submission.page.tsx';
import { submitRoutes } from './submit.page.tsx';

export {
  evidenceOfSection,
  snapshotSectionName,
  type Snapshot,
  type SnapshotEvidence,
  type SnapshotSection,
} from './snapshot.ts';
export {
  snapshotOf,
  submissionOf,
  submissionsOf,
  submissionsOfPerson,
  type Submission,
  type SubmissionEnd,
} from './submission.sql.ts';
export { submissionFactsOf, submittedTo, type SubmissionFact } from './submission-list.sql.ts';
export {
  noteOpened,
  noteOutcome,
  noteReturned,
  submitPortfolio,
  type Handed,
  type Handing,
} from './submit.ts';
export { serveSnapshotFile } from './submission-file.ts';
export { ReadingContents, SubmissionReading, readingId } from './submission.view.tsx';

/** Portfolios that were submitted: the check before, the copy that never changes, its package, and how it ended. */
export const submission: Room = {
  name: 'submission',
  routes: [...submitRoutes, ...submissionRoutes],
  tells: submissionTells,
  listeners: [removeLetGo],
  sweeps: [sweepFiles],
  invariants: submissionInvariants,
};
