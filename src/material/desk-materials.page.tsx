import { findPersons } from '#people';
import { mayCoordinate, type Run, type Workshop } from '#programme';
import { markableWorkshop } from '#workshop';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { FieldError } from '#platform/forms.ts';
import type { Viewer } from '#platform/viewer.ts';
import { deskTitle, DeskMaterialsView, MaterialFormView } from './desk-materials.view.tsx';
import { readMaterial, typedFrom, type MaterialTyped } from './material.form.ts';
import { findMaterial, makingsUpOf, materialsOf } from './material.sql.ts';
import type { Material } from './material.ts';
import { addMaterial, removeMaterial, rewriteMaterial } from './write-material.ts';

const coordinator = wearing('coordinator');
const path = '/desk/:runId/workshops/:workshopId/materials';

/** A workshop's materials for those who coordinate it, and what was handed in by people who missed it. */
export const deskMaterialsRoutes = [
  get(path, coordinator, showDesk),
  get(`${path}/new`, coordinator, showNew),
  post(`${path}/new`, coordinator, addOne),
  get(`${path}/:materialId`, coordinator, showOne),
  post(`${path}/:materialId`, coordinator, saveOne),
  post(`${path}/:materialId/remove`, coordinator, removeOne),
];

type Place = { run: Run; workshop: Workshop };

/** The run and workshop in the address, for those who coordinate it. */
async function placeIn(x: Exchange<Viewer>): Promise<Place | undefined> {
  const where = { runId: x.param('runId'), workshopId: x.param('workshopId') };
  const found = await markableWorkshop(x.db, x.viewer, where);
  return found && !mayCoordinate(x.viewer, found.run) ? found : undefined;
}

async function itemIn(x: Exchange<Viewer>): Promise<(Place & { item: Material }) | undefined> {
  const place = await placeIn(x);
  const item = place && (await findMaterial(x.db, place.workshop.id, x.param('materialId')));
  return place && item && { ...place, item };
}

async function showDesk(x: Exchange<Viewer>): Promise<Response> {
  const place = await placeIn(x);
  if (!place) return x.missing();
  const [materials, makings] = await Promise.all([
    materialsOf(x.db, place.workshop.id),
    makingsUpOf(x.db, place.workshop.id),
  ]);
  const persons = await findPersons(
    x.db,
    makings.map(({ personId }) => personId),
  );
  const handedIn = makings.map((made) => ({ ...made, name: persons.get(made.personId)?.name ?? '' }));
  return x.page(
    { title: deskTitle(place.workshop), section: 'desk', width: 'wide' },
    <DeskMaterialsView {...place} materials={materials} handedIn={handedIn} />,
  );
}

type Form = { item?: Material | undefined; typed: MaterialTyped; errors: readonly FieldError[] };

function formPage(x: Exchange<Viewer>, place: Place, form: Form): Promise<Response> {
  const title = form.item ? 'Change a material' : 'Add a material';
  return x.page(
    { title, section: 'desk', hasErrors: form.errors.length > 0 },
    <MaterialFormView {...place} {...form} title={title} action={x.url.pathname} />,
  );
}

async function showNew(x: Exchange<Viewer>): Promise<Response> {
  const place = await placeIn(x);
  return place ? formPage(x, place, { typed: typedFrom(undefined), errors: [] }) : x.missing();
}

async function showOne(x: Exchange<Viewer>): Promise<Response> {
  const place = await itemIn(x);
  return place
    ? formPage(x, place, { item: place.item, typed: typedFrom(place.item), errors: [] })
    : x.missing();
}

async function addOne(x: Exchange<Viewer>): Promise<Response> {
  const place = await placeIn(x);
  if (!place) return x.missing();
  const fields = await x.form();
  const form = readMaterial(fields);
  if (!form.ok) return formPage(x, place, { typed: kept(fields.typed), errors: form.errors });
  const what = { ...form.value, workshopId: place.workshop.id, by: x.viewer.personId };
  await x.transaction((tx) => addMaterial(tx, what));
  return backToDesk(x, place, 'Everybody with a seat can find it.');
}

async function saveOne(x: Exchange<Viewer>): Promise<Response> {
  const place = await itemIn(x);
  if (!place) return x.missing();
  const { item } = place;
  const fields = await x.form();
  const form = readMaterial(fields, item.stands);
  if (!form.ok) return formPage(x, place, { item, typed: kept(fields.typed), errors: form.errors });
  await x.transaction((tx) => rewriteMaterial(tx, item.id, form.value, x.viewer.personId));
  return backToDesk(x, place, 'Saved as a new version.');
}

async function removeOne(x: Exchange<Viewer>): Promise<Response> {
  const place = await itemIn(x);
  if (!place) return x.missing();
  await x.transaction((tx) => removeMaterial(tx, place.item.id));
  return backToDesk(x, place, 'It is off the page.');
}

function backToDesk(x: Exchange<Viewer>, { run, workshop }: Place, notice: string): Response {
  return x.redirect(`/desk/${run.id}/workshops/${workshop.id}/materials`, notice);
}

function kept({
  stands = '',
  title = '',
  link = '',
  words = '',
}: Readonly<Record<string, string>>): MaterialTyped {
  return { stands, title, link, words };
}
