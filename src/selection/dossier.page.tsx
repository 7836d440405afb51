import { findForm } from '#form';
import { findPersons } from '#people';
import { askOf } from '#support';
import { findRunById, mayCoordinate, workshopsOf, type Run } from '#programme';
import { optionalText, parseForm, whole, type FieldError } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { concernsOf, findDossier, neighbours, priorAmong } from './dossier.sql.ts';
import { DossierView } from './dossier.view.tsx';
import { explainDecision, suggestExplanation } from './decide.ts';
import { scoredOf } from './figures.ts';
import { FIRST_GUIDE, type Guide } from './guide.ts';
import { latestGuide } from './guide.sql.ts';
import { happeningsOf, versionsOf } from './marking.sql.ts';
import { listQuery, readListView } from './list-view.ts';
import { lastMarking } from './marking.sql.ts';
import { findExplanation, readingsOf } from './selection.sql.ts';

const coordinator = wearing('coordinator');

export const dossierRoutes: readonly Route[] = [
  get('/desk/:runId/applications/:applicationId', coordinator, showDossier),
  post('/desk/:runId/applications/:applicationId/words', coordinator, keepWords),
];

type Opened = {
  readonly run: Run;
  readonly dossier: NonNullable<Awaited<ReturnType<typeof findDossier>>>;
  readonly guide: Guide;
};

async function open(x: Exchange<Viewer>): Promise<Opened | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  if (!run || mayCoordinate(x.viewer, run)) return undefined;
  const of = { runId: run.id, viewerId: x.viewer.personId, withWithdrawn: true };
  const dossier = await findDossier(x.db, of, x.param('applicationId'));
  return dossier && { run, dossier, guide: (await latestGuide(x.db, run.id)) ?? FIRST_GUIDE };
}

async function showDossier(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  return opened ? dossierPage(x, opened, undefined, []) : x.missing();
}

async function dossierPage(
  x: Exchange<Viewer>,
  opened: Opened,
  typed: string | undefined,
  errors: readonly FieldError[],
  status?: number,
): Promise<Response> {
  const { run, dossier, guide } = opened;
  const { applicationId } = dossier;
  const view = readListView(x.query);
  const readings = await readingsOf(x.db, [applicationId]);
  const happenings = await happeningsOf(x.db, applicationId);
  const explanation = await findExplanation(x.db, applicationId);
  const of = {
    runId: run.id,
    viewerId: x.viewer.personId,
    withWithdrawn: true,
    hidden: await concernsOf(x.db, run.id, x.viewer.personId),
    criterion: scoredOf(guide)[0]?.id ?? '',
  };
  const people = [
    ...readings.map((one) => one.selectorId),
    ...happenings.flatMap((one) => one.byId ?? []),
    ...(explanation ? [explanation.writtenBy] : []),
  ];
  return x.page(
    {
      title: dossier.name,
      section: 'desk',
      width: 'wide',
      hasErrors: errors.length > 0,
      ...(status ? { status } : {}),
    },
    <DossierView
      {...opened}
      support={await askOf(x.db, opened.dossier.applicationId)}
      readings={readings}
      readers={await findPersons(x.db, people)}
      happenings={happenings}
      versions={await versionsOf(x.db, applicationId)}
      prior={(await priorAmong(x.db, run.id, [applicationId])).has(applicationId)}
      list={await neighbours(x.db, of, view, applicationId)}
      view={view}
      content={(await findForm(x.db, dossier.formId)).content}
      names={{ workshops: await workshopsOf(x.db, run.id), zone: run.zone }}
      explanation={explanation}
      words={typed ?? explanation?.words ?? suggestExplanation(guide, readings)}
      seen={await lastMarking(x.db, run.id)}
      errors={errors}
    />,
  );
}

/** The words that go into the letter of a no. */
async function keepWords(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  const { run, dossier } = opened;
  const fields = await x.form();
  const parsed = parseForm(fields, {
    words: optionalText('What you say', { max: 4000 }),
    version: whole('The version'),
  });
  if (!parsed.ok) return dossierPage(x, opened, fields.one('words'), parsed.errors);
  const { applicationId } = dossier;
  try {
    await x.transaction((tx) =>
      explainDecision(tx, { applicationId, ...parsed.value, personId: x.viewer.personId }),
    );
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    return dossierPage(x, opened, parsed.value.words, [{ field: '', message: error.refusal.says }], 409);
  }
  const query = listQuery(readListView(x.query));
  const did =
    parsed.value.words === ''
      ? 'The letter will say nothing of its own.'
      : 'These words are kept for the letter.';
  return x.redirect(`/desk/${run.id}/applications/${applicationId}${query}`, did);
}
