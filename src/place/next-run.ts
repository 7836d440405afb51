import type { Temporal } from 'temporal-polyfill';
import { firstStart, runsOfProgramme, runStanding, workshopsOfRuns, type Run } from '#programme';
import type { Database } from '#platform/database.ts';

/** A run that follows another of its programme; open once applications to it have begun. */
export type NextRun = { readonly run: Run; readonly isOpen: boolean };

/** Finds the next run of any run of a programme, in two queries for all of them. */
export async function nextRunsOf(
  db: Database,
  programmeId: string,
  now: Temporal.Instant,
): Promise<(run: Pick<Run, 'opensAt'>) => NextRun | undefined> {
  const runs = (await runsOfProgramme(db, programmeId)).sort(
    (one, other) => one.opensAt.epochMilliseconds - other.opensAt.epochMilliseconds,
  );
  const workshops = await workshopsOfRuns(
    db,
    runs.map((one) => one.id),
  );
  const ahead = runs.filter((one) => {
    const start = firstStart(workshops.get(one.id) ?? []);
    return start === undefined || now.epochMilliseconds < start.epochMilliseconds;
  });
  return ({ opensAt }) => {
    const run = ahead.find((one) => one.opensAt.epochMilliseconds > opensAt.epochMilliseconds);
    return run && { run, isOpen: runStanding(run, now) !== 'not-open' };
  };
}

/**
 * The run into which a place of this one can be put off: the next of its programme to open whose workshops have not begun.
 * Nothing while nobody has made one.
 */
export async function nextRunOf(
  db: Database,
  run: Pick<Run, 'programme' | 'opensAt'>,
  now: Temporal.Instant,
): Promise<NextRun | undefined> {
  return (await nextRunsOf(db, run.programme.id, now))(run);
}
