import { Temporal } from 'temporal-polyfill';
import { stopClockAt } from '#platform/clock.ts';
import { inTransaction, type Database } from '#platform/database.ts';
import type { Task } from '#platform/jobs.ts';
import { becomeDue, hasJobs, putOff, takeDue, type Alarm } from './jobs-played.sql.ts';
import type { Moment } from './stage.ts';

/** What playing needs of the house: its database, and what does its jobs. */
export type Play = { readonly db: Database; readonly tasks: readonly Task[] };

/** Something in the demo that a rule of the house refuses; the message names it and its time. */
export class DemoPlayProblem extends Error {}

/**
 * Plays the moments up to `present` in the order of time, each in a transaction of its own with the clock stopped at it,
 * and lets what it caused be heard at once. Jobs that the house put off are done when their time comes; answers those whose
 * time has not. Leaves the clock stopped at the last moment. Throws DemoPlayProblem.
 */
export async function playMoments(
  play: Play,
  moments: readonly Moment[],
  present: Temporal.Instant,
): Promise<readonly Alarm[]> {
  let alarms: readonly Alarm[] = [];
  for (const moment of moments.filter(({ at }) => isOver(at, present)).sort(inTime)) {
    alarms = await ringUntil(play, alarms, moment.at);
    alarms = [...alarms, ...(await playOne(play, moment))];
  }
  return ringUntil(play, alarms, present);
}

function inTime(one: Moment, other: Moment): number {
  return Temporal.Instant.compare(one.at, other.at);
}

function isOver(at: Temporal.Instant, then: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, then) <= 0;
}

async function ringUntil(
  play: Play,
  alarms: readonly Alarm[],
  then: Temporal.Instant,
): Promise<readonly Alarm[]> {
  for (const { id, at } of alarms.filter((alarm) => isOver(alarm.at, then))) {
    stopClockAt(at);
    await becomeDue(play.db, id);
    await doJobs(play);
  }
  return alarms.filter((alarm) => !isOver(alarm.at, then));
}

async function playOne(play: Play, { at, what, act, task }: Moment): Promise<readonly Alarm[]> {
  stopClockAt(at);
  try {
    if (act) await inTransaction(play.db, act);
    if (task) await doTask(play, task, {});
    return (await hasJobs(play.db)) ? await doJobs(play) : [];
  } catch (error) {
    throw new DemoPlayProblem(`${at.toString()}, ${what}: ${String(error)}`, { cause: error });
  }
}

/** Does the jobs that are due, and those that these cause; answers what waits for a later time. */
async function doJobs(play: Play): Promise<readonly Alarm[]> {
  for (let jobs = await takeDue(play.db); jobs.length > 0; jobs = await takeDue(play.db)) {
    for (const { task: name, payload } of jobs) {
      await doTask(play, name, payload);
    }
  }
  return putOff(play.db);
}

async function doTask({ db, tasks }: Play, name: string, payload: Record<string, unknown>): Promise<void> {
  const task = tasks.find((one) => one.name === name);
  if (!task) throw new Error(`No task is called ${name}.`);
  await task.run(db, payload);
}
