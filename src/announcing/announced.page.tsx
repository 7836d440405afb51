import { runCounts } from '#application';
import { findPersons } from '#people';
import {
  carriedInto,
  countOpenOffers,
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
import { get, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { pendingCounts } from './tally.ts';
import { AnnouncedView, type AnnouncedViewProps } from './announced.view.tsx';
import type { ListPage } from './list-page.view.tsx';

/** Where a run stands in numbers at any moment, who has not replied, and who waits. */
export const announcedRoutes: readonly Route[] = [get('/desk/:runId/places', wearing('coordinator'), show)];

async function show(x: Exchange<Viewer>): Promise<Response> {
  const run = await findRunById(x.db, x.param('runId'));
  if (!run || mayCoordinate(x.viewer, run)) return x.missing();
  return x.page(
    { title: 'Places', section: 'desk', width: 'wide' },
    <AnnouncedView {...await gather(x, run)} />,
  );
}

const PER_PAGE = 50;

/** Which page of a list of so many the address asks for; the last where it asks for more. */
function pageOf(x: Exchange, name: string, total: number): ListPage {
  const last = Math.max(1, Math.ceil(total / PER_PAGE));
  const page = Math.min(last, Math.max(1, Math.trunc(Number(x.query.get(name))) || 1));
  return { name, page, last, total, offset: (page - 1) * PER_PAGE, limit: PER_PAGE };
}

/** The same few queries for any number of people. */
async function gather(x: Exchange<Viewer>, run: Run): Promise<AnnouncedViewProps> {
  const { db } = x;
  const counts = await runCounts(db, run.id);
  const pages = {
    open: pageOf(x, 'unanswered', await countOpenOffers(db, run.id)),
    waiting: pageOf(x, 'reserve', counts.reserve),
  };
  const { ready: pending, held } = await pendingCounts(db, run.id);
  const open = await openOffers(db, run.id, pages.open);
  const reminders = await remindersOf(
    db,
    open.map((one) => one.id),
  );
  const waiting = await waitingIn(db, run.id, pages.waiting);
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
    counts,
    pages,
    taken: await placesTaken(db, run.id),
    pending,
    held,
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
