import { runCounts } from '#application';
import { placesTaken } from '#place';
import { findRunById, lockRun, mayCoordinate, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import { choice, parseForm, type FieldError, type Fields } from '#platform/forms.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { count } from './words.ts';
import { markDecisions } from './decide.ts';
import { pendingDecisions } from './selection.sql.ts';
import { DecisionsView } from './decisions.view.tsx';
import { readRanks } from './reading.form.ts';
import { pileOf } from './selecting.ts';

const coordinator = wearing('coordinator');

export const decisionsRoutes: readonly Route[] = [
  get('/desk/:runId/decisions', coordinator, showDecisions),
  post('/desk/:runId/decisions', coordinator, mark),
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
  const pile = await pileOf(x.db, run, x.viewer, true);
  const counts = await runCounts(x.db, run.id);
  const taken = await placesTaken(x.db, run.id);
  return x.page(
    { title: 'Decisions', section: 'desk', width: 'wide', hasErrors: errors.length > 0 },
    <DecisionsView
      run={run}
      {...pile}
      counts={counts}
      taken={taken}
      errors={errors}
      typed={fields?.typed ?? {}}
      now={now()}
    />,
  );
}

/** Ids are checked by the act: those of no application to this run do nothing. */
async function mark(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, {
    outcome: choice('what to mark them as', ['offered', 'reserve', 'not-offered', 'none']),
  });
  const chosen = [...new Set(fields.all('application'))];
  if (!parsed.ok) return decisionsPage(x, run, parsed.errors, fields);
  if (chosen.length === 0) {
    return decisionsPage(x, run, [{ field: '', message: 'Choose at least one application' }], fields);
  }
  const { outcome } = parsed.value;
  const { marked, passedOver } = await x.transaction((tx) =>
    markDecisions(tx, run.id, { applicationIds: chosen, outcome, personId: x.viewer.personId }),
  );
  const passed = passedOver.length > 0 ? ` ${sayPassedOver(passedOver.length)}` : '';
  const what =
    outcome === 'none' ? `${count(marked, 'mark')} taken away.` : `${count(marked, 'application')} marked.`;
  return x.redirect(`/desk/${run.id}/decisions`, what + passed);
}

function sayPassedOver(number: number): string {
  return number === 1
    ? '1 is withdrawn or has an offer already, and stayed as it is.'
    : `${number} are withdrawn or have an offer already, and stayed as they are.`;
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
