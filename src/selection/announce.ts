import { createHash } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import {
  applicationsToRun,
  refusalToDecide,
  runCounts,
  turnApplication,
  type Application,
} from '#application';
import { offerPlaces, placesTaken, putOnReserve } from '#place';
import { lockRun, type Run } from '#programme';
import type { Database, Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf } from '#platform/refusal.ts';
import type { Outcome } from './decision.ts';
import { refusalToAnnounce, type AnnounceCounts } from './rules.ts';
import { lockPendingDecisions, markAnnounced, type PendingDecision } from './selection.sql.ts';

export type Announced = Readonly<Record<Outcome, number>> & { readonly replyBy: Temporal.Instant };

/** A mark that will be announced, with the application that it is on. */
export type ReadyMark = { readonly decision: PendingDecision; readonly application: Application };

/**
 * Announces every pending decision of a run together: marks become decisions, offers hold places until `replyBy`, the
 * reserve list gets its order, and each is told as news (`place.offered`, `place.reserved`, `selection.not-offered`), whose
 * listeners write one letter each. Holds the run and its marks first, so two who announce at once send one set. Refused when
 * nothing is pending, when offers and places taken exceed the capacity, and, with `seen`, when the marks are no longer those
 * that were counted on the check page. Marks on applications that were withdrawn since are left alone.
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
  const { offers, replyBy } = await offerPlaces(tx, runId, markedAs(ready, 'offered').map(applicationOf));
  await putOnReserve(tx, runId, markedAs(ready, 'reserve').map(rankOf));
  for (const mark of markedAs(ready, 'not-offered')) await tellNo(tx, mark);
  const ids = ready.map(({ decision }) => decision.id);
  await markAnnounced(tx, ids, offers, by.personId);
  return { ...countOutcomes(ready), replyBy };
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
  const count = (outcome: Outcome): number => markedAs(ready, outcome).length;
  return { offered: count('offered'), reserve: count('reserve'), 'not-offered': count('not-offered') };
}

function markedAs(ready: readonly ReadyMark[], outcome: Outcome): ReadyMark[] {
  return ready.filter(({ decision }) => decision.outcome === outcome);
}

function applicationOf({ application }: ReadyMark): string {
  return application.id;
}

function rankOf({ application, decision }: ReadyMark): { applicationId: string; rank: number } {
  if (decision.reserveRank === undefined) throw new Error('A mark for the reserve list without a rank.');
  return { applicationId: application.id, rank: decision.reserveRank };
}

/** The same no again is no news to the applicant. */
async function tellNo(tx: Tx, { application: { id, runId } }: ReadyMark): Promise<void> {
  const turned = await turnApplication(tx, { applicationId: id, to: 'not-offered' });
  if (!turned) return;
  await announce(tx, 'selection.not-offered', { applicationId: id, runId, personId: turned.personId });
}
