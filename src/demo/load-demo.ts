import { join } from 'node:path';
import type { Temporal } from 'temporal-polyfill';
import { now, rehearsedBy, rehearseFrom, releaseClock } from '#platform/clock.ts';
import { settings, useSettings } from '#platform/config.ts';
import { setAlarms } from './alarms.sql.ts';
import { noteBegun, noteFinished } from './loading.sql.ts';
import { applicationMoments } from './play-applications.ts';
import { peopleMoments } from './play-people.ts';
import { programmeMoments } from './play-programme.ts';
import { playMoments, type Workings } from './play.ts';
import { readDemo } from './read-demo.ts';
import { emptyStage, type Moment, type Stage } from './stage.ts';

type Part = { readonly name: string; readonly moments: (stage: Stage) => Moment[] };

/** What is played, part by part; the parts are then put in one order of time. */
const PARTS: readonly Part[] = [
  { name: 'the programme and its runs', moments: programmeMoments },
  { name: 'people', moments: peopleMoments },
  { name: 'applications', moments: applicationMoments },
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
  const stage = emptyStage(readDemo(join(settings().root, 'demo')));
  const present = now();
  const parts = PARTS.map(({ name, moments }) => ({ name, moments: moments(stage) }));
  await noteBegun(workings.db);
  for (const { name, moments } of parts) say(`  ${countUntil(moments, present)} things of ${name}`);
  await withoutPost(async () => {
    const alarms = await keepingClock(() =>
      playMoments(
        workings,
        parts.flatMap(({ moments }) => moments),
        present,
      ),
    );
    await setAlarms(workings.db, alarms);
  });
  await noteFinished(workings.db);
}

function countUntil(moments: readonly Moment[], present: Temporal.Instant): number {
  return moments.filter(({ at }) => at.epochMilliseconds <= present.epochMilliseconds).length;
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
