import { randomUUID } from 'node:crypto';
import { lockRun } from '#programme';
import type { Tx } from '#platform/database.ts';
import {
  applicationsToRun,
  refusalToDecide,
  type Application,
  findApplication,
  lockApplication,
} from '#application';
import type { Outcome } from './decision.ts';
import { markedByOthersSince, putMarkings, takeBatch, type Marking, type Standing } from './marking.sql.ts';
import {
  lastReserveRank,
  pendingDecisions,
  type PendingDecision,
  findExplanation,
  putExplanation,
  type Reading,
} from './selection.sql.ts';
import { NOT_THERE, refuse, stopIf } from '#platform/refusal.ts';
import { figureOf, scoredOf } from './figures.ts';
import type { GuideContent } from './guide.ts';

export type Mark = {
  readonly applicationIds: readonly string[];
  readonly outcome: Outcome | 'none';
  /** For one application on the reserve list; several are ranked after the last, in the order given. */
  readonly reserveRank?: number | undefined;
  readonly personId: string;
  /** The number of the last mark that the page showed: what somebody else marked since is left alone. */
  readonly seen?: number | undefined;
};

export type Marked = {
  readonly marked: number;
  /** Withdrawn, or with an offer or a place. */
  readonly passedOver: readonly Application[];
  /** Marked by somebody else since the page was opened. */
  readonly overtaken: readonly Application[];
};

/**
 * Marks what the team means to decide on applications of a run, over earlier marks; 'none' takes marks away. Nobody but
 * the team sees a mark before it is announced. Applications that cannot be decided, and those that somebody else marked
 * after `seen`, are passed over and answered; ids of other runs do nothing. Each mark is written down with what stood before.
 */
export async function markDecisions(tx: Tx, runId: string, mark: Mark): Promise<Marked> {
  const run = await lockRun(tx, runId);
  const wanted = new Set(mark.applicationIds);
  const chosen = (await applicationsToRun(tx, run.id)).filter((one) => wanted.has(one.id));
  const others = await overtakenSince(tx, run.id, mark);
  const overtaken = chosen.filter((one) => others.has(one.id));
  const free = chosen.filter((one) => !others.has(one.id));
  const decidable = mark.outcome === 'none' ? free : free.filter((one) => !refusalToDecide(one));
  const markings = await markingsFor(tx, run.id, inOrderOf(mark.applicationIds, decidable), mark);
  await putMarkings(tx, run.id, markings, { batchId: randomUUID(), personId: mark.personId });
  const marked = mark.outcome === 'none' ? markings.length : decidable.length;
  return { marked, passedOver: free.filter((one) => !decidable.includes(one)), overtaken };
}

async function overtakenSince(tx: Tx, runId: string, { seen, personId }: Mark): Promise<ReadonlySet<string>> {
  return seen === undefined ? new Set() : markedByOthersSince(tx, runId, { number: seen, personId });
}

function inOrderOf(ids: readonly string[], applications: readonly Application[]): Application[] {
  const order = new Map(ids.map((id, index) => [id, index]));
  return [...applications].sort((one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0));
}

/** What changes; an application that is marked so already is left out. */
async function markingsFor(
  tx: Tx,
  runId: string,
  applications: readonly Application[],
  mark: Mark,
): Promise<Marking[]> {
  const pending = new Map((await pendingDecisions(tx, runId)).map((one) => [one.applicationId, one]));
  const ranks = await ranksFor(tx, runId, applications, mark, pending);
  return applications.flatMap(({ id }, index) => {
    const before = standingOf(pending.get(id));
    const after: Standing =
      mark.outcome === 'none' ? undefined : { outcome: mark.outcome, rank: ranks?.[index] ?? null };
    return isSame(before, after) ? [] : [{ applicationId: id, before, after }];
  });
}

function standingOf(decision: PendingDecision | undefined): Standing {
  return decision && { outcome: decision.outcome, rank: decision.reserveRank ?? null };
}

function isSame(one: Standing, other: Standing): boolean {
  return one?.outcome === other?.outcome && one?.rank === other?.rank;
}

