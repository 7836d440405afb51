import { createHash } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import { lockRun, workshopsOf, type Run, type Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf } from '#platform/refusal.ts';
import type { Application, Outcome } from './application.ts';
import { applicationsToRun, runCounts } from './application.sql.ts';
import { lockPendingDecisions, markAnnounced, type PendingDecision } from './selection.sql.ts';
import { addOffer, placesTaken } from './offer.sql.ts';
import { told } from './news.ts';
import { replyBy, refusalToAnnounce, refusalToDecide, type AnnounceCounts } from './rules.ts';

export type Announced = Readonly<Record<Outcome, number>> & { readonly replyBy: Temporal.Instant };

/** A mark that will be announced, with the application that it is on. */
export type ReadyMark = { readonly decision: PendingDecision; readonly application: Application };

/**
 * Announces every pending decision of a run together: marks become decisions, offers hold places until `replyBy`, and each
 * is told as news, whose listeners write one letter each. Holds the run and its marks first, so two who announce at once
 * send one set. Refused when nothing is pending, when offers and places taken exceed the capacity, and, with
 * `seen`, when the marks are no longer those that were counted on the check page. Marks on applications that were
 * withdrawn since are left alone.
 */
export async function announceDecisions(
  tx: Tx,
  runId: string,
  by: { personId: string; seen?: string | undefined },
): Promise<Announced> {
  const run = await lockRun(tx, runId);
  const ready = readyMarks(await lockPendingDecisions(tx, runId), await applicationsToRun(tx, runId));
  stopIf(refusalToAnnounce(await countsFor(tx, run, ready)));
  if (by.seen !== undefined && by.seen !== sealOfMarks(ready)) stopIf(CHANGED_SINCE);
  await markAnnounced(
    tx,
    ready.map(({ decision }) => decision.id),
    by.personId,
  );
  const until = replyBy(now(), run.replyWithinHours, run.zone, firstStart(await workshopsOf(tx, runId)));
  for (const mark of ready) await tellDecision(tx, run, mark, until);
  return { ...countOutcomes(ready), replyBy: until };
}

const CHANGED_SINCE = refuse(
  'changed-since',
  'Decisions were marked or changed after you opened this page. Check them again.',
);

/** What a check page counted, in one short text that changes whenever a mark does. */
export function sealOfMarks(ready: readonly ReadyMark[]): string {
  const marks = ready
    .map(({ decision }) => `${decision.id}:${decision.outcome}:${decision.reserveRank ?? ''}`)
    .sort()
    .join(' ');
  return createHash('sha256').update(marks).digest('base64url');
}

/** Pending decisions that can be announced: those on applications that still wait for one. */
export function readyMarks(
  pending: readonly PendingDecision[],
  applications: readonly Application[],
): ReadyMark[] {
  const byId = new Map(applications.map((one) => [one.id, one]));
  return pending.flatMap((decision) => {
    const application = byId.get(decision.applicationId);
    return application?.personId && !refusalToDecide(application) ? [{ decision, application }] : [];
  });
}

/** The numbers that decide whether a run's marks can be announced. */
export async function countsFor(
  db: Database,
  run: Run,
  ready: readonly ReadyMark[],
): Promise<AnnounceCounts> {
  return {
    capacity: run.capacity,
    taken: await placesTaken(db, run.id),
    offers: countOutcomes(ready).offered,
    pending: ready.length,
    asked: (await runCounts(db, run.id)).asked,
  };
}

/** Whether a mark tells its applicant anything: each such mark becomes one letter. */
export function isNews({ decision, application }: ReadyMark): boolean {
  return decision.outcome !== application.state;
}

/** How many marks there are of each outcome. */
export function countOutcomes(ready: readonly ReadyMark[]): Record<Outcome, number> {
  const count = (outcome: Outcome): number =>
    ready.filter(({ decision }) => decision.outcome === outcome).length;
  return { offered: count('offered'), reserve: count('reserve'), 'not-offered': count('not-offered') };
}

/** When the first workshop that takes place begins: from then on no freed place is passed on. */
export function firstStart(workshops: readonly Workshop[]): Temporal.Instant | undefined {
  return workshops
    .filter((one) => one.cancelledAt === undefined)
    .map((one) => one.startsAt)
    .sort((one, other) => one.epochMilliseconds - other.epochMilliseconds)[0];
}

async function tellDecision(
  tx: Tx,
  run: Run,
  { decision, application }: ReadyMark,
  until: Temporal.Instant,
): Promise<void> {
  const about = { applicationId: application.id, runId: run.id, personId: application.personId ?? '' };
  // Another rank on the same list, or the same no again, is no news to the applicant.
  if (!isNews({ decision, application })) return;
  if (decision.outcome === 'reserve') return announce(tx, 'application.reserved', about);
  if (decision.outcome === 'not-offered') return announce(tx, 'application.not-offered', about);
  const offerId = await addOffer(tx, {
    applicationId: application.id,
    decisionId: decision.id,
    fromReserve: false,
    capacity: run.capacity,
    replyBy: until,
  });
  await announce(tx, 'application.offered', { ...about, offerId, replyBy: told(until), fromReserve: false });
}
