import { join } from 'node:path';
import type { Temporal } from 'temporal-polyfill';
import { now, rehearsedBy, rehearseFrom, releaseClock } from '#platform/clock.ts';
import { settings, useSettings } from '#platform/config.ts';
import { openDatabase, type Connection, type OpenDatabase } from '#platform/database.ts';
import type { Sweep, Task } from '#platform/jobs.ts';
import { setAlarms } from './jobs-played.sql.ts';
import { noteBegun, noteFinished } from './loading.sql.ts';
import { isBeyondTerms } from './moving.ts';
import { applicationMoments } from './play-applications.ts';
import { assessmentMoments } from './play-assessments.ts';
import { awardMoments } from './play-awards.ts';
import { enquiryMoments } from './play-enquiries.ts';
import { officeHourMoments } from './play-office-hours.ts';
import { peopleMoments } from './play-people.ts';
import { programmeMoments } from './play-programme.ts';
import { portfolioMoments } from './play-portfolios.ts';
import { registrationMoments } from './play-registrations.ts';
import { workshopMoments } from './play-workshops.ts';
import { playMoments, type Play } from './play.ts';
import { readDemo } from './read-demo.ts';
import { emptyStage, type Moment, type Stage } from './stage.ts';

/** What loading needs of the house: its database, and what does its jobs. */
export type Workings = Pick<OpenDatabase, 'db' | 'pool'> & {
  readonly tasks: readonly Task[];
  readonly sweeps: readonly Sweep[];
};

type Part = { readonly name: string; readonly moments: (stage: Stage) => Moment[] };

/** What is played, part by part; the parts are then put in one order of time. */
const PARTS: readonly Part[] = [
  { name: 'the programme and its runs', moments: programmeMoments },
  { name: 'people', moments: peopleMoments },
  { name: 'applications', moments: applicationMoments },
  { name: 'enquiries', moments: enquiryMoments },
  { name: 'workshops', moments: workshopMoments },
  { name: 'registrations', moments: registrationMoments },
  { name: 'portfolios', moments: portfolioMoments },
  { name: 'office hours', moments: officeHourMoments },
  { name: 'assessments', moments: assessmentMoments },
  { name: 'awards', moments: awardMoments },
];

/**
 * Fills an empty, migrated house with the demo: everything that its people did up to the present by the house's clock, in
 * order, through the acts of the rooms. Letters of that past count as sent and reach no one. The clock then goes on from
 * where it was. Says a line for each part. Cut short, it leaves a beginning without an end (`loadingOf`), which
 * `clearCutShort` sweeps away. Throws DemoFileProblem and DemoPlayProblem.
 */
export async function loadDemo(
  workings: Workings,
  say: (line: string) => void = () => undefined,
): Promise<void> {
  const present = now();
  const stage = emptyStage(readDemo(join(settings().root, 'demo'), present));
  if (isBeyondTerms(stage.files.moving)) {
    say(
      `  The ${stage.files.moving.coming} run lies beyond terms/*.yaml: its days keep their weekdays, without weeks of term.`,
    );
  }
  const parts = PARTS.map(({ name, moments }) => ({ name, moments: moments(stage) }));
  await noteBegun(workings.db);
  for (const { name, moments } of parts) say(`  ${name}: ${sayCount(countUntil(moments, present))}`);
  const all = parts.flatMap((part) => part.moments);
  await withoutPost(async () => {
    const alarms = await keepingClock(() => inHaste(workings, (play) => playMoments(play, all, present)));
    await setAlarms(workings.db, alarms);
  });
  await noteFinished(workings.db, isAllOver(all, present));
}

function sayCount(count: number): string {
  return count === 1 ? '1 moment' : `${count} moments`;
}

function countUntil(moments: readonly Moment[], present: Temporal.Instant): number {
  return moments.filter(({ at }) => at.epochMilliseconds <= present.epochMilliseconds).length;
}

/** What the house does by the clock goes on for ever; what people did is told to its end. */
function isAllOver(moments: readonly Moment[], present: Temporal.Instant): boolean {
  const told = moments.filter(({ act }) => act);
  return countUntil(told, present) === told.length;
}

async function withoutPost(act: () => Promise<void>): Promise<void> {
  const usual = settings();
  useSettings({ ...usual, smtpUrl: undefined });
  try {
    await act();
  } finally {
    useSettings(usual);
  }
}

/**
 * Plays over connections that do not wait for the disk at each step: should the machine stop half way, the whole demo is
 * loaded anew in any case, and what is noted at the end waits for all that came before it.
 */
async function inHaste<T>({ pool, tasks, sweeps }: Workings, act: (play: Play) => Promise<T>): Promise<T> {
  const opened = openDatabase(pool.options as Connection, { max: 2 });
  opened.pool.on('connect', (client) => void client.query('set synchronous_commit = off'));
  try {
    return await act({ db: opened.db, tasks: [...tasks, ...sweeps] });
  } finally {
    await opened.close();
  }
}

/** However the clock went before, released, rehearsed or stopped in a test, it goes so again afterwards. */
async function keepingClock<T>(act: () => Promise<T>): Promise<T> {
  const ahead = rehearsedBy();
  try {
    return await act();
  } finally {
    releaseClock();
    if (Math.abs(ahead) > 0) rehearseFrom(now().add({ milliseconds: Math.round(ahead) }));
  }
}
