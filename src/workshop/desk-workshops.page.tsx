import { mayCoordinate, workshopsOf, type Run, type Workshop } from '#programme';
import type { FieldError } from '#platform/forms.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { markableRun, markableWorkshop } from './access.ts';
import { attendanceCounts } from './attendance.sql.ts';
import { DeskWorkshopsView } from './desk-workshops.view.tsx';
import { participantsOf } from './enrolment.sql.ts';
import { PreparationFormView } from './preparation-form.view.tsx';
import { readPreparation, typedFrom, type PreparationTyped } from './preparation.form.ts';
import type { Preparation } from './preparation.ts';
import { findPreparation, preparationFor, tickCounts } from './preparation.sql.ts';
import { addPreparation, changePreparation, removePreparation } from './prepare.ts';

const holder = wearing('coordinator', 'mentor');
const coordinator = wearing('coordinator');
const item = '/desk/:runId/workshops/:workshopId/preparation';

/** A run's workshops for those who hold them; what is to be prepared is for coordinators to write. */
export const deskWorkshopsRoutes = [
  get('/desk/:runId/workshops', holder, showDesk),
  get(`${item}/new`, coordinator, showNew),
  post(`${item}/new`, coordinator, addItem),
  get(`${item}/:preparationId`, coordinator, showItem),
  post(`${item}/:preparationId`, coordinator, saveItem),
  post(`${item}/:preparationId/remove`, coordinator, removeItem),
];

async function showDesk(x: Exchange<Viewer>): Promise<Response> {
  const run = await markableRun(x.db, x.viewer, x.param('runId'));
  if (!run) return x.missing();
  const [workshops, participants] = await Promise.all([
    workshopsOf(x.db, run.id),
    participantsOf(x.db, run.id),
  ]);
  const ids = workshops.map(({ id }) => id);
  const [counts, preparation, ticks] = await Promise.all([
    attendanceCounts(x.db, run.id, workshops),
    preparationFor(x.db, ids),
    tickCounts(x.db, ids),
  ]);
  const coordinates = !mayCoordinate(x.viewer, run);
  return x.page(
    { title: 'Workshops and attendance', section: coordinates ? 'desk' : 'mentoring', width: 'wide' },
    <DeskWorkshopsView
      {...{ run, workshops, counts, preparation, ticks, coordinates }}
      participants={participants.length}
    />,
  );
}

type Place = { run: Run; workshop: Workshop };

/** The run and workshop in the address, for those who coordinate it. */
async function coordinatedWorkshop(x: Exchange<Viewer>): Promise<Place | undefined> {
  const where = { runId: x.param('runId'), workshopId: x.param('workshopId') };
  const found = await markableWorkshop(x.db, x.viewer, where);
  return found && !mayCoordinate(x.viewer, found.run) ? found : undefined;
}

async function itemIn(x: Exchange<Viewer>): Promise<(Place & { item: Preparation }) | undefined> {
  const place = await coordinatedWorkshop(x);
  const found = place && (await findPreparation(x.db, x.param('preparationId')));
  return place && found?.workshopId === place.workshop.id ? { ...place, item: found } : undefined;
}

type Form = { title: string; typed: PreparationTyped; errors: readonly FieldError[] };

function formPage(x: Exchange<Viewer>, { run, workshop }: Place, form: Form): Promise<Response> {
  return x.page(
    { title: form.title, section: 'desk', hasErrors: form.errors.length > 0 },
    <PreparationFormView {...{ run, workshop, ...form }} action={x.url.pathname} />,
  );
}

const NEW = 'Add something to prepare';
const CHANGE = 'Change what to prepare';

async function showNew(x: Exchange<Viewer>): Promise<Response> {
  const place = await coordinatedWorkshop(x);
  if (!place) return x.missing();
  const theDayBefore = place.workshop.startsAt.subtract({ hours: 24 });
  return formPage(x, place, { title: NEW, typed: typedFrom(place.run, undefined, theDayBefore), errors: [] });
}

async function showItem(x: Exchange<Viewer>): Promise<Response> {
  const place = await itemIn(x);
  if (!place) return x.missing();
  const typed = typedFrom(place.run, place.item, place.item.dueAt);
  return formPage(x, place, { title: CHANGE, typed, errors: [] });
}

async function addItem(x: Exchange<Viewer>): Promise<Response> {
  const place = await coordinatedWorkshop(x);
  if (!place) return x.missing();
  const fields = await x.form();
  const form = readPreparation(fields, place.run);
  if (!form.ok) return formPage(x, place, { title: NEW, typed: kept(fields.typed), errors: form.errors });
  await x.transaction((tx) => addPreparation(tx, { ...form.value, workshopId: place.workshop.id }));
  return backToDesk(x, place, 'It is on the list of everybody with a seat.');
}

async function saveItem(x: Exchange<Viewer>): Promise<Response> {
  const place = await itemIn(x);
  if (!place) return x.missing();
  const fields = await x.form();
  const form = readPreparation(fields, place.run);
  if (!form.ok) return formPage(x, place, { title: CHANGE, typed: kept(fields.typed), errors: form.errors });
  await x.transaction((tx) => changePreparation(tx, place.item.id, form.value));
  return backToDesk(x, place, 'Saved.');
}

async function removeItem(x: Exchange<Viewer>): Promise<Response> {
  const place = await itemIn(x);
  if (!place) return x.missing();
  await x.transaction((tx) => removePreparation(tx, place.item.id));
  return backToDesk(x, place, 'It is off the list.');
}

function backToDesk(x: Exchange<Viewer>, { run, workshop }: Place, notice: string): Response {
  return x.redirect(`/desk/${run.id}/workshops#workshop-${workshop.id}`, notice);
}

function kept(typed: Readonly<Record<string, string>>): PreparationTyped {
  const { what = '', minutes = '', dueDate = '', dueTime = '', link = '' } = typed;
  return { what, minutes, dueDate, dueTime, link };
}
