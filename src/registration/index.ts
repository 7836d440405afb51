import './registration.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';
import { tells } from './news.ts';

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
  registrationOf,
  registrationsOf,
  registrationsOfPersons,
  registrationsOfRun,
} from './registration.sql.ts';
export { choosePathway, type NewChoice } from './choose-pathway.ts';
export { endRegistration, noteSubmitted, register, type NewRegistration } from './register.ts';
export { clockStanding, lastDayOf, lastSensibleDay, type ClockStanding } from './clock.ts';
export { feeInWords } from './fee-words.ts';

/** What a person works towards, their registration with the awarding body, and its clock. */
export const registration: Room = { name: 'registration', tells };
