import { FALLBACK_ZONE, calendarFeed, calendarType } from '#calendar';
import { findEdition, frameworksOnFile } from '#framework';
import { findOrganisation } from '#people';
import { now } from '#platform/clock.ts';
import { anyone, get, type Exchange } from '#platform/route.ts';
import { mayCoordinate } from './rules.ts';
import { workshopCalendarEvents } from './calendar-events.ts';
import { runName, type Run } from './programme.ts';
import { findProgramme, programmesList } from './programme.sql.ts';
import { ProgrammesView, ProgrammeView } from './programmes.view.tsx';
import { findRunAndOpenOne, runsOfProgramme, runsOfProgrammes } from './run.sql.ts';
import { RunView } from './run.view.tsx';
import { straplines, textsOf } from './section-text.sql.ts';
import { waitsForDates } from './rules.ts';
import { findWorkshop, workshopsOf, workshopsOfRuns } from './workshop.sql.ts';

/** The pages that anyone may read: programmes, a programme, a run, and a run's calendar. */
export const publicRoutes = [
  get('/programmes', anyone, showProgrammes),
  get('/programmes/:programme', anyone, showProgramme),
  get('/programmes/:programme/:run', anyone, showRun),
  get('/programmes/:programme/:run/calendar.ics', anyone, serveCalendar),
  get('/programmes/:programme/:run/calendar/:workshopId', anyone, serveWorkshop),
];

async function showProgrammes(x: Exchange): Promise<Response> {
  const programmes = await programmesList(x.db);
  const ids = programmes.map(({ id }) => id);
  const [runs, lines] = await Promise.all([runsOfProgrammes(x.db, ids), straplines(x.db, ids)]);
  const listed = programmes.map((programme) => ({
    programme,
    runs: runs.filter((run) => run.programme.id === programme.id && isPublic(x, run)),
    strapline: lines.get(programme.id),
  }));
  return x.page({ title: 'Programmes', section: 'programmes' }, <ProgrammesView programmes={listed} />);
}

async function showProgramme(x: Exchange): Promise<Response> {
  const programme = await findProgramme(x.db, x.param('programme'));
  if (!programme) return x.missing();
  const [all, texts, body] = await Promise.all([
    runsOfProgramme(x.db, programme.id),
    textsOf(x.db, { programmeId: programme.id }),
    findOrganisation(x.db, programme.awardingBodyId),
  ]);
  const runs = all.filter((run) => isPublic(x, run)).slice(0, 30);
  const workshops = await workshopsOfRuns(
    x.db,
    runs.map(({ id }) => id),
  );
  const edition = findEdition(frameworksOnFile(), programme.editionId);
  const zone = all[0]?.zone ?? body?.zone ?? FALLBACK_ZONE;
  return x.page(
    { title: programme.name, section: 'programmes', width: 'wide' },
    <ProgrammeView {...{ programme, runs, workshops, texts, edition, body, zone }} />,
  );
}

async function showRun(x: Exchange): Promise<Response> {
  const found = await findRunAndOpenOne(x.db, x.param('programme'), x.param('run'));
  if (!found || !isPublic(x, found.run)) return x.missing();
  const { run, openRun } = found;
  const [workshops, texts, body] = await Promise.all([
    workshopsOf(x.db, run.id),
    textsOf(x.db, { programmeId: run.programme.id, runId: run.id }),
    findOrganisation(x.db, run.programme.awardingBodyId),
  ]);
  const edition = findEdition(frameworksOnFile(), run.programme.editionId);
  const coordinates = !mayCoordinate(x.viewer, run);
  return x.page(
    { title: runName(run), section: 'programmes', width: 'wide', scripts: ['programme/local-time.js'] },
    <RunView {...{ run, openRun, workshops, texts, edition, body, coordinates, isStranger: !x.viewer }} />,
  );
}

/** A run whose opening or deadline waits to be confirmed exists for its coordinators only. */
function isPublic(x: Exchange, run: Run): boolean {
  return !waitsForDates(run) || !mayCoordinate(x.viewer, run);
}

async function serveCalendar(x: Exchange): Promise<Response> {
  const found = await findRunAndOpenOne(x.db, x.param('programme'), x.param('run'));
  if (!found || waitsForDates(found.run)) return x.missing();
  const { run } = found;
  const workshops = await workshopsOf(x.db, run.id);
  const changed = Math.max(
    run.changedAt.epochMilliseconds,
    ...workshops.map(({ changedAt }) => changedAt.epochMilliseconds),
  );
  const shape = workshops.map(({ id, version }) => `${id.slice(0, 8)}.${version}`).join('-');
  const headers = {
    etag: `"${run.version}-${changed.toString(36)}-${shape}"`,
    'last-modified': new Date(changed).toUTCString(),
    'cache-control': 'public, max-age=300',
  };
  if (x.request.headers.get('if-none-match') === headers.etag)
    return new Response(null, { status: 304, headers });
  const events = workshopCalendarEvents(run, workshops);
  const feed = calendarFeed({ name: runName(run), events, now: now(), method: 'PUBLISH' });
  return new Response(feed, { headers: { ...headers, 'content-type': calendarType('PUBLISH') } });
}

/** One workshop as a file, under the id that it has in the feed: whoever takes both has it once. */
async function serveWorkshop(x: Exchange): Promise<Response> {
  const found = await findRunAndOpenOne(x.db, x.param('programme'), x.param('run'));
  const workshop = found && (await findWorkshop(x.db, x.param('workshopId')));
  if (!found || !workshop || workshop.runId !== found.run.id || waitsForDates(found.run)) return x.missing();
  const events = workshopCalendarEvents(found.run, [workshop]);
  const file = calendarFeed({ name: runName(found.run), events, now: now(), method: 'PUBLISH' });
  const name = `${found.run.programme.slug}-${found.run.slug}-workshop-${workshop.number}.ics`;
  return new Response(file, {
    headers: {
      'content-type': calendarType('PUBLISH'),
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'public, max-age=300',
    },
  });
}
