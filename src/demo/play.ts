import { Temporal } from 'temporal-polyfill';
import { stopClockAt } from '#platform/clock.ts';
import { inTransaction, type OpenDatabase } from '#platform/database.ts';
import { drainJobs, type Sweep, type Task } from '#platform/jobs.ts';
import { becomeDue, jobsLeft, putOff, type Alarm } from './alarms.sql.ts';
import type { Moment } from './stage.ts';

/** What playing needs of the house: its database and what does its jobs. */
export type Workings = Pick<OpenDatabase, 'db' | 'pool'> & {
  readonly tasks: readonly Task[];
  readonly sweeps: readonly Sweep[];
};

/** Something in the demo that a rule of the house refuses; the message names it and its time. */
export class DemoPlayProblem extends Error {}

/**
 * Plays the moments up to `present` in the order of time, each in a transaction of its own with the clock stopped at it,
 * and lets what it caused be heard at once. Jobs that the house put off are done when their time comes; answers those whose
 * time has not. Leaves the clock stopped at the last moment. Throws DemoPlayProblem.
 */
export async function playMoments(
  workings: Workings,
  moments: readonly Moment[],
  present: Temporal.Instant,
): Promise<readonly Alarm[]> {
  let alarms: readonly Alarm[] = [];
  for (const moment of moments.filter(({ at }) => isOver(at, present)).sort(inTime)) {
    alarms = await ringUntil(workings, alarms, moment.at);
    alarms = [...alarms, ...(await playOne(workings, moment))];
  }
  return ringUntil(workings, alarms, present);
}

function inTime(one: Moment, other: Moment): number {
  return Temporal.Instant.compare(one.at, other.at);
}

function isOver(at: Temporal.Instant, then: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, then) <= 0;
}

async function ringUntil(
  workings: Workings,
  alarms: readonly Alarm[],
  then: Temporal.Instant,
): Promise<readonly Alarm[]> {
  for (const { id, at } of alarms.filter((alarm) => isOver(alarm.at, then))) {
    stopClockAt(at);
    await becomeDue(workings.db, id);
    await drainJobs(workings);
  }
  return alarms.filter((alarm) => !isOver(alarm.at, then));
}

async function playOne(workings: Workings, { at, what, act }: Moment): Promise<readonly Alarm[]> {
  stopClockAt(at);
  try {
    await inTransaction(workings.db, act);
    if (!(await jobsLeft(workings.db))) return [];
    const alarms = await putOff(workings.db);
    await drainJobs(workings);
    return alarms;
  } catch (error) {
    throw new DemoPlayProblem(`${at.toString()}, ${what}: ${String(error)}`, { cause: error });
  }
}
