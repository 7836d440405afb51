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
  unsentDrafts,
  type ApplicationToRun,
  type RunCounts,
} from './application.sql.ts';
export { ownApplication, writing } from './access.ts';
export { openWriting } from './open.page.ts';
export { beginHere } from './applicant.page.tsx';
export { beginApplication, saveSection, type SectionToSave } from './draft.ts';
export {
  codeState,
  enterLate,
  makeAccessCode,
  readCode,
  refusalToUse,
  revokeAccessCode,
  UNKNOWN_CODE,
  type CodeState,
} from './access-code.ts';
export { accessCodesOf, readAccessCode, type AccessCode } from './access-code.sql.ts';
export { signInTo } from './application.view.tsx';
export { lockApplication } from './draft.sql.ts';
export { faultsToSend, submitApplication, withdrawApplication, type SubmitOutcome } from './submit.ts';
export { gatherOpened, seatBesideApplication, type BesideApplication, type Opened } from './opened.ts';
export { carryApplication } from './carry.ts';
export { turnApplication, type Asked, type TurnTo } from './turn.ts';
export { closingOf, refusalForTeam, refusalToDecide, refusalToEdit } from './rules.ts';
export { latestSubmission, submissionsToRun, type Submission, teamAnswersOf } from './submission.sql.ts';
export { STATE_WORDS } from './words.ts';
export { askedSection, lockedIn, standingIn } from './section-answers.ts';
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
