import {
  line,
  optionalText,
  optionalWebAddress,
  parseForm,
  whole,
  type FieldError,
  type Fields,
} from '#platform/forms.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import {
  cancelWorkshop,
  changeWorkshop,
  planWorkshop,
  timesAtOdds,
  type WorkshopPlan,
} from './change-workshop.ts';
import { coordinatedRun, DESK_SECTION } from './desk-frame.tsx';
import type { Run, Workshop } from './programme.ts';
import { lockRun } from './run.sql.ts';
import { readWall, typedWall } from './wall-field.tsx';
import { held } from './way.ts';
import { findWorkshop, workshopsOf } from './workshop.sql.ts';
import { PlanView, WorkshopFormView, type Typed } from './workshops-plan.view.tsx';

const coordinator = wearing('coordinator');

/** A coordinator's pages for planning a run's workshops: add, edit, move, cancel. */
export const workshopsPlanRoutes = [
  get('/desk/:runId/workshops-plan', coordinator, showPlan),
  get('/desk/:runId/workshops-plan/new', coordinator, showNew),
  post('/desk/:runId/workshops-plan/new', coordinator, addOne),
  get('/desk/:runId/workshops-plan/:workshopId', coordinator, showOne),
  post('/desk/:runId/workshops-plan/:workshopId', coordinator, saveOne),
  post('/desk/:runId/workshops-plan/:workshopId/cancel', coordinator, cancelOne),
];

async function showPlan(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const workshops = await workshopsOf(x.db, run.id);
  return x.page(
    { title: 'Workshops', section: DESK_SECTION, width: 'wide' },
    <PlanView run={run} workshops={workshops} />,
  );
}

type Asked = { run: Run; workshops: readonly Workshop[]; workshop?: Workshop | undefined };

/** The run and the workshop in the address, if it is this run's; nothing otherwise. */
async function askedFor(x: Exchange<Viewer>): Promise<(Asked & { workshop: Workshop }) | undefined> {
  const run = await coordinatedRun(x);
  if (!run) return undefined;
  const workshops = await workshopsOf(x.db, run.id);
  const workshop = workshops.find(({ id }) => id === x.param('workshopId'));
  return workshop && { run, workshops, workshop };
}

async function showNew(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const workshops = await workshopsOf(x.db, run.id);
  const place = held(workshops).at(-1)?.place ?? '';
  return formPage(x, { run, workshops }, { place }, []);
}

async function showOne(x: Exchange<Viewer>): Promise<Response> {
  const asked = await askedFor(x);
  return asked ? formPage(x, asked, typedOf(asked.workshop, asked.run), []) : x.missing();
}

function typedOf(workshop: Workshop, run: Run): Typed {
  const { title, about, place, joining, accessNotes, onlineLink = '', version } = workshop;
  return {
    ...{ title, about, place, joining, accessNotes, onlineLink, version: String(version) },
    ...typedWall('starts', workshop.startsAt, run.zone),
    ...typedWall('ends', workshop.endsAt, run.zone),
  };
}

function formPage(
  x: Exchange<Viewer>,
  asked: Asked,
  typed: Typed,
  errors: readonly FieldError[],
  conflict = false,
): Promise<Response> {
  const title = asked.workshop ? `Workshop ${asked.workshop.number}` : 'Add a workshop';
  return x.page(
    { title, section: DESK_SECTION, hasErrors: errors.length > 0, ...(conflict ? { status: 409 } : {}) },
    <WorkshopFormView {...asked} title={title} typed={typed} errors={errors} conflict={conflict} />,
  );
}

const FORM = {
  title: line('The title', { max: 200 }),
  about: optionalText('What happens in it', { max: 5000 }),
  place: line('The place', { max: 300 }),
  onlineLink: optionalWebAddress('The online link'),
  joining: optionalText('The joining instructions', { max: 5000 }),
  accessNotes: optionalText('The access notes', { max: 2000 }),
};

function readPlan(
  fields: Fields,
  { run, workshops, workshop }: Asked,
): WorkshopPlan | { errors: FieldError[] } {
  const starts = readWall(fields, 'starts', 'The start', run.zone);
  const ends = readWall(fields, 'ends', 'The end', run.zone);
  const rest = parseForm(fields, FORM);
  const faults = [starts, ends].flatMap((read) => ('error' in read ? [read.error] : []));
  if (!rest.ok || 'error' in starts || 'error' in ends) {
    return { errors: [...(rest.ok ? [] : rest.errors), ...faults] };
  }
  const times = { startsAt: starts.instant, endsAt: ends.instant };
  const others = workshops.filter(({ id }) => id !== workshop?.id);
  const odds = timesAtOdds(times, run, others);
  if (odds.length > 0) return { errors: odds };
  return { ...rest.value, ...times, onlineLink: rest.value.onlineLink || undefined };
}

async function addOne(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const workshops = await workshopsOf(x.db, run.id);
  const plan = readPlan(fields, { run, workshops });
  if ('errors' in plan) return formPage(x, { run, workshops }, fields.typed, plan.errors);
  const added = await x.transaction(async (tx) => planWorkshop(tx, await lockRun(tx, run.id), plan));
  return x.redirect(`/desk/${run.id}/workshops-plan`, `Workshop ${added.number} is on the page.`);
}

async function saveOne(x: Exchange<Viewer>): Promise<Response> {
  const asked = await askedFor(x);
  if (!asked) return x.missing();
  const fields = await x.form();
  const plan = readPlan(fields, asked);
  const version = parseForm(fields, { version: whole('The version') });
  if ('errors' in plan || !version.ok) {
    const errors = 'errors' in plan ? plan.errors : version.ok ? [] : version.errors;
    return formPage(x, asked, fields.typed, errors);
  }
  const { id } = asked.workshop;
  const changed = await x.transaction((tx) => changeWorkshop(tx, id, plan, version.value.version));
  const path = `/desk/${asked.run.id}/workshops-plan`;
  if (changed) return x.redirect(path, `Workshop ${changed.number} is saved.`);
  const fresh = (await findWorkshop(x.db, id)) ?? asked.workshop;
  return formPage(
    x,
    { ...asked, workshop: fresh },
    { ...fields.typed, version: String(fresh.version) },
    [],
    true,
  );
}

async function cancelOne(x: Exchange<Viewer>): Promise<Response> {
  const asked = await askedFor(x);
  if (!asked) return x.missing();
  await x.transaction((tx) => cancelWorkshop(tx, asked.workshop.id));
  return x.redirect(
    `/desk/${asked.run.id}/workshops-plan`,
    `Workshop ${asked.workshop.number} is cancelled, on the page and in every calendar that follows it.`,
  );
}
