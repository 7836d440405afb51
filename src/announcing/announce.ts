import type { Temporal } from 'temporal-polyfill';
import { refusalToDecide, runCounts, turnApplication } from '#application';
import { offerPlaces, placesTaken, putOnReserve, type OwnWords } from '#place';
import { lockRun, type Run } from '#programme';
import type { Database, Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf } from '#platform/refusal.ts';
import { marksToAnnounce, sealOfMarks, type MarkToAnnounce } from './announce.sql.ts';
import type { Outcome } from '#selection';
import { refusalToAnnounce, type AnnounceCounts } from './rules.ts';
import { isNews } from './tally.ts';
import { lockPendingDecisions, markAnnounced } from '#selection';

export type Announced = Readonly<Record<Outcome, number>> & {
  readonly replyBy: Temporal.Instant;
  /** How many people were told something: each by one letter. */
  readonly letters: number;
};

/**
 * Announces the pending decisions of a run together: marks become decisions, offers hold places until `replyBy`, the
 * reserve list gets its order, and each is told as news (`place.offered`, `place.reserved`, `announcing.not-offered`), whose
 * listeners write one letter each, in words of its own where a coordinator wrote some. Holds the run and its marks first, so
 * two who announce at once send one set. Refused when nothing is pending, when offers and places taken exceed the capacity, and,
 * with `seen`, when the marks are no longer those that were counted on the check page. Marks that are held back stay pending, and
 * those on applications that were withdrawn since are left alone.
 */
export async function announceDecisions(
  tx: Tx,
  runId: string,
  by: { personId: string; seen?: string | undefined },
): Promise<Announced> {
  const run = await lockRun(tx, runId);
  await lockPendingDecisions(tx, runId);
  const { ready } = sortMarks(await marksToAnnounce(tx, runId));
  const { offered: offers } = countOutcomes(ready);
  stopIf(refusalToAnnounce(await countsFor(tx, run, { offers, pending: ready.length })));
  if (by.seen !== undefined && by.seen !== (await sealOfMarks(tx, runId))) stopIf(CHANGED_SINCE);
  return announceMarks(tx, runId, ready, by.personId);
}

async function announceMarks(
  tx: Tx,
  runId: string,
  ready: readonly MarkToAnnounce[],
  personId: string,
): Promise<Announced> {
  const offered = markedAs(ready, 'offered').map((one) => one.applicationId);
  const { offers, replyBy } = await offerPlaces(tx, runId, offered, ownWords(ready));
  await putOnReserve(tx, runId, markedAs(ready, 'reserve').map(rankOf), ownWords(ready));
  for (const mark of markedAs(ready, 'not-offered')) await tellNo(tx, mark);
  const ids = ready.map((one) => one.id);
  await markAnnounced(tx, ids, offers, personId);
  return { ...countOutcomes(ready), replyBy, letters: ready.filter(isNews).length };
}

const CHANGED_SINCE = refuse(
  'changed-since',
  'Decisions or letters were changed after you opened this page. Check them again.',
);

type SortedMarks = {
  /** Will be announced. */
  readonly ready: readonly MarkToAnnounce[];
  /** Held back by a coordinator: they stay pending. */
  readonly held: readonly MarkToAnnounce[];
  /** On applications that can no longer be decided. */
  readonly leftAlone: readonly MarkToAnnounce[];
};

/** Sorts a run's marks by what announcing does with them. */
function sortMarks(marks: readonly MarkToAnnounce[]): SortedMarks {
  const decidable = marks.filter((one) => !refusalToDecide(one));
  return {
    ready: decidable.filter((one) => !one.isHeld),
    held: decidable.filter((one) => one.isHeld),
    leftAlone: marks.filter((one) => refusalToDecide(one)),
  };
}

/** The numbers that decide whether a run's marks can be announced. */
export async function countsFor(
  db: Database,
  run: Run,
  marks: Pick<AnnounceCounts, 'offers' | 'pending'>,
): Promise<AnnounceCounts> {
  return {
    capacity: run.capacity,
    taken: await placesTaken(db, run.id),
    ...marks,
    asked: (await runCounts(db, run.id)).asked,
  };
}

/** How many marks there are of each outcome. */
function countOutcomes(ready: readonly MarkToAnnounce[]): Record<Outcome, number> {
  const count = (outcome: Outcome): number => markedAs(ready, outcome).length;
  return { offered: count('offered'), reserve: count('reserve'), 'not-offered': count('not-offered') };
}

function markedAs(ready: readonly MarkToAnnounce[], outcome: Outcome): MarkToAnnounce[] {
  return ready.filter((one) => one.outcome === outcome);
}

function ownWords(ready: readonly MarkToAnnounce[]): OwnWords {
  return new Map(ready.flatMap(({ applicationId, own }) => (own ? [[applicationId, own] as const] : [])));
}

function rankOf({ applicationId, reserveRank }: MarkToAnnounce): { applicationId: string; rank: number } {
  if (reserveRank === undefined) throw new Error('A mark for the reserve list without a rank.');
  return { applicationId, rank: reserveRank };
}

/** The same no again is no news to the applicant. */
async function tellNo(tx: Tx, { applicationId, runId, own }: MarkToAnnounce): Promise<void> {
  const turned = await turnApplication(tx, { applicationId, to: 'not-offered' });
  if (!turned) return;
  const about = { applicationId, runId, personId: turned.personId };
  await announce(tx, 'announcing.not-offered', { ...about, ...(own ? { own } : {}) });
}
