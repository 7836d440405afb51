import './application.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';
import { answersRoutes } from './answers.page.tsx';
import { applyRoutes, offerRoutes } from './applicant.page.tsx';
import { decisionsRoutes } from './decisions.page.tsx';
import { invariants, sweeps } from './upkeep.ts';
import { listeners, tells } from './news.ts';
import { selectingRoutes } from './selecting.page.tsx';

export {
  APPLICATION_STATES,
  applicationPath,
  type Application,
  type ApplicationState,
  type Offer,
  type Outcome,
} from './application.ts';
export {
  applicantsOfRuns,
  applicationsOf,
  applicationsToRun,
  findApplication,
  findApplicationTo,
  placeHolders,
  placesOf,
  runCounts,
  runCountsOf,
  type ApplicationToRun,
  type Place,
  type PlaceHolder,
  type RunCounts,
} from './application.sql.ts';

export { beginApplication } from './draft.ts';
export { saveSection } from './draft.ts';
export { submitApplication } from './submit.ts';
export { withdrawApplication } from './submit.ts';
export { recordReading } from './selecting.ts';
export { markDecisions } from './decide.ts';
export { announceDecisions } from './announce.ts';
export { giveUpPlace, lapseOffers, offerFreePlaces, replyToOffer } from './place.ts';
export { addForm, formOfRun } from './submission.sql.ts';
export type { Answers, FormContent } from './form.ts';

export const application: Room = {
  name: 'application',
  routes: [...applyRoutes, ...answersRoutes, ...offerRoutes, ...selectingRoutes, ...decisionsRoutes],
  listeners,
  tells,
  sweeps,
  invariants,
};
