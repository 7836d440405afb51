import type { Temporal } from 'temporal-polyfill';
import { turnApplication } from '#application';
import { lockRun, workshopsOf, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { stopIf } from '#platform/refusal.ts';
import { holdRuleOf } from './hold-rule.sql.ts';
import { addLapse, addOffer, overdueOffers, placesTaken } from './offer.sql.ts';
import { putReserve, reserveList } from './reserve.sql.ts';
import { cutOffOf, mayPromote, refusalToOffer, replyByFor } from './rules.ts';

export type Offered = {
  readonly replyBy: Temporal.Instant;
  /** Offers by application. */
  readonly offers: ReadonlyMap<string, string>;
};

/**
 * Offers places on a run to these applications, each held until one time to reply, and tells each as `place.offered`. Holds
 * the run first, so that places are counted by one at a time. Refused together when fewer places are free, or when one of
 * them cannot be offered a place: it was not sent, was withdrawn, or holds an offer or a place. `own` holds the paragraphs that
 * a coordinator wrote for single letters.
 */
export async function offerPlaces(
  tx: Tx,
  runId: string,
  applicationIds: readonly string[],
  own: OwnWords = NO_WORDS,
): Promise<Offered> {
  const run = await lockRun(tx, runId);
  const taken = await placesTaken(tx, runId);
  stopIf(refusalToOffer({ capacity: run.capacity, taken, offers: applicationIds.length }));
  const about = { rule: await holdRuleOf(tx, runId), workshops: await workshopsOf(tx, runId) };
  const replyBy = replyByFor(run, about, now());
  const how = { fromReserve: false, replyBy, own };
  return { replyBy, offers: await holdPlaces(tx, run, applicationIds, how) };
}

/** Paragraphs that a coordinator wrote for single letters, by application. */
export type OwnWords = ReadonlyMap<string, readonly string[]>;

const NO_WORDS: OwnWords = new Map();

/** The caller holds the run and has counted its places. */
async function holdPlaces(
  tx: Tx,
  run: Run,
  applicationIds: readonly string[],
  how: { fromReserve: boolean; replyBy: Temporal.Instant; own: OwnWords },
): Promise<ReadonlyMap<string, string>> {
  const offers = new Map<string, string>();
  for (const applicationId of applicationIds) {
    const turned = await turnApplication(tx, { applicationId, to: 'offered', replyBy: how.replyBy });
    if (!turned) throw new Error('An offer met another to the same application, and was not refused.');
    const { personId, runId } = turned;
    const { fromReserve, replyBy } = how;
    const offer = { applicationId, runId, capacity: run.capacity, fromReserve, replyBy };
    const offerId = await addOffer(tx, offer);
    offers.set(applicationId, offerId);
    const own = how.own.get(applicationId);
    const about = { applicationId, runId, personId, offerId };
    await announce(tx, 'place.offered', {
      ...about,
      fromReserve,
      replyBy: replyBy.toString(),
      ...(own ? { own } : {}),
    });
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
  words: OwnWords = NO_WORDS,
): Promise<void> {
  await lockRun(tx, runId);
  for (const { applicationId, rank } of entries) {
    const turned = await turnApplication(tx, { applicationId, to: 'reserve' });
    await putReserve(tx, { applicationId, runId, rank });
    if (!turned) continue;
    const own = words.get(applicationId);
    const about = { applicationId, runId, personId: turned.personId };
    await announce(tx, 'place.reserved', { ...about, ...(own ? { own } : {}) });
  }
}

/**
 * Offers free places of a run to its reserve list in rank order, each held for as long as the run's rule says, until its cut-off:
 * the start of the first workshop, or the moment that its coordinator allowed. Holds the run, so that places are counted by one at a time. Answers how many were offered.
 */
export async function offerFreePlaces(tx: Tx, runId: string): Promise<number> {
  const run = await lockRun(tx, runId);
  const workshops = await workshopsOf(tx, runId);
  const rule = await holdRuleOf(tx, runId);
  if (!mayPromote(cutOffOf(rule, workshops), now())) return 0;
  const free = Math.max(0, run.capacity - (await placesTaken(tx, runId)));
  const next = (await reserveList(tx, runId)).slice(0, free);
  const replyBy = replyByFor(run, { rule, workshops, fromReserve: true }, now());
  await holdPlaces(tx, run, next, { fromReserve: true, replyBy, own: NO_WORDS });
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
