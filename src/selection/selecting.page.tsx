import { findRunById, runsOfInstitution, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';
import { get, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { progressIn } from './balance.sql.ts';
import { concernsIn, concernsOf, listPage, priorAmong, type ListOf } from './dossier.sql.ts';
import { scoredOf } from './figures.ts';
import { FIRST_GUIDE, type Guide } from './guide.ts';
import { latestGuide } from './guide.sql.ts';
import { readListView, type ListView } from './list-view.ts';
import { partIn } from './selecting.ts';
import type { Row } from './list.view.tsx';
import { PileView, SelectingView } from './selecting.view.tsx';
import { readingsOf } from './selection.sql.ts';

const team = wearing('selector', 'coordinator');

export const selectingRoutes: readonly Route[] = [
  get('/selecting', team, showRuns),
  get('/selecting/:runId', team, showPile),
];

async function showRuns(x: Exchange<Viewer>): Promise<Response> {
  const institutions = x.viewer.hats
    .filter(({ hat }) => hat === 'selector' || hat === 'coordinator')
    .map((one) => one.organisationId);
  const runs: Run[] = [];
  for (const id of new Set(institutions)) runs.push(...(await runsOfInstitution(x.db, id)));
  const ids = runs.map((run) => run.id);
  const { personId } = x.viewer;
  const progress = await progressIn(x.db, ids, personId, await concernsIn(x.db, ids, personId));
  return x.page(
    { title: 'Selecting', section: 'selecting', width: 'wide' },
    <SelectingView runs={runs} progress={progress} now={now()} />,
  );
}

async function showPile(x: Exchange<Viewer>): Promise<Response> {
  const run = await findRunById(x.db, x.param('runId'));
  const part = run && partIn(x.viewer, run);
  if (!run || !part) return x.missing();
  const view = readListView(x.query);
  const guide = (await latestGuide(x.db, run.id)) ?? FIRST_GUIDE;
  const { personId } = x.viewer;
  const hidden = await concernsOf(x.db, run.id, personId);
  const of = { runId: run.id, viewerId: personId, withWithdrawn: false, hidden };
  const rows = await readRows(x.db, of, guide, view);
  const progress = (await progressIn(x.db, [run.id], personId, hidden)).get(run.id) ?? { read: 0, all: 0 };
  return x.page(
    { title: 'Applications', section: 'selecting', width: 'wide' },
    <PileView run={run} part={part} guide={guide} rows={rows} progress={progress} view={view} now={now()} />,
  );
}

/** One page of a list with its readings, in three queries whatever their number. */
export async function readRows(
  db: Database,
  of: Omit<ListOf, 'criterion'>,
  guide: Guide,
  view: ListView,
): Promise<Row[]> {
  const listed = await listPage(db, { ...of, criterion: scoredOf(guide)[0]?.id ?? '' }, view);
  const ids = listed.map((one) => one.applicationId);
  const readings = Map.groupBy(await readingsOf(db, ids), (one) => one.applicationId);
  const prior = await priorAmong(db, of.runId, ids);
  return listed.map((one) => ({
    ...one,
    readings: readings.get(one.applicationId) ?? [],
    prior: prior.has(one.applicationId),
  }));
}
