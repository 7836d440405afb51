import { turnApplication } from '#application';
import { lockRun } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf } from '#platform/refusal.ts';
import type { ReplyAnswer } from './offer.ts';
import { addGivingUp, addReply, offerOf } from './offer.sql.ts';
import { offerFreePlaces } from './offer-places.ts';
import { refusalToGiveUp, refusalToReply } from './rules.ts';

const NO_OFFER = refuse('no-offer', 'There is no offer here to answer.', 404);

export type Reply = { applicationId: string; runId: string; personId: string; answer: ReplyAnswer };

/**
 * Answers an offer. Accepting tells `place.accepted`; declining tells `place.declined` and offers the place to the head of
 * the reserve list. The run is held, so that answers, lapses and announcements take turns. The same answer twice changes
 * nothing; another one, or one after the time to reply, is refused.
 */
export async function replyToOffer(tx: Tx, reply: Reply): Promise<void> {
  const { applicationId, runId, personId, answer } = reply;
  const run = await lockRun(tx, runId);
  const offer = await offerOf(tx, applicationId);
  if (!offer) return stopIf(NO_OFFER);
  stopIf(refusalToReply(offer, answer, run.zone, now()));
  if (offer.state !== 'open') return;
  await addReply(tx, offer.id, answer, personId);
  const accepted = answer === 'accepted';
  await turnApplication(tx, { applicationId, to: accepted ? 'place-accepted' : 'place-declined' });
  const about = { applicationId, runId, personId, offerId: offer.id };
  await announce(tx, accepted ? 'place.accepted' : 'place.declined', about);
  if (!accepted) await offerFreePlaces(tx, runId);
}

/**
 * Gives up an accepted place: tells `place.given-up` and offers the place to the head of the reserve list, until the first
 * workshop has begun. Giving up twice changes nothing. Refused (404) without a place.
 */
export async function giveUpPlace(
  tx: Tx,
  giving: { applicationId: string; runId: string; personId: string; reason: string },
): Promise<void> {
  const { applicationId, runId, personId, reason } = giving;
  await lockRun(tx, runId);
  const offer = await offerOf(tx, applicationId);
  if (!offer) return stopIf(NO_OFFER);
  stopIf(refusalToGiveUp(offer));
  if (offer.state === 'given-up') return;
  await addGivingUp(tx, offer.id, personId, reason);
  await turnApplication(tx, { applicationId, to: 'place-given-up' });
  await announce(tx, 'place.given-up', { applicationId, runId, personId, offerId: offer.id });
  await offerFreePlaces(tx, runId);
}
