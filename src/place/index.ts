import './place.tables.ts';
import type { Room } from '#platform/room.ts';
import { listeners } from './listeners.ts';
import { listEndedLetter, offeredLetter, reminderLetter, reservedLetter } from './offer.letter.ts';
import {
  carriedLetter,
  declinedLetter,
  deferredLetter,
  givenUpLetter,
  lapsedLetter,
  leftQueueLetter,
  standsAgainLetter,
} from './reply.letter.ts';
import { tells } from './news.ts';
import { offerRoutes } from './offer.page.tsx';
import { holdRuleRoutes } from './hold-rule.page.tsx';
import { reserveRoutes } from './reserve.page.tsx';
import { invariants, sweeps, tasks } from './upkeep.ts';

export { type Offer, type OfferState, type ReplyAnswer } from './offer.ts';
export { findOffer, offerOf, placesTaken } from './offer.sql.ts';
export { placeHolders, placesOf, type Place, type PlaceHolder } from './place.sql.ts';
export {
  offerFreePlaces,
  lapseOffers,
  offerPlaces,
  putOnReserve,
  type Offered,
  type OwnWords,
} from './offer-places.ts';
export { giveUpPlace, replyToOffer, takeBackReply } from './reply.ts';
export { takeBackDeferral } from './defer.ts';
export { carriedInto, deferralsOf, type Carried, type Deferral } from './deferral.sql.ts';
export { nextRunOf, nextRunsOf, type NextRun } from './next-run.ts';
export { nudge } from './remind.ts';
export { reminderTimes, type Reminder } from './reminder.ts';
export { countOpenOffers, openOffers, remindersOf, type Cut, type OpenOffer } from './reminder.sql.ts';
export { waitingIn, type Waiting } from './reserve.sql.ts';
export { changeHoldRule } from './change-hold-rule.ts';
export { holdRuleOf } from './hold-rule.sql.ts';
export {
  cutOffOf,
  mayPromote,
  refusalToOffer,
  replyByFor,
  type HoldRule,
  type PlaceCounts,
} from './rules.ts';
export { offeredLetter, offerPath, ofOffer, ofReserve, reservedLetter, reservePath } from './offer.letter.ts';
export { OWN_WORDS, ownText, paragraphsOf, unknownNames } from './own-words.ts';

export const place: Room = {
  name: 'place',
  routes: [...offerRoutes, ...reserveRoutes, ...holdRuleRoutes],
  letters: [
    offeredLetter,
    reservedLetter,
    reminderLetter,
    declinedLetter,
    deferredLetter,
    leftQueueLetter,
    standsAgainLetter,
    lapsedLetter,
    givenUpLetter,
    carriedLetter,
    listEndedLetter,
  ],
  listeners,
  tells,
  tasks,
  sweeps,
  invariants,
};
