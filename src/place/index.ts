import './place.tables.ts';
import type { Room } from '#platform/room.ts';
import { listeners } from './listeners.ts';
import { tells } from './news.ts';
import { offerRoutes } from './offer.page.tsx';
import { invariants, sweeps } from './upkeep.ts';

export { type Offer, type OfferState, type ReplyAnswer } from './offer.ts';
export { findOffer, offerOf, placesTaken } from './offer.sql.ts';
export { placeHolders, placesOf, type Place, type PlaceHolder } from './place.sql.ts';
export { offerFreePlaces, lapseOffers, offerPlaces, putOnReserve, type Offered } from './offer-places.ts';
export { giveUpPlace, replyToOffer } from './reply.ts';
export { refusalToOffer, replyByFor, type PlaceCounts } from './rules.ts';
export { offeredLetter, reservedLetter } from './offer.letter.ts';

export const place: Room = {
  name: 'place',
  routes: offerRoutes,
  listeners,
  tells,
  sweeps,
  invariants,
};
