import './registration.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';
import { deskRoutes } from './desk.page.tsx';
import { invariants } from './invariants.sql.ts';
import { tells } from './news.ts';
import { registerRoutes } from './register.page.tsx';
import { registrarRoutes } from './registrar.page.tsx';
import { ownRoutes } from './registration.page.tsx';
import { remindOfExpiry } from './remind.ts';

export {
  PAUSE_WORDS,
  PAYER_WORDS,
  PAYERS,
  PAYMENT_WORDS,
  type PathwayChoice,
  type Pause,
  type PauseReason,
  type Payer,
  type Payment,
  type PaymentState,
  type Registration,
  type RegistrationRequest,
} from './registration.ts';
export { choiceHistory, choicesOf, currentChoice, currentPathway } from './choice.sql.ts';
export {
  findRegistration,
  registeredIn,
  registrationOf,
  registrationsOf,
  registrationsOfPersons,
  registrationsOfRun,
} from './registration.sql.ts';
export { choosePathway, type NewChoice } from './choose-pathway.ts';
export { endRegistration, noteSubmitted, register, type NewRegistration } from './register.ts';
export { clockStanding, lastDayOf, lastSensibleDay, type ClockStanding } from './clock.ts';
export { pausesOf } from './pause.sql.ts';
export { answerPause, askForPause } from './pause.ts';
export { askToRegister, confirmRequest } from './request.ts';
export { openRequestOf } from './request.sql.ts';
export { feeInWords, moneyInWords } from './fee-words.ts';
export { plainDate, todayOf } from './dates.ts';
export { sayTimeLeft } from './time-left.ts';
export { waysOf } from './way.ts';
export { beforePlace, type BeforePlace } from './before-place.ts';
export { BeforePlaceView } from './before-place.view.tsx';

/** What a person works towards, their registration with the awarding body, and its clock. */
export const registration: Room = {
  name: 'registration',
  routes: [...ownRoutes, ...registerRoutes, ...deskRoutes, ...registrarRoutes],
  tells,
  sweeps: [remindOfExpiry],
  invariants,
};
