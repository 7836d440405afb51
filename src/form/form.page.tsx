import { coordinatedRun, DESK_SECTION, workshopsOf, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import { get, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { formOfRun } from './form.sql.ts';
import { FormView } from './form.view.tsx';

/** A run's form, for whoever looks after the run. */
export const formRoutes = [get('/desk/:runId/form', wearing('coordinator'), showForm)];

async function showForm(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const form = await x.transaction((tx) => formOfRun(tx, run.id));
  return x.page(
    { title: 'The form', section: DESK_SECTION, width: 'wide', scripts: ['form/only-if.js'] },
    <FormView run={run} form={form} {...await shownWith(x, run)} />,
  );
}

/** What a preview needs of its run. */
export async function shownWith(x: Exchange<Viewer>, run: Run) {
  const workshops = (await workshopsOf(x.db, run.id)).filter((one) => !one.cancelledAt);
  return { at: { now: now(), zone: run.zone, workshops }, names: { workshops, zone: run.zone } };
}
