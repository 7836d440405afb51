import type { FieldError } from '#look/field.tsx';
import {
  choice,
  line,
  optionalText,
  optionalWebAddress,
  parseForm,
  text,
  whole,
  type Fields,
} from '#platform/forms.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { changeRun, confirmDates, datesAtOdds, type RunChange } from './change-run.ts';
import { coordinatedRun, DESK_SECTION } from './desk-frame.tsx';
import type { Run, Workshop } from './programme.ts';
import { DatesView, type DatesPage } from './dates.view.tsx';
import { readWall, typedWall } from './wall-field.tsx';
import { workshopsOf } from './workshop.sql.ts';

/** A coordinator's pages for a run's dates and facts, and for confirming those that were copied. */
export const datesRoutes = [
  get('/desk/:runId/dates', wearing('coordinator'), showDates),
  post('/desk/:runId/dates', wearing('coordinator'), saveDates),
  post('/desk/:runId/dates/confirm', wearing('coordinator'), confirm),
];

type Typed = Readonly<Record<string, string>>;

async function showDates(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const workshops = await workshopsOf(x.db, run.id);
  return datesPage(x, { run, workshops, typed: typedOf(run), errors: [] });
}

function typedOf(run: Run): Typed {
  return {
    name: run.name,
    ...typedWall('opens', run.opensAt, run.zone),
    ...typedWall('deadline', run.deadline.at, run.zone),
    graceMinutes: String(run.deadline.graceMinutes),
    notifyWeek: run.notifyWeekOf,
    capacity: String(run.capacity),
    replyWithinHours: String(run.replyWithinHours),
    officeHoursAhead: String(run.officeHoursAhead),
    courseSite: run.courseSite ?? '',
    courseSiteNote: run.courseSiteNote,
    version: String(run.version),
  };
}

const FORM = {
  name: line('The name', { max: 100 }),
  notifyWeek: text('The notification week', { max: 10 }),
  graceMinutes: whole('Extra minutes', { max: 1440 }),
  capacity: whole('The number of places', { min: 1, max: 10_000 }),
  replyWithinHours: whole('Hours to reply', { min: 1, max: 720 }),
  officeHoursAhead: whole('Office hours ahead', { min: 1, max: 100 }),
  courseSite: optionalWebAddress('The course site'),
  courseSiteNote: optionalText('The note on the course site', { max: 500 }),
  version: whole('The version'),
};

type ReadDates = { change: RunChange; version: number } | { errors: FieldError[] };

function readDates(fields: Fields, run: Run, workshops: readonly Workshop[]): ReadDates {
  const opens = readWall(fields, 'opens', 'The opening', run.zone);
  const deadline = readWall(fields, 'deadline', 'The deadline', run.zone);
  const rest = parseForm(fields, FORM);
  const faults = [opens, deadline].flatMap((read) => ('error' in read ? [read.error] : []));
  const others = rest.ok ? [] : rest.errors;
  if (!rest.ok || 'error' in opens || 'error' in deadline) return { errors: [...faults, ...others] };
  const { notifyWeek, version, courseSite, ...facts } = rest.value;
  const change = {
    ...facts,
    courseSite: courseSite || undefined,
    opensAt: opens.instant,
    closesAt: deadline.instant,
    notifyWeekOf: notifyWeek,
  };
  const odds = datesAtOdds(change, run.zone, workshops);
  return odds.length > 0 ? { errors: odds } : { change, version };
}

async function saveDates(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const workshops = await workshopsOf(x.db, run.id);
  const read = readDates(fields, run, workshops);
  const { typed } = fields;
  if ('errors' in read) return datesPage(x, { run, workshops, typed, errors: read.errors });
  const changed = await x.transaction((tx) => changeRun(tx, run.id, read.change, read.version));
  if (changed)
    return x.redirect(`/desk/${run.id}/dates`, 'The dates are saved, and the public page follows them.');
  const fresh = (await coordinatedRun(x)) ?? run;
  const latest = { ...typed, version: String(fresh.version) };
  return datesPage(x, { run: fresh, workshops, typed: latest, errors: [], conflict: true });
}

async function confirm(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, {
    what: choice('a date', ['all', ...run.unconfirmed]),
    seen: text('The plan', { max: 5000 }),
  });
  const path = `/desk/${run.id}/dates`;
  if (!parsed.ok) {
    const workshops = await workshopsOf(x.db, run.id);
    const errors = parsed.errors.map(({ message }) => ({ message }));
    return datesPage(x, { run, workshops, typed: typedOf(run), errors });
  }
  const { what, seen } = parsed.value;
  const done = await x.transaction((tx) => confirmDates(tx, run.id, what, seen));
  if (done) return x.redirect(path, what === 'all' ? 'All dates are confirmed.' : 'Confirmed.');
  return x.refused({
    code: 'changed-meanwhile',
    says: 'Somebody changed these dates after you opened the page, so nothing was confirmed. Look at them again.',
    status: 409,
  });
}

function datesPage(x: Exchange<Viewer>, page: DatesPage): Promise<Response> {
  const frame = { title: 'Dates and places', section: DESK_SECTION, hasErrors: page.errors.length > 0 };
  return x.page({ ...frame, ...(page.conflict ? { status: 409 } : {}) }, <DatesView {...page} />);
}
