import { findRunById, runsOfInstitution, workshopsOf, type Run } from '#programme';
import { runCountsOf } from '#application';
import { findForm } from '#form';
import { findPersons } from '#people';
import { parseForm, type FieldError } from '#platform/forms.ts';
import { now } from '#platform/clock.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { readingForm, typedReading, type TypedReading } from './reading.form.ts';
import { ReadView } from './read.view.tsx';
import { readingsBy } from './selection.sql.ts';
import {
  recordReading,
  inView,
  listQuery,
  partIn,
  pileOf,
  readListView,
  type Part,
  type Row,
} from './selecting.ts';
import { PileView, SelectingView } from './selecting.view.tsx';

const team = wearing('selector', 'coordinator');

export const selectingRoutes: readonly Route[] = [
  get('/selecting', team, showRuns),
  get('/selecting/:runId', team, showPile),
  get('/selecting/:runId/:applicationId', team, showReading),
  post('/selecting/:runId/:applicationId', team, saveReading),
];

async function showRuns(x: Exchange<Viewer>): Promise<Response> {
  const institutions = x.viewer.hats
    .filter(({ hat }) => hat === 'selector' || hat === 'coordinator')
    .map((one) => one.organisationId);
  const runs: Run[] = [];
  for (const id of new Set(institutions)) runs.push(...(await runsOfInstitution(x.db, id)));
  const ids = runs.map((run) => run.id);
  const counts = await runCountsOf(x.db, ids);
  const read = await readingsBy(x.db, x.viewer.personId, ids);
  return x.page(
    { title: 'Selecting', section: 'selecting', width: 'wide' },
    <SelectingView runs={runs} counts={counts} read={read} now={now()} />,
  );
}

type OpenedPile = { run: Run; part: Part; rows: readonly Row[]; hidden: number };

async function openPile(x: Exchange<Viewer>): Promise<OpenedPile | Response> {
  const run = await findRunById(x.db, x.param('runId'));
  const part = run && partIn(x.viewer, run);
  if (!run || !part) return x.missing();
  return { run, part, ...(await pileOf(x.db, run, x.viewer, false)) };
}

async function showPile(x: Exchange<Viewer>): Promise<Response> {
  const pile = await openPile(x);
  if (pile instanceof Response) return pile;
  const view = readListView(x.query);
  const shown = inView(pile.rows, view);
  return x.page(
    { title: 'Applications', section: 'selecting', width: 'wide' },
    <PileView {...pile} view={view} shown={shown} now={now()} />,
  );
}

async function showReading(x: Exchange<Viewer>): Promise<Response> {
  const pile = await openPile(x);
  if (pile instanceof Response) return pile;
  const row = pile.rows.find((one) => one.application.id === x.param('applicationId'));
  return row ? readingPage(x, pile, row, typedReading(row.mine), []) : x.missing();
}

async function readingPage(
  x: Exchange<Viewer>,
  pile: OpenedPile,
  row: Row,
  typed: TypedReading,
  errors: readonly FieldError[],
  status?: number,
): Promise<Response> {
  const view = readListView(x.query);
  const list = inView(pile.rows, view);
  const { content } = await findForm(x.db, row.sent.formId);
  const readers = await findPersons(
    x.db,
    row.readings.map((one) => one.selectorId),
  );
  const names = { workshops: await workshopsOf(x.db, pile.run.id), zone: pile.run.zone };
  return x.page(
    {
      title: row.person.name,
      section: 'selecting',
      width: 'wide',
      hasErrors: errors.length > 0,
      ...(status ? { status } : {}),
    },
    <ReadView
      {...pile}
      row={row}
      list={list}
      view={view}
      content={content}
      names={names}
      typed={typed}
      errors={errors}
      readers={readers}
    />,
  );
}

async function saveReading(x: Exchange<Viewer>): Promise<Response> {
  const pile = await openPile(x);
  if (pile instanceof Response) return pile;
  const row = pile.rows.find((one) => one.application.id === x.param('applicationId'));
  if (!row || !pile.part.selects) return x.missing();
  const fields = await x.form();
  const { content } = await findForm(x.db, row.sent.formId);
  const parsed = parseForm(fields, readingForm(content.selection));
  const typed = typedReading(fields, content.selection);
  if (!parsed.ok) return readingPage(x, pile, row, typed, parsed.errors);
  const { note, version, abstain, ...scores } = parsed.value as {
    note: string;
    version: number;
    abstain: boolean;
  };
  const missing = abstain ? [] : missingScores(content.selection.criteria, scores);
  if (missing.length > 0) return readingPage(x, pile, row, typed, missing);
  try {
    await x.transaction((tx) =>
      recordReading(tx, x.viewer, {
        applicationId: row.application.id,
        abstained: abstain,
        note,
        version,
        scores: scoresFrom(scores),
      }),
    );
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    return readingPage(x, pile, row, typed, [{ field: '', message: error.refusal.says }], 409);
  }
  return x.redirect(nextPath(x, pile, row), 'Reading kept.');
}

function missingScores(
  criteria: readonly { id: string; label: string }[],
  scores: Readonly<Record<string, unknown>>,
): FieldError[] {
  return criteria
    .filter(({ id }) => !scores[`score-${id}`])
    .map(({ id, label }) => ({ field: `score-${id}`, message: `Give a score for “${label}”, or abstain` }));
}

function scoresFrom(scores: Readonly<Record<string, unknown>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(scores).flatMap(([name, value]) =>
      name.startsWith('score-') && typeof value === 'string' && value !== ''
        ? [[name.slice('score-'.length), Number(value)]]
        : [],
    ),
  );
}

/** On to the next of the list that is not read yet; back to the list after the last. */
function nextPath(x: Exchange<Viewer>, pile: OpenedPile, row: Row): string {
  const view = readListView(x.query);
  const list = inView(pile.rows, { ...view, show: 'all' });
  const at = list.findIndex((one) => one.application.id === row.application.id);
  const onward = [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))];
  const next = onward.find((one) => one.mine === undefined);
  const base = `/selecting/${pile.run.id}`;
  return next ? `${base}/${next.application.id}${listQuery(view)}` : `${base}${listQuery(view)}`;
}
