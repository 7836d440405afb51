import { Temporal } from 'temporal-polyfill';
import type { Application, RunCounts } from '#application';
import { openChangeRequests } from '#amendment';
import { pendingCounts, type PendingCounts } from '#announcing';
import { countUnanswered, waitsForDates, type Run } from '#programme';
import { concernsOf, countUnread } from '#selection';
import { now } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';
import { draftCounts } from '#platform/letter-list.sql.ts';
import { sayTroubles, TROUBLES_PATH } from './trouble.ts';

/** What of a run waits for somebody to do something, in numbers. */
export type Waits = {
  /** Applications that nobody outside the team has heard about, and that nobody has marked, after the deadline. */
  readonly undecided: number;
  readonly unread: number;
  readonly marks: PendingCounts;
  /** Letters in the outbox. */
  readonly drafts: { readonly held: number; readonly waiting: number };
  readonly questions: number;
  /** Applicants who ask for a change and wait for an answer. */
  readonly changes: number;
};

/** Gathers what waits; the same few queries for 5 applications or 500. What concerns the viewer is left out of what is to read. */
export async function gatherWaits(
  db: Database,
  run: Run,
  about: { viewerId: string; applications: readonly Application[] },
): Promise<Waits> {
  const { viewerId, applications } = about;
  const things = [`run:${run.id}`, ...applications.map(({ id }) => `application:${id}`)];
  const hidden = await concernsOf(db, run.id, viewerId);
  const [unread, marks, drafts, questions, changes] = await Promise.all([
    countUnread(db, run.id, hidden),
    pendingCounts(db, run.id),
    draftCounts(db, things),
    countUnanswered(db, run.programme.id),
    openChangeRequests(db, run.id),
  ]);
  const untold = applications.filter((one) => one.state === 'submitted').length;
  const undecided = isClosed(run) ? Math.max(0, untold - marks.onUntold) : 0;
  return { undecided, unread, marks, drafts, questions, changes };
}

/** Whether the published deadline of a run has passed. */
export function isClosed(run: Pick<Run, 'deadline'>): boolean {
  return Temporal.Instant.compare(run.deadline.at, now()) <= 0;
}

/** One thing to do, and where. */
export type WaitingItem = { readonly href: string; readonly words: string };

export type WaitingFacts = {
  readonly run: Run;
  readonly counts: Pick<RunCounts, 'offered'>;
  readonly waits: Waits;
  /** How many things did not go through, of this run or another. */
  readonly troubles: number;
};

/** What waits, in the order in which a run comes to it; what has gone wrong first. */
export function waitingItems({ run, counts, waits, troubles }: WaitingFacts): WaitingItem[] {
  const { undecided, unread, marks, drafts, questions, changes } = waits;
  const base = `/desk/${run.id}`;
  const items: [number, string, string][] = [
    [troubles, TROUBLES_PATH, sayTroubles(troubles)],
    [
      waitsForDates(run) ? run.unconfirmed.length : 0,
      'dates',
      count(run.unconfirmed.length, 'date to confirm', 'dates to confirm'),
    ],
    [questions, 'enquiries', count(questions, 'question without an answer', 'questions without an answer')],
    [changes, 'change-requests', count(changes, 'request for a change', 'requests for a change')],
    [
      unread,
      'decisions?sort=missing&order=down',
      count(unread, 'application that nobody has read', 'applications that nobody has read'),
    ],
    [
      undecided,
      'decisions?mark=none&state=submitted',
      count(undecided, 'application to decide', 'applications to decide'),
    ],
    [
      marks.ready,
      'decisions/announce',
      count(marks.ready, 'marked decision not announced', 'marked decisions not announced'),
    ],
    [
      marks.held,
      'decisions/announce?show=held',
      count(marks.held, 'decision held back', 'decisions held back'),
    ],
    [counts.offered, 'places', count(counts.offered, 'offer without a reply', 'offers without a reply')],
    [drafts.held, 'letters?state=draft', count(drafts.held, 'letter held', 'letters held')],
    [
      drafts.waiting,
      'letters?state=draft',
      count(drafts.waiting, 'letter waits to be sent', 'letters wait to be sent'),
    ],
  ];
  return items
    .filter(([number]) => number > 0)
    .map(([, path, words]) => ({ href: path.startsWith('/') ? path : `${base}/${path}`, words }));
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
