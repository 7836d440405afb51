import type { Temporal } from 'temporal-polyfill';
import { findPersons, type Person } from '#people';
import { cutOffOf, holdRuleOf, replyByFor } from '#place';
import { findRuns, runName, workshopsOf, workshopsOfRuns, type Run, type Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';
import { thingsWithUnsentLetters } from '#platform/letter-list.sql.ts';
import type { Refusal } from '#platform/refusal.ts';
import { countsFor } from './announce.ts';
import { overlappingRuns, warningsOf, type Warning } from './announce-warnings.ts';
import { countMarks, type MarkToAnnounce } from './announce.sql.ts';
import { markedElsewhere, marksToWarnOf, sharedRanks } from './announce-warnings.sql.ts';
import { refusalToAnnounce } from './rules.ts';
import { tallyOf, type Tally } from './tally.ts';

/** What a run's letters are written from. */
export type LetterGround = {
  readonly run: Run;
  readonly workshops: readonly Workshop[];
  readonly replyBy: Temporal.Instant;
  readonly cutOff: Temporal.Instant | undefined;
  readonly asked: number;
};

/** All that a coordinator is shown before announcing. */
export type Announcing = {
  readonly ground: LetterGround;
  readonly tally: Tally;
  readonly refusal: Refusal | undefined;
  readonly warnings: readonly Warning[];
};

/** Gathers what announcing would do; the same few queries for any number of marks. */
export async function gatherAnnouncing(db: Database, run: Run): Promise<Announcing> {
  const tally = tallyOf(await countMarks(db, run.id));
  const counts = await countsFor(db, run, { offers: tally.outcomes.offered, pending: tally.ready });
  const ground = await groundOf(db, run, counts.asked);
  const odd = await marksToWarnOf(db, run.id);
  const unsentThings = await thingsWithUnsentLetters(
    db,
    odd.map((one) => `application:${one.applicationId}`),
  );
  const warnings = warningsOf({
    odd,
    unsent: new Set([...unsentThings].map((thing) => thing.slice('application:'.length))),
    shared: await sharedRanks(db, run.id),
    overlapping: await overlapping(db, ground),
  });
  return { tally, ground, warnings, refusal: refusalToAnnounce(counts) };
}

/** What letters of a run are written from now. */
export async function groundOf(db: Database, run: Run, asked: number): Promise<LetterGround> {
  const workshops = await workshopsOf(db, run.id);
  const rule = await holdRuleOf(db, run.id);
  const replyBy = replyByFor(run, { rule, workshops }, now());
  return { run, workshops, replyBy, cutOff: cutOffOf(rule, workshops), asked };
}

async function overlapping(db: Database, { run, workshops }: LetterGround) {
  const elsewhere = await markedElsewhere(db, run.id);
  const ids = [...new Set(elsewhere.map((one) => one.runId))];
  const runs = await findRuns(db, ids);
  const others = await workshopsOfRuns(db, ids);
  const meets = new Map(overlappingRuns(workshops, others, runs).map((one) => [one.id, runName(one)]));
  return elsewhere.flatMap((one) => {
    const name = meets.get(one.runId);
    return name === undefined ? [] : [{ ...one, runName: name }];
  });
}

/** The people of whom a page speaks, in one query. */
export function personsOf(
  db: Database,
  marks: readonly Pick<MarkToAnnounce, 'personId'>[],
  warnings: readonly Warning[] = [],
): Promise<ReadonlyMap<string, Person>> {
  const named = warnings.flatMap((one) => one.personIds.slice(0, MOST_NAMED));
  return findPersons(db, [...marks.map((one) => one.personId), ...named]);
}

/** How many people a warning names before it says how many more. */
export const MOST_NAMED = 5;
