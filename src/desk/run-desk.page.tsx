import {
  mayCoordinate,
  runName,
  newRunPath,
  runsOfInstitution,
  findRunById,
  programmesList,
  type Programme,
  type Run,
} from '#programme';
import { runCountsOf } from '#application';
import { wears } from '#people';
import { get, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Database } from '#platform/database.ts';
import { gatherRunDesk, STAGES } from './run-desk.ts';
import { RunDeskPage } from './run-desk.view.tsx';
import { RunsPage } from './runs.view.tsx';
import { gatherTroubles } from './trouble.ts';

/** The coordinator's desk: their runs, and one run with its counts, what needs them, and its people. */
export const runDeskRoutes: readonly Route[] = [
  get('/desk', wearing('coordinator'), async (x) => {
    const runs = await runsOfCoordinator(x.db, x.viewer);
    const [only] = runs;
    if (only && runs.length === 1) return x.redirect(`/desk/${only.id}`);
    const ids = runs.map(({ id }) => id);
    const [programme, counts, troubles] = await Promise.all([
      programmeOfCoordinator(x.db, x.viewer),
      runCountsOf(x.db, ids),
      gatherTroubles(x.db, x.viewer),
    ]);
    const newRun = programme && newRunPath(programme.id);
    return x.page(
      { title: 'Runs', section: 'desk', width: 'wide' },
      <RunsPage runs={runs} counts={counts} troubles={troubles.length} newRunPath={newRun} />,
    );
  }),
  get('/desk/:runId', wearing('coordinator'), showRunDesk),
];

async function runsOfCoordinator(db: Database, viewer: Viewer): Promise<Run[]> {
  const institutions = viewer.hats
    .filter(({ hat }) => hat === 'coordinator')
    .map(({ organisationId }) => organisationId);
  const runs = await Promise.all(institutions.map((id) => runsOfInstitution(db, id)));
  return runs.flat();
}

/** The programme that a coordinator adds runs to: the first of their institution. */
async function programmeOfCoordinator(db: Database, viewer: Viewer): Promise<Programme | undefined> {
  const programmes = await programmesList(db);
  return programmes.find(({ institutionId }) => wears(viewer, 'coordinator', institutionId));
}

async function showRunDesk(x: Exchange<Viewer>): Promise<Response> {
  const run = await findRunById(x.db, x.param('runId'));
  if (!run || mayCoordinate(x.viewer, run)) return x.missing();
  const [desk, troubles] = await Promise.all([
    gatherRunDesk(x.db, run, x.viewer.personId),
    gatherTroubles(x.db, x.viewer),
  ]);
  const stage = STAGES.find((one) => one === x.query.get('stage'));
  return x.page(
    { title: runName(run), section: 'desk', width: 'wide' },
    <RunDeskPage desk={desk} troubles={troubles.length} stage={stage} />,
  );
}
