import './application.tables.ts';
import type { Room } from '#platform/room.ts';
import { answersRoutes } from './answers.page.tsx';
import { applyRoutes } from './applicant.page.tsx';
import { receiptLetter, withdrawnLetter } from './applicant.letter.ts';
import { laterRoutes } from './later.page.tsx';
import { listeners } from './listeners.ts';
import { tells } from './news.ts';
import { publishFormRoutes } from './publish-form.page.tsx';
import { FORSAKEN_DRAFTS, invariants, sweeps } from './upkeep.ts';

export {
  APPLICATION_STATES,
  applicationPath,
  type Application,
  type ApplicationState,
  type Turn,
} from './application.ts';
export {
  applicantsOfRuns,
  applicationsOf,
  applicationsToRun,
  findApplication,
  findApplicationTo,
  runCounts,
  runCountsOf,
  type ApplicationToRun,
  type RunCounts,
} from './application.sql.ts';
export { ownApplication } from './access.ts';
export { beginHere } from './applicant.page.tsx';
export { beginApplication, saveSection } from './draft.ts';
export { lockApplication } from './draft.sql.ts';
export { submitApplication, withdrawApplication } from './submit.ts';
export { carryApplication } from './carry.ts';
export { turnApplication, type Asked, type TurnTo } from './turn.ts';
export { refusalToDecide, refusalToEdit } from './rules.ts';
export { latestSubmission, submissionsToRun, type Submission } from './submission.sql.ts';
export { STATE_WORDS } from './words.ts';
export { Lines } from './sent.view.tsx';
export { applicantsOf, APPLICATION_LINK, OF_APPLICATION, ofApplication } from './applicant.letter.ts';
export { findCorrespondence, writeToApplicant, type Correspondence } from './correspond.ts';
export type { OfApplication } from './news.ts';

export const application: Room = {
  name: 'application',
  routes: [...applyRoutes, ...answersRoutes, ...publishFormRoutes, ...laterRoutes],
  letters: [receiptLetter, withdrawnLetter],
  listeners,
  tells,
  sweeps,
  invariants,
  keeps: [FORSAKEN_DRAFTS],
};
