import { choice, parseForm, text, type FieldError } from '#platform/forms.ts';
import { get, post, signedIn, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { visibleWorkshop } from './access.ts';
import { agendaOf, type AgendaItem } from './agenda.ts';
import { marksOf } from './attendance.sql.ts';
import { calendarAddress } from './calendar-address.ts';
import { calendarOf } from './calendar.sql.ts';
import { sendApologies, takeApologiesBack } from './excuse.ts';
import { ownPreparationFor } from './preparation.sql.ts';
import { tickPreparation, untickPreparation } from './prepare.ts';
import { workshopTitle, WorkshopView } from './workshop.view.tsx';
import { WorkshopsView, type Series } from './workshops.view.tsx';

/** What somebody with a seat sees and does. */
export const workshopsRoutes = [
  get('/workshops', signedIn, showWorkshops),
  get('/workshops/:workshopId', signedIn, showWorkshop),
  post('/workshops/:workshopId/preparation/:preparationId', signedIn, tick),
  post('/workshops/:workshopId/apologies', signedIn, excuse),
  post('/workshops/:workshopId/coming', signedIn, comeAfterAll),
];

async function showWorkshops(x: Exchange<Viewer>): Promise<Response> {
  const [agenda, calendarId] = await Promise.all([
    agendaOf(x.db, x.viewer.personId),
    calendarOf(x.db, x.viewer.personId),
  ]);
  return x.page(
    { title: 'Your workshops', section: 'workshops', width: 'wide' },
    <WorkshopsView series={bySeries(agenda)} calendar={calendarId && calendarAddress(calendarId)} />,
  );
}

/** One entry for each run, the one whose workshops are the latest first. */
function bySeries(agenda: readonly AgendaItem[]): Series[] {
  const found = new Map<string, { run: Series['run']; items: AgendaItem[] }>();
  for (const item of agenda) {
    const series = found.get(item.run.id) ?? { run: item.run, items: [] };
    series.items.push(item);
    found.set(item.run.id, series);
  }
  return [...found.values()].reverse();
}

async function showWorkshop(x: Exchange<Viewer>): Promise<Response> {
  return workshopPage(x, { reason: '', errors: [] });
}

async function workshopPage(
  x: Exchange<Viewer>,
  form: { reason: string; errors: readonly FieldError[] },
): Promise<Response> {
  const found = await visibleWorkshop(x.db, x.viewer, x.param('workshopId'));
  if (!found) return x.missing();
  const { workshop, enrolmentId } = found;
  const [preparation, marks] = await Promise.all([
    ownPreparationFor(x.db, [workshop.id], [enrolmentId]),
    marksOf(x.db, [enrolmentId], [workshop.id]),
  ]);
  return x.page(
    {
      title: workshopTitle(workshop),
      section: 'workshops',
      width: 'wide',
      hasErrors: form.errors.length > 0,
    },
    <WorkshopView {...found} {...form} attendance={marks[0]} preparation={preparation} />,
  );
}

async function tick(x: Exchange<Viewer>): Promise<Response> {
  const form = parseForm(await x.form(), { done: choice('done or not', ['yes', 'no']) });
  if (!form.ok) return workshopPage(x, { reason: '', errors: form.errors });
  const what = { preparationId: x.param('preparationId'), personId: x.viewer.personId };
  await x.transaction((tx) =>
    form.value.done === 'yes' ? tickPreparation(tx, what) : untickPreparation(tx, what),
  );
  return x.redirect(`${backTo(x)}#prepare-${what.preparationId}`);
}

/** Items are ticked on two pages; back to the one that it was. */
function backTo(x: Exchange<Viewer>): string {
  const from = x.request.headers.get('referer') ?? '';
  const path = URL.canParse(from) ? new URL(from).pathname : '';
  return path === '/' || path === '/workshops' ? path : `/workshops/${x.param('workshopId')}`;
}

async function excuse(x: Exchange<Viewer>): Promise<Response> {
  const fields = await x.form();
  const form = parseForm(fields, { reason: text('Your reason', { max: 1000 }) });
  if (!form.ok) return workshopPage(x, { reason: fields.one('reason'), errors: form.errors });
  const workshopId = x.param('workshopId');
  const { reason } = form.value;
  await x.transaction((tx) => sendApologies(tx, { workshopId, personId: x.viewer.personId, reason }));
  return x.redirect(`/workshops/${workshopId}`, 'Your apologies are with the team.');
}

async function comeAfterAll(x: Exchange<Viewer>): Promise<Response> {
  const workshopId = x.param('workshopId');
  await x.transaction((tx) => takeApologiesBack(tx, { workshopId, personId: x.viewer.personId }));
  return x.redirect(`/workshops/${workshopId}`, 'You are expected again.');
}
