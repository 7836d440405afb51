import { lockRun, workshopsOf } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf } from '#platform/refusal.ts';
import type { Application, ReplyAnswer } from './application.ts';
import { findApplication } from './application.sql.ts';
import { firstStart } from './announce.ts';
import { told } from './news.ts';
import {
  addGivingUp,
  addLapse,
  addOffer,
  addReply,
  overdueOffers,
  placesTaken,
  reserveList,
} from './offer.sql.ts';
import { mayPromote, replyBy, refusalToGiveUp, refusalToReply } from './rules.ts';

const NO_OFFER = refuse('no-offer', 'There is no offer here to answer.', 404);

type Reply = { applicationId: string; runId: string; personId: string; answer: ReplyAnswer };

/**
 * Answers an offer. Accepting tells `application.place-accepted`; declining tells `application.place-declined` and offers
 * the place to the head of the reserve list. The run is held, so that answers, lapses and announcements take turns. The
 * same answer twice changes nothing; another one, or one after the time to reply, is refused.
 */
export async function replyToOffer(tx: Tx, reply: Reply): Promise<void> {
  const run = await lockRun(tx, reply.runId);
  const application = await findApplication(tx, reply.applicationId);
  if (!application?.offer) return stopIf(NO_OFFER);
  stopIf(refusalToReply(application, reply.answer, run.zone, now()));
  if (application.state !== 'offered') return;
  await addReply(tx, application.offer.id, reply.answer, reply.personId);
  await announce(
    tx,
    reply.answer === 'accepted' ? 'application.place-accepted' : 'application.place-declined',
    {
      ...aboutOf(application, reply.personId),
      offerId: application.offer.id,
    },
  );
  if (reply.answer === 'declined') await offerFreePlaces(tx, run.id);
}

/**
 * Gives up an accepted place: tells `application.place-given-up` and offers the place to the head of the reserve list,
 * until the first workshop has begun. Giving up twice changes nothing. Refused (404) without a place.
 */
export async function giveUpPlace(
  tx: Tx,
  giving: { applicationId: string; runId: string; personId: string; reason: string },
): Promise<void> {
  const run = await lockRun(tx, giving.runId);
  const application = await findApplication(tx, giving.applicationId);
  if (!application?.offer) return stopIf(NO_OFFER);
  stopIf(refusalToGiveUp(application));
  if (application.state === 'place-given-up') return;
  await addGivingUp(tx, application.offer.id, giving.personId, giving.reason);
  const about = { ...aboutOf(application, giving.personId), offerId: application.offer.id };
  await announce(tx, 'application.place-given-up', about);
  await offerFreePlaces(tx, run.id);
}

/**
 * Lets the overdue offers of a run lapse, tells each as `application.offer-lapsed`, and offers the places to the reserve
 * list. Answers how many lapsed.
 */
export async function lapseOffers(tx: Tx, runId: string): Promise<number> {
  await lockRun(tx, runId);
  const overdue = await overdueOffers(tx, runId);
  for (const { offerId, applicationId, personId } of overdue) {
    await addLapse(tx, offerId);
    await announce(tx, 'application.offer-lapsed', { applicationId, runId, personId, offerId });
  }
  if (overdue.length > 0) await offerFreePlaces(tx, runId);
  return overdue.length;
}

/**
 * Offers free places of a run to its reserve list in rank order, each with its own time to reply, until the first workshop
 * has begun. Holds the run, so that places are counted by one at a time. Answers how many were offered.
 */
export async function offerFreePlaces(tx: Tx, runId: string): Promise<number> {
  const run = await lockRun(tx, runId);
  const cutOff = firstStart(await workshopsOf(tx, runId));
  if (!mayPromote(cutOff, now())) return 0;
  const free = Math.max(0, run.capacity - (await placesTaken(tx, runId)));
  const next = (await reserveList(tx, runId)).slice(0, free);
  const until = replyBy(now(), run.replyWithinHours, run.zone, cutOff);
  for (const { applicationId, decisionId, personId } of next) {
    const offerId = await addOffer(tx, {
      applicationId,
      decisionId,
      fromReserve: true,
      capacity: run.capacity,
      replyBy: until,
    });
    const about = { applicationId, runId, personId, offerId };
    await announce(tx, 'application.offered', { ...about, replyBy: told(until), fromReserve: true });
  }
  return next.length;
}

function aboutOf({ id, runId }: Application, personId: string) {
  return { applicationId: id, runId, personId };
}