/** Ranks on the reserve list: the one asked for, the one that stands, or the next ones after the last. */
async function ranksFor(
  tx: Tx,
  runId: string,
  applications: readonly Application[],
  mark: Mark,
  pending: ReadonlyMap<string, PendingDecision>,
): Promise<number[] | undefined> {
  if (mark.outcome !== 'reserve') return undefined;
  if (mark.reserveRank !== undefined && applications.length === 1) return [mark.reserveRank];
  let last = await lastReserveRank(tx, runId);
  return applications.map(({ id }) => pending.get(id)?.reserveRank ?? ++last);
}

/**
 * Takes back one press of one's own: each application goes back to what stood before, where nobody has changed it since. What
 * was announced stays. Answers how many went back; 0 when it was undone before.
 */
export async function undoMarks(
  tx: Tx,
  runId: string,
  batch: { id: string; personId: string },
): Promise<number> {
  const run = await lockRun(tx, runId);
  const did = await takeBatch(tx, run.id, batch);
  const pending = new Map((await pendingDecisions(tx, run.id)).map((one) => [one.applicationId, one]));
  const open = new Set(
    (await applicationsToRun(tx, run.id)).filter((one) => !refusalToDecide(one)).map((one) => one.id),
  );
  const back = did
    .filter(
      (one) => open.has(one.applicationId) && isSame(standingOf(pending.get(one.applicationId)), one.after),
    )
    .map(({ applicationId, before, after }) => ({ applicationId, before: after, after: before }));
  const undoing = { id: randomUUID(), personId: batch.personId };
  await putMarkings(tx, run.id, back, { batchId: undoing.id, personId: batch.personId });
  // An undo is no press of its own: the next undo goes one press further back.
  await takeBatch(tx, run.id, undoing);
  return back.length;
}

/**
 * Keeps what the team will say to an applicant whom it offers no place; '' says nothing. It goes into that letter and nowhere
 * else. Refused (`changed-since`) when somebody else wrote after `version`, and once the letter has gone (`told`).
 */
export async function explainDecision(
  tx: Tx,
  explanation: { applicationId: string; words: string; version: number; personId: string },
): Promise<void> {
  await lockApplication(tx, explanation.applicationId);
  const application = await findApplication(tx, explanation.applicationId);
  if (!application) return stopIf(NOT_THERE);
  if (application.state === 'not-offered') stopIf(TOLD);
  const standing = await findExplanation(tx, explanation.applicationId);
  if ((standing?.version ?? 0) !== explanation.version) stopIf(CHANGED);
  await putExplanation(tx, { ...explanation, runId: application.runId, version: explanation.version + 1 });
}

const CHANGED = refuse(
  'changed-since',
  'Somebody else of the team wrote these words after you opened this page. Theirs are kept; yours are below.',
);
const TOLD = refuse('told', 'This person has had the letter already. Write to them instead.');

/**
 * Words to begin with, kind and specific: what spoke for the application, what would help another time, and what readers wrote
 * for the applicant. Nothing is sent until somebody of the team has read and kept it. '' where readings say nothing.
 */
export function suggestExplanation(guide: GuideContent, readings: readonly Reading[]): string {
  const judged = scoredOf(guide).flatMap((criterion) => {
    const figure = figureOf(criterion, readings);
    return figure
      ? [{ label: criterion.label, share: (figure.median - 1) / (criterion.steps.length - 1) }]
      : [];
  });
  const sorted = [...judged].sort((one, other) => other.share - one.share);
  const [best, worst] = [sorted[0], sorted.at(-1)];
  const says = [
    best && best.share >= 0.5 && `What spoke most for your application: ${lowerFirst(best.label)}.`,
    worst &&
      worst.share < 1 &&
      worst !== best &&
      `What would make it stronger another time is to show more on this: ${lowerFirst(worst.label)}.`,
    ...readings.map((one) => one.toApplicant),
  ];
  return says.filter((one) => typeof one === 'string' && one !== '').join('\n\n');
}

function lowerFirst(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
