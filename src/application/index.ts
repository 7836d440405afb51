import './application.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';
import { answersRoutes } from './answers.page.tsx';
import { applyRoutes } from './apply.page.tsx';
import { decisionsRoutes } from './decisions.page.tsx';
import { invariants } from './invariants.ts';
import { listeners } from './listeners.ts';
import { tells } from './news.ts';
import { offerRoutes } from './offer.page.tsx';
import { selectingRoutes } from './selecting.page.tsx';
import { sweeps } from './sweeps.ts';

export {
  APPLICATION_STATES,
  applicationPath,
  type Application,
  type ApplicationState,
  type Offer,
  type Outcome,
} from './application.ts';
export {
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

export { beginApplication } from './begin.ts';
export { saveSection } from './save.ts';
export { submitApplication } from './submit.ts';
export { withdrawApplication } from './withdraw.ts';
export { recordReading } from './select.ts';
export { markDecisions } from './decide.ts';
export { announceDecisions } from './announce.ts';
export { giveUpPlace, lapseOffers, offerFreePlaces, replyToOffer } from './place.ts';
export { addForm, formOfRun } from './form.sql.ts';
export type { Answers, FormContent } from './form.ts';

export const application: Room = {
  name: 'application',
  routes: [...applyRoutes, ...answersRoutes, ...offerRoutes, ...selectingRoutes, ...decisionsRoutes],
  listeners,
  tells,
  sweeps,
  invariants,
};
