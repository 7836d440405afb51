import { findForm } from '#form';
import { findPersons } from '#people';
import { askOf } from '#support';
import { findRunById, workshopsOf, type Run } from '#programme';
import { optionalText, parseForm, type FieldError } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { progressIn } from './balance.sql.ts';
import { concernsOf, findDossier, neighbours, type Dossier } from './dossier.sql.ts';
import { scoredOf } from './figures.ts';
import { FIRST_GUIDE, type Guide } from './guide.ts';
import { latestGuide } from './guide.sql.ts';
import { declareInterest } from './selecting.ts';
import { listQuery, readListView } from './list-view.ts';
import { dealNext, skipApplication } from './selecting.ts';
import { keptBy } from './selecting.sql.ts';
import { ReadView } from './read.view.tsx';
import {
  missingScores,
  readingForm,
  readingFrom,
  typedFields,
  typedReading,
  type TypedReading,
} from './reading.form.ts';
import { partIn, recordReading, type Part } from './selecting.ts';
import { readBefore, readingsOf } from './selection.sql.ts';

const team = wearing('selector', 'coordinator');

export const readingRoutes: readonly Route[] = [
  post('/selecting/:runId/queue/next', team, readNext),
  get('/selecting/:runId/:applicationId', team, showReading),
  post('/selecting/:runId/:applicationId', team, saveReading),
  post('/selecting/:runId/:applicationId/interest', team, declare),
];

type Opened = {
  readonly run: Run;
  readonly part: Part;
  readonly dossier: NonNullable<Awaited<ReturnType<typeof findDossier>>>;
  readonly guide: Guide;
};

async function openRun(x: Exchange<Viewer>): Promise<{ run: Run; part: Part } | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  const part = run && partIn(x.viewer, run);
  return run && part ? { run, part } : undefined;
}

async function open(x: Exchange<Viewer>): Promise<Opened | undefined> {
  const opened = await openRun(x);
  if (!opened) return undefined;
  const of = { runId: opened.run.id, viewerId: x.viewer.personId, withWithdrawn: false };
  const dossier = await findDossier(x.db, of, x.param('applicationId'));
  if (!dossier) return undefined;
  return { ...opened, dossier, guide: (await latestGuide(x.db, opened.run.id)) ?? FIRST_GUIDE };
}

async function readNext(x: Exchange<Viewer>): Promise<Response> {
  const opened = await openRun(x);
  if (!opened?.part.selects) return x.missing();
  const next = await x.transaction((tx) => dealNext(tx, opened.run.id, x.viewer.personId));
  return goOn(x, opened.run, next, undefined);
}

/** To the application that was dealt, or back to the list when all is read. */
function goOn(x: Exchange<Viewer>, run: Run, next: string | undefined, did: string | undefined): Response {
  if (next) return x.redirect(`/selecting/${run.id}/${next}`, did);
  const over = 'You have read every application that waits for you.';
  return x.redirect(`/selecting/${run.id}`, did ? `${did} ${over}` : over);
}

async function showReading(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  return opened ? readingPage(x, opened, undefined, []) : x.missing();
}

async function readingPage(
  x: Exchange<Viewer>,
  opened: Opened,
  typed: TypedReading | undefined,
  errors: readonly FieldError[],
  status?: number,
): Promise<Response> {
  const { run, dossier, guide } = opened;
  const { personId } = x.viewer;
  const view = readListView(x.query);
  const readings = await readingsOf(x.db, [dossier.applicationId]);
  const mine = readings.find((one) => one.selectorId === personId);
  const { content } = await findForm(x.db, dossier.formId);
  const hidden = await concernsOf(x.db, run.id, personId);
  const of = {
    runId: run.id,
    viewerId: personId,
    withWithdrawn: false,
    hidden,
    criterion: scoredOf(guide)[0]?.id ?? '',
  };
  const readers = await findPersons(
    x.db,
    readings.map((one) => one.selectorId),
  );
  return x.page(
    {
      title: dossier.name,
      section: 'selecting',
      width: 'wide',
      hasErrors: errors.length > 0,
      ...(status ? { status } : {}),
    },
    <ReadView
      {...opened}
      readings={readings}
      mine={mine}
      readers={readers}
      list={await neighbours(x.db, of, view, dossier.applicationId)}
      earlier={await readBefore(x.db, of, dossier.applicationId)}
      progress={(await progressIn(x.db, [run.id], personId, hidden)).get(run.id) ?? { read: 0, all: 0 }}
      view={view}
      content={content}
      names={{ workshops: await workshopsOf(x.db, run.id), zone: run.zone }}
      typed={typed ?? { ...typedReading(mine), ...(await keptBy(x.db, dossier.applicationId, personId)) }}
      errors={errors}
      support={await askOf(x.db, dossier.applicationId)}
    />,
  );
}

/** One form, three ways on: keep it, abstain, or skip it for now. */
async function saveReading(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened?.part.selects) return x.missing();
  const { guide, dossier, run } = opened;
  const fields = await x.form();
  const typed = typedFields(guide, fields);
  if (fields.one('act') === 'skip') return skip(x, run, dossier, typed);
  const abstained = fields.one('act') === 'abstain';
  const parsed = parseForm(fields, readingForm(guide));
  if (!parsed.ok) return readingPage(x, opened, typed, parsed.errors);
  const reading = readingFrom(guide, parsed.value);
  const missing = abstained ? [] : missingScores(guide, reading);
  if (missing.length > 0) return readingPage(x, opened, typed, missing);
  try {
    const next = await x.transaction(async (tx) => {
      await recordReading(tx, x.viewer, { applicationId: dossier.applicationId, abstained, ...reading });
      return dealNext(tx, run.id, x.viewer.personId);
    });
    return goOn(
      x,
      run,
      next,
      abstained ? `You abstain on ${dossier.name}.` : `${dossier.name}: reading kept.`,
    );
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    return readingPage(x, opened, typed, [{ field: '', message: error.refusal.says }], 409);
  }
}

async function skip(x: Exchange<Viewer>, run: Run, dossier: Dossier, typed: TypedReading): Promise<Response> {
  const { applicationId, name } = dossier;
  const selectorId = x.viewer.personId;
  const kept = Object.fromEntries(Object.entries(typed).filter(([name]) => name !== 'version'));
  const next = await x.transaction(async (tx) => {
    await skipApplication(tx, { applicationId, selectorId, kept });
    return dealNext(tx, run.id, selectorId, applicationId);
  });
  return next
    ? x.redirect(`/selecting/${run.id}/${next}`, `${name} comes round again at the end.`)
    : x.redirect(`/selecting/${run.id}`, `${name} is the last one left. What you typed is kept.`);
}

async function declare(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  const { run, dossier, part } = opened;
  const parsed = parseForm(await x.form(), { interest: optionalText('Your words', { max: 500 }) });
  if (!parsed.ok) return readingPage(x, opened, undefined, parsed.errors);
  const { applicationId } = dossier;
  const next = await x.transaction(async (tx) => {
    await declareInterest(tx, {
      applicationId,
      selectorId: x.viewer.personId,
      words: parsed.value.interest,
    });
    return part.selects ? dealNext(tx, run.id, x.viewer.personId) : undefined;
  });
  const did = 'Your interest is noted. You will not meet that application again.';
  return next || part.selects
    ? goOn(x, run, next, did)
    : x.redirect(`/desk/${run.id}/decisions${listQuery(readListView(x.query))}`, did);
}
