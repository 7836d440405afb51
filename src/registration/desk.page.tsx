import { placeHolders } from '#place';
import { findEdition, findPathway, frameworksOnFile, type Edition } from '#framework';
import { findPersons } from '#people';
import { findRunById, mayCoordinate, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { choicesOf } from './choice.sql.ts';
import { clockStanding, lastDayOf } from './clock.ts';
import { toCsv } from './csv.ts';
import { moneyInWords } from './fee-words.ts';
import { RunRegistrationsView, runRegistrationsTitle, type DeskRow } from './desk.view.tsx';
import { findPause, pausesOf } from './pause.sql.ts';
import { answerPause } from './pause.ts';
import { STANDING_WORDS } from './clock.view.tsx';
import { parsePauseAnswer } from './registration.form.ts';
import { findRegistration, registrationsOfPersons, registrationsOfRun } from './registration.sql.ts';
import { PAYER_WORDS } from './registration.ts';

type Known = Exchange<Viewer>;

export const deskRoutes: readonly Route[] = [
  get('/desk/:runId/registrations', wearing('coordinator'), showRun),
  get('/desk/:runId/registrations.csv', wearing('coordinator'), serveCsv),
  post('/desk/:runId/registrations/:pauseId', wearing('coordinator'), answer),
];

async function visibleRun(x: Known): Promise<Run | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  return run && !mayCoordinate(x.viewer, run) ? run : undefined;
}

/** Everyone with a place on the run or registered from it, with pathway and registration, by name. */
async function rowsOf(x: Known, run: Run): Promise<DeskRow[]> {
  const places = await placeHolders(x.db, run.id);
  const registered = await registrationsOfRun(x.db, run.id);
  const ids = [...new Set([...places, ...registered].map(({ personId }) => personId))];
  const persons = await findPersons(x.db, ids);
  const choices = await choicesOf(x.db, run.programme.id, ids);
  const registrations = await registrationsOfPersons(x.db, run.programme.id, ids);
  return [...persons.values()]
    .map((person) => ({
      person,
      choice: choices.get(person.id),
      registration: registrations.get(person.id),
    }))
    .sort((one, other) => one.person.name.localeCompare(other.person.name, 'en'));
}

async function showRun(x: Known): Promise<Response> {
  const run = await visibleRun(x);
  const edition = run && findEdition(frameworksOnFile(), run.programme.editionId);
  if (!run || !edition) return x.missing();
  const rows = await rowsOf(x, run);
  const pauses = await pausesOf(
    x.db,
    rows.flatMap(({ registration }) => registration?.id ?? []),
  );
  return x.page(
    { title: runRegistrationsTitle, section: 'desk', width: 'wide' },
    <RunRegistrationsView {...{ run, edition, rows, pauses }} now={now()} />,
  );
}

const HEAD = [
  'Name',
  'E-mail',
  'Department',
  'Pathway',
  'Registration number',
  'Registered on',
  'Runs out after',
  'Standing',
  'Who pays',
  'Payer',
  'Cost code',
  'Purchase order',
  'Fee',
];

async function serveCsv(x: Known): Promise<Response> {
  const run = await visibleRun(x);
  const edition = run && findEdition(frameworksOnFile(), run.programme.editionId);
  if (!run || !edition) return x.missing();
  const rows = await rowsOf(x, run);
  return new Response(
    toCsv(
      HEAD,
      rows.map((row) => csvRow(row, edition)),
    ),
    {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="registrations-${run.slug}.csv"`,
        'cache-control': 'private, no-store',
      },
    },
  );
}

function csvRow({ person, choice, registration }: DeskRow, edition: Edition): string[] {
  const pathwayId = choice?.pathwayId ?? registration?.pathwayId;
  const pathway = pathwayId ? (findPathway(edition, pathwayId)?.title ?? pathwayId) : '';
  const whose = [person.name, person.email, person.department, pathway];
  if (!registration) return [...whose, ...HEAD.slice(whose.length).map(() => '')];
  const { feePence, feeCurrency, feeConfirmed } = registration;
  const fee = feePence === null ? '' : moneyInWords(feePence, feeCurrency);
  return [
    ...whose,
    registration.reference,
    registration.registeredOn,
    lastDayOf(edition, registration.expires).toString(),
    STANDING_WORDS[clockStanding(registration, now())],
    PAYER_WORDS[registration.whoPays],
    registration.payerName,
    registration.costCode,
    registration.purchaseOrder,
    feeConfirmed && fee ? fee : [fee, 'to be confirmed'].filter(Boolean).join(', '),
  ];
}

async function answer(x: Known): Promise<Response> {
  const run = await visibleRun(x);
  const pause = run && (await findPause(x.db, x.param('pauseId')));
  const registration = pause && (await findRegistration(x.db, pause.registrationId));
  if (!run || !pause || registration?.programmeId !== run.programme.id) return x.missing();
  const parsed = parsePauseAnswer(await x.form());
  if (!parsed.ok)
    return x.refused({ code: 'no-answer', says: 'Confirm the pause or decline it.', status: 422 });
  const grant = parsed.value.answer === 'granted';
  await x.transaction((tx) => answerPause(tx, { pauseId: pause.id, grant, answeredBy: x.viewer.personId }));
  return x.redirect(
    `/desk/${run.id}/registrations`,
    grant ? 'The pause is confirmed and the clock moved.' : 'The pause is declined.',
  );
}
