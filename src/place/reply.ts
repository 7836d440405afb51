import { turnApplication } from '#application';
import { lockRun } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { addJob } from '#platform/jobs.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf } from '#platform/refusal.ts';
import { holdRuleOf } from './hold-rule.sql.ts';
import type { Offer, ReplyAnswer } from './offer.ts';
import { addGivingUp, addReply, moveReplyAside, offerOf } from './offer.sql.ts';
import { offerFreePlaces } from './offer-places.ts';
import { heldUntilFor, refusalToGiveUp, refusalToReply, refusalToTakeBack } from './rules.ts';

const NO_OFFER = refuse('no-offer', 'There is no offer here to answer.', 404);

type OfPerson = { readonly applicationId: string; readonly runId: string; readonly personId: string };
export type Reply = OfPerson & { readonly answer: ReplyAnswer; readonly reason?: string };

const TURNS = { accepted: 'place-accepted', declined: 'place-declined', deferred: 'deferred' } as const;

/**
 * Answers an offer and tells `place.accepted`, `.declined` or `.deferred`. A declined or deferred place stays held for as long as
 * the run's rule lets its person take the reply back, and then goes to the head of the reserve list. The run is held, so that
 * answers, lapses and announcements take turns. The same answer twice changes nothing; another one, or one after the time to
 * reply, is refused.
 */
export async function replyToOffer(tx: Tx, reply: Reply): Promise<void> {
  const { applicationId, runId, personId, answer, reason = '' } = reply;
  const run = await lockRun(tx, runId);
  const offer = await offerOf(tx, applicationId);
  if (!offer) return stopIf(NO_OFFER);
  stopIf(refusalToReply(offer, answer, run.zone, now()));
  if (offer.state !== 'open') return;
  const rule = await holdRuleOf(tx, runId);
  const heldUntil = answer === 'accepted' ? undefined : heldUntilFor(rule, offer.replyBy, now());
  await addReply(tx, offer.id, { answer, personId, reason, heldUntil });
  await turnApplication(tx, { applicationId, to: TURNS[answer] });
  await announce(tx, `place.${answer}`, { applicationId, runId, personId, offerId: offer.id });
  if (heldUntil) await passOnAt(tx, offer, heldUntil);
  else if (answer !== 'accepted') await offerFreePlaces(tx, runId);
}

/** A little after the end, so that no clock that runs a moment behind finds the place still held. */
function passOnAt(
  tx: Tx,
  { id: offerId, runId }: Offer,
  end: NonNullable<Offer['heldUntil']>,
): Promise<void> {
  const at = end.add({ seconds: 5 });
  return addJob(tx, 'pass-on-places', { runId }, { at, key: `pass-on-places:${offerId}` });
}

/**
 * Takes back that an offer was declined or deferred, while the place is still held for its person: the offer stands again until
 * its time to reply. Tells `place.reply-taken-back`. Twice changes nothing; refused once the place has gone on.
 */
export async function takeBackReply(tx: Tx, { applicationId, runId, personId }: OfPerson): Promise<void> {
  await lockRun(tx, runId);
  const offer = await offerOf(tx, applicationId);
  if (!offer) return stopIf(NO_OFFER);
  if (offer.state === 'open') return;
  stopIf(refusalToTakeBack(offer, now()));
  await moveReplyAside(tx, offer.id);
  await turnApplication(tx, { applicationId, to: 'offered', replyBy: offer.replyBy });
  await announce(tx, 'place.reply-taken-back', { applicationId, runId, personId, offerId: offer.id });
}

/**
 * Gives up an accepted place: tells `place.given-up` and offers the place to the head of the reserve list, until the first
 * workshop has begun. Giving up twice changes nothing. Refused (404) without a place.
 */
export async function giveUpPlace(tx: Tx, giving: OfPerson & { reason: string }): Promise<void> {
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
