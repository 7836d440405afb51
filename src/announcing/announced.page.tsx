import { runCounts } from '#application';
import { findPersons } from '#people';
import {
  carriedInto,
  deferralsOf,
  holdRuleOf,
  nextRunsOf,
  openOffers,
  placesTaken,
  remindersOf,
  waitingIn,
  cutOffOf,
} from '#place';
import { findRunById, findRuns, mayCoordinate, workshopsOf, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';
import { get, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { sortMarks } from './announce.ts';
import { marksToAnnounce } from './announce.sql.ts';
import { AnnouncedView, type AnnouncedViewProps } from './announced.view.tsx';

/** Where a run stands in numbers at any moment, who has not replied, and who waits. */
export const announcedRoutes: readonly Route[] = [get('/desk/:runId/places', wearing('coordinator'), show)];

async function show(x: Exchange<Viewer>): Promise<Response> {
  const run = await findRunById(x.db, x.param('runId'));
  if (!run || mayCoordinate(x.viewer, run)) return x.missing();
  return x.page(
    { title: 'Places', section: 'desk', width: 'wide' },
    <AnnouncedView {...await gather(x.db, run)} />,
  );
}

/** The same few queries for any number of people. */
async function gather(db: Database, run: Run): Promise<AnnouncedViewProps> {
  const { ready, held } = sortMarks(await marksToAnnounce(db, run.id));
  const open = await openOffers(db, run.id);
  const reminders = await remindersOf(
    db,
    open.map((one) => one.id),
  );
  const waiting = await waitingIn(db, run.id);
  const carried = await carriedInto(db, run.id);
  const deferrals = await deferralsOf(db, run.programme.id);
  const runs = await findRuns(db, [
    ...carried.map((one) => one.fromRunId),
    ...deferrals.map((one) => one.runId),
  ]);
  const nextOf = await nextRunsOf(db, run.programme.id, now());
  const persons = await findPersons(db, [
    ...open.map((one) => one.personId),
    ...waiting.map((one) => one.personId),
    ...carried.map((one) => one.personId),
    ...deferrals.map((one) => one.personId),
  ]);
  const rule = await holdRuleOf(db, run.id);
  return {
    run,
    counts: await runCounts(db, run.id),
    taken: await placesTaken(db, run.id),
    pending: ready.length,
    held: held.length,
    open,
    reminders,
    waiting,
    carried,
    coming: deferrals.filter(({ runId }) => {
      const from = runs.get(runId);
      return from && nextOf(from)?.run.id === run.id;
    }),
    runs,
    persons,
    rule,
    cutOff: cutOffOf(rule, await workshopsOf(db, run.id)),
    now: now(),
  };
}
