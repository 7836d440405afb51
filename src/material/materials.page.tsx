import { marksOf, visibleWorkshop, type Attendance } from '#workshop';
import { parseForm, text, type FieldError } from '#platform/forms.ts';
import { get, post, signedIn, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { makeUp } from './make-up.ts';
import { makingsUpOf, materialsOf } from './material.sql.ts';
import { materialsTitle, MaterialsView } from './materials.view.tsx';

/** What belongs to a workshop, for somebody with a seat in its series. */
export const materialsRoutes = [
  get('/workshops/:workshopId/materials', signedIn, (x) => materialsPage(x, { words: '', errors: [] })),
  post('/workshops/:workshopId/making-up', signedIn, handIn),
];

async function materialsPage(
  x: Exchange<Viewer>,
  form: { words: string; errors: readonly FieldError[] },
): Promise<Response> {
  const found = await visibleWorkshop(x.db, x.viewer, x.param('workshopId'));
  if (!found) return x.missing();
  const { run, workshop, enrolmentId } = found;
  const [materials, makings, attendance] = await Promise.all([
    materialsOf(x.db, workshop.id),
    makingsUpOf(x.db, workshop.id, x.viewer.personId),
    attendanceOf(x, enrolmentId, workshop.id),
  ]);
  return x.page(
    { title: materialsTitle(workshop), section: 'workshops', hasErrors: form.errors.length > 0 },
    <MaterialsView {...{ run, workshop, materials, attendance, ...form }} makingUp={makings[0]} />,
  );
}

async function attendanceOf(
  x: Exchange<Viewer>,
  enrolmentId: string,
  workshopId: string,
): Promise<Attendance | undefined> {
  return (await marksOf(x.db, [enrolmentId], [workshopId]))[0];
}

async function handIn(x: Exchange<Viewer>): Promise<Response> {
  const fields = await x.form();
  const form = parseForm(fields, { words: text('What you did', { max: 4000 }) });
  if (!form.ok) return materialsPage(x, { words: fields.one('words'), errors: form.errors });
  const found = await visibleWorkshop(x.db, x.viewer, x.param('workshopId'));
  if (!found) return x.missing();
  const { workshop, enrolmentId } = found;
  const attendance = (await attendanceOf(x, enrolmentId, workshop.id))?.state;
  const { words } = form.value;
  await x.transaction((tx) => makeUp(tx, { workshop, attendance, personId: x.viewer.personId, words }));
  return x.redirect(`/workshops/${workshop.id}/materials`, 'You have caught up on this workshop.');
}
