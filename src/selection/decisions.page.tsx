import { runCounts } from '#application';
import { placesTaken } from '#place';
import { findRunById, lockRun, mayCoordinate, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import { choice, parseForm, whole, type FieldError, type Fields } from '#platform/forms.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { decisionsFile } from './decisions-file.ts';
import { DecisionsView } from './decisions.view.tsx';
import { markDecisions, undoMarks, type Marked } from './decide.ts';
import { balanceOf } from './balance.sql.ts';

import { concernsOf } from './dossier.sql.ts';
import { FIRST_GUIDE } from './guide.ts';
import { latestGuide } from './guide.sql.ts';
import { listQuery, readListView } from './list-view.ts';
import { lastBatchOf, lastMarking, markedReserve, markSummary } from './marking.sql.ts';
import { readRanks } from './reading.form.ts';
import { readRows } from './selecting.page.tsx';
import { pendingDecisions } from './selection.sql.ts';
import { count } from './words.ts';

const coordinator = wearing('coordinator');

export const decisionsRoutes: readonly Route[] = [
  get('/desk/:runId/decisions', coordinator, showDecisions),
  get('/desk/:runId/decisions.csv', coordinator, serveFile),
  post('/desk/:runId/decisions', coordinator, mark),
  post('/desk/:runId/decisions/undo', coordinator, undo),
  post('/desk/:runId/decisions/ranks', coordinator, rank),
];

async function openRun(x: Exchange<Viewer>): Promise<Run | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  return run && !mayCoordinate(x.viewer, run) ? run : undefined;
}

async function showDecisions(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  return run ? decisionsPage(x, run, []) : x.missing();
}

async function decisionsPage(
  x: Exchange<Viewer>,
  run: Run,
  errors: readonly FieldError[],
  fields?: Fields,
): Promise<Response> {
  const { personId } = x.viewer;
  const view = readListView(x.query);
  const guide = (await latestGuide(x.db, run.id)) ?? FIRST_GUIDE;
  const hidden = await concernsOf(x.db, run.id, personId);
  const of = { runId: run.id, viewerId: personId, withWithdrawn: true, hidden };
  return x.page(
    { title: 'Decisions', section: 'desk', width: 'wide', hasErrors: errors.length > 0 },
    <DecisionsView
      run={run}
      guide={guide}
      view={view}
      rows={await readRows(x.db, of, guide, view)}
      summary={await markSummary(x.db, run.id, hidden)}
      balance={await balanceOf(x.db, run.id, hidden)}
      reserve={await markedReserve(x.db, run.id, hidden)}
      batch={await lastBatchOf(x.db, run.id, personId)}
      seen={await lastMarking(x.db, run.id)}
      counts={await runCounts(x.db, run.id)}
      taken={await placesTaken(x.db, run.id)}
      errors={errors}
      typed={fields?.typed ?? {}}
      now={now()}
    />,
  );
}

/** The list as it is cut in the address, as a file of text columns. */
async function serveFile(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  return new Response(await decisionsFile(x.db, run, x.viewer.personId, readListView(x.query)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="applications-${run.slug}.csv"`,
    },
  });
}

/** Ids are checked by the act: those of no application to this run do nothing. */
async function mark(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, {
    outcome: choice('what to mark them as', ['offered', 'reserve', 'not-offered', 'none']),
    ...(fields.names.includes('seen')
      ? { seen: whole('The number of the last mark', { max: 999_999_999 }) }
      : {}),
  });
  const chosen = [...new Set(fields.all('application'))];
  if (!parsed.ok) return decisionsPage(x, run, parsed.errors, fields);
  if (chosen.length === 0) {
    return decisionsPage(x, run, [{ field: '', message: 'Choose at least one application' }], fields);
  }
  const { outcome } = parsed.value;
  const { seen } = parsed.value as { seen?: number };
  const made = await x.transaction((tx) =>
    markDecisions(tx, run.id, { applicationIds: chosen, outcome, seen, personId: x.viewer.personId }),
  );
  const one = fields.one('back') === 'dossier' ? chosen[0] : undefined;
  const query = listQuery(readListView(x.query));
  return x.redirect(
    `/desk/${run.id}/${one ? `applications/${encodeURIComponent(one)}` : 'decisions'}${query}`,
    sayMarked(made, outcome === 'none'),
  );
}

function sayMarked({ marked, passedOver, overtaken }: Marked, isNone: boolean): string {
  const [passed, met] = [passedOver.length, overtaken.length];
  const says = [
    isNone ? `${count(marked, 'mark')} taken away.` : `${count(marked, 'application')} marked.`,
    passed === 1 && '1 is withdrawn or has an offer already, and stayed as it is.',
    passed > 1 && `${passed} are withdrawn or have an offer already, and stayed as they are.`,
    met === 1 && 'Somebody else marked 1 of them after you opened the page, and theirs stands: look again.',
    met > 1 && `Somebody else marked ${met} of them after you opened the page, and theirs stand: look again.`,
  ];
  return says.filter(Boolean).join(' ');
}

/** Back to what stood before one's last press. */
async function undo(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const id = (await x.form()).one('batch');
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  const back = isId
    ? await x.transaction((tx) => undoMarks(tx, run.id, { id, personId: x.viewer.personId }))
    : 0;
  const did =
    back > 0
      ? `${count(back, 'application')} back to what stood before.`
      : 'Nothing was left to undo: it was undone, changed or announced since.';
  return x.redirect(`/desk/${run.id}/decisions${listQuery(readListView(x.query))}`, did);
}

/** The order of the reserve list, one number for each. */
async function rank(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const ranks = readRanks(fields);
  if (!ranks.ok) return decisionsPage(x, run, ranks.errors, fields);
  await x.transaction(async (tx) => {
    await lockRun(tx, run.id);
    const marked = new Map(
      (await pendingDecisions(tx, run.id)).map((one) => [one.applicationId, one.outcome]),
    );
    for (const [id, reserveRank] of ranks.value) {
      if (marked.get(id) !== 'reserve') continue;
      const change = {
        applicationIds: [id],
        outcome: 'reserve',
        reserveRank,
        personId: x.viewer.personId,
      } as const;
      await markDecisions(tx, run.id, change);
    }
  });
  return x.redirect(`/desk/${run.id}/decisions#reserve`, 'The order is kept.');
}
