import type { Temporal } from 'temporal-polyfill';
import { turnApplication } from '#application';
import { firstStart, lockRun, workshopsOf, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { stopIf } from '#platform/refusal.ts';
import { addLapse, addOffer, overdueOffers, placesTaken } from './offer.sql.ts';
import { putReserve, reserveList } from './reserve.sql.ts';
import { mayPromote, refusalToOffer, replyByFor } from './rules.ts';

export type Offered = {
  readonly replyBy: Temporal.Instant;
  /** Offers by application. */
  readonly offers: ReadonlyMap<string, string>;
};

/**
 * Offers places on a run to these applications, each held until one time to reply, and tells each as `place.offered`. Holds
 * the run first, so that places are counted by one at a time. Refused together when fewer places are free, or when one of
 * them cannot be offered a place: it was not sent, was withdrawn, or holds an offer or a place.
 */
export async function offerPlaces(
  tx: Tx,
  runId: string,
  applicationIds: readonly string[],
): Promise<Offered> {
  const run = await lockRun(tx, runId);
  const taken = await placesTaken(tx, runId);
  stopIf(refusalToOffer({ capacity: run.capacity, taken, offers: applicationIds.length }));
  const replyBy = replyByFor(run, await workshopsOf(tx, runId), now());
  return { replyBy, offers: await holdPlaces(tx, run, applicationIds, { fromReserve: false, replyBy }) };
}

/** The caller holds the run and has counted its places. */
async function holdPlaces(
  tx: Tx,
  run: Run,
  applicationIds: readonly string[],
  how: { fromReserve: boolean; replyBy: Temporal.Instant },
): Promise<ReadonlyMap<string, string>> {
  const offers = new Map<string, string>();
  for (const applicationId of applicationIds) {
    const turned = await turnApplication(tx, { applicationId, to: 'offered', replyBy: how.replyBy });
    if (!turned) throw new Error('An offer met another to the same application, and was not refused.');
    const { personId, runId } = turned;
    const offerId = await addOffer(tx, { applicationId, runId, capacity: run.capacity, ...how });
    offers.set(applicationId, offerId);
    const { fromReserve, replyBy } = how;
    const about = { applicationId, runId, personId, offerId };
    await announce(tx, 'place.offered', { ...about, fromReserve, replyBy: replyBy.toString() });
  }
  return offers;
}

/**
 * Puts applications on a run's reserve list, or gives those that are on it another rank. Who is new there is told as
 * `place.reserved`; a rank is told to nobody. Holds the run. Refused for one that cannot be decided.
 */
export async function putOnReserve(
  tx: Tx,
  runId: string,
  entries: readonly { readonly applicationId: string; readonly rank: number }[],
): Promise<void> {
  await lockRun(tx, runId);
  for (const { applicationId, rank } of entries) {
    const turned = await turnApplication(tx, { applicationId, to: 'reserve' });
    await putReserve(tx, { applicationId, runId, rank });
    if (turned) await announce(tx, 'place.reserved', { applicationId, runId, personId: turned.personId });
  }
}

/**
 * Offers free places of a run to its reserve list in rank order, each with its own time to reply, until the first workshop
 * has begun. Holds the run, so that places are counted by one at a time. Answers how many were offered.
 */
export async function offerFreePlaces(tx: Tx, runId: string): Promise<number> {
  const run = await lockRun(tx, runId);
  const workshops = await workshopsOf(tx, runId);
  if (!mayPromote(firstStart(workshops), now())) return 0;
  const free = Math.max(0, run.capacity - (await placesTaken(tx, runId)));
  const next = (await reserveList(tx, runId)).slice(0, free);
  await holdPlaces(tx, run, next, { fromReserve: true, replyBy: replyByFor(run, workshops, now()) });
  return next.length;
}

/**
 * Lets the overdue offers of a run lapse, tells each as `place.lapsed`, and offers the places to the reserve list. Holds
 * the run. Answers how many lapsed.
 */
export async function lapseOffers(tx: Tx, runId: string): Promise<number> {
  await lockRun(tx, runId);
  const overdue = await overdueOffers(tx, runId);
  for (const { id: offerId, applicationId } of overdue) {
    await addLapse(tx, offerId);
    const turned = await turnApplication(tx, { applicationId, to: 'offer-lapsed' });
    if (turned)
      await announce(tx, 'place.lapsed', { applicationId, runId, personId: turned.personId, offerId });
  }
  if (overdue.length > 0) await offerFreePlaces(tx, runId);
  return overdue.length;
}
