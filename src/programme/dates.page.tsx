import { sayInstant, saySpan } from '#calendar';
import {
  Actions,
  Button,
  ButtonForm,
  DateField,
  ErrorSummary,
  errorFor,
  Fieldset,
  Hidden,
  PostForm,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Inset, Section } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
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
import { changeRun, confirmDates, datesAtOdds, planStamp, type RunChange } from './change-run.ts';
import { coordinatedRun, DESK_SECTION, DeskFrame } from './desk-frame.tsx';
import type { Run, Workshop } from './programme.ts';
import { readWall, typedWall, WallField } from './wall-field.tsx';
import { sayNotifyWeek, termsOf } from './way.ts';
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

type DatesPage = {
  run: Run;
  workshops: readonly Workshop[];
  typed: Typed;
  errors: readonly FieldError[];
  conflict?: boolean;
};

function datesPage(x: Exchange<Viewer>, page: DatesPage): Promise<Response> {
  const frame = { title: 'Dates and places', section: DESK_SECTION, hasErrors: page.errors.length > 0 };
  return x.page({ ...frame, ...(page.conflict ? { status: 409 } : {}) }, <DatesView {...page} />);
}

function DatesView({ run, workshops, typed, errors, conflict }: DatesPage) {
  return (
    <DeskFrame
      run={run}
      tab="dates"
      title="Dates and places"
      lede="The public page computes everything else from these: whether it is open, weekdays, weeks of term."
    >
      <ErrorSummary errors={errors} />
      {conflict && <DatesConflict run={run} />}
      {run.unconfirmed.length > 0 && <ToConfirm run={run} workshops={workshops} />}
      <DatesForm run={run} typed={typed} errors={errors} conflict={conflict ?? false} />
    </DeskFrame>
  );
}

function DatesConflict({ run }: { run: Run }) {
  return (
    <Inset kind="attention">
      <p>
        <strong>Somebody changed this run while you were writing.</strong> What you typed is still in the form
        and nothing of it is saved. Now stored: opening {sayInstant(run.opensAt, run.zone, { edge: 'opens' })}
        , deadline {sayInstant(run.deadline.at, run.zone)}, {sayNotifyWeek(run).toLowerCase()}, {run.capacity}{' '}
        places. Save again to put yours in their place.
      </p>
    </Inset>
  );
}

function ToConfirm({ run, workshops }: { run: Run; workshops: readonly Workshop[] }) {
  const seen = planStamp(run, workshops);
  const action = `/desk/${run.id}/dates/confirm`;
  const rows = run.unconfirmed.map((what) => ({ what, ...describeDate(run, workshops, what) }));
  return (
    <Section
      title="To confirm"
      hint="These dates were moved on from an older run: the same weekday in the same week of term. Confirm each, or change it below."
    >
      <DataTable
        caption="Dates that wait to be confirmed"
        hideCaption
        rows={rows}
        rowKey={({ what }) => what}
        columns={[
          { key: 'name', label: 'Date', cell: ({ name }) => name },
          { key: 'when', label: 'As it stands', cell: ({ when }) => when, narrow: 'plain' },
          {
            key: 'act',
            label: 'Decide',
            narrow: 'beside',
            cell: ({ what, name }) => (
              <ButtonForm action={action} values={{ what, seen }}>
                Confirm <span class="unseen">{name}</span>
              </ButtonForm>
            ),
          },
        ]}
      />
      <ButtonForm action={action} values={{ what: 'all', seen }}>
        Confirm all {rows.length} as they stand
      </ButtonForm>
    </Section>
  );
}

function describeDate(
  run: Run,
  workshops: readonly Workshop[],
  what: string,
): { name: string; when: string } {
  const terms = termsOf(run.programme);
  if (what === 'opens') {
    return { name: 'Opening', when: sayInstant(run.opensAt, run.zone, { terms, edge: 'opens' }) };
  }
  if (what === 'deadline')
    return { name: 'Deadline', when: sayInstant(run.deadline.at, run.zone, { terms }) };
  if (what === 'notify-week') return { name: 'Letters', when: sayNotifyWeek(run) };
  const workshop = workshops.find(({ number, cancelledAt }) => !cancelledAt && what === `workshop-${number}`);
  if (!workshop) return { name: what, when: '' };
  const { number, startsAt, endsAt } = workshop;
  return { name: `Workshop ${number}`, when: saySpan(startsAt, endsAt, run.zone, { terms }) };
}

type FormProps = { run: Run; typed: Typed; errors: readonly FieldError[]; conflict: boolean };

function DatesForm({ run, typed, errors, conflict }: FormProps) {
  const field = (name: string, label: string, hint?: string) => ({
    name,
    label,
    hint,
    value: typed[name],
    error: errorFor(errors, name),
  });
  const wall = { zone: run.zone, typed, errors };
  return (
    <PostForm action={`/desk/${run.id}/dates`}>
      <Hidden name="version" value={typed.version ?? run.version} />
      <Fieldset legend="Applications">
        <WallField name="opens" label="Applications open" {...wall} />
        <WallField
          name="deadline"
          label="Deadline for applications"
          hint="From this moment the page says closed."
          {...wall}
        />
        <TextField
          {...field(
            'graceMinutes',
            'Extra minutes',
            'Applications that arrive within these minutes after the deadline are still taken. No page says so.',
          )}
          size="year"
          inputmode="numeric"
        />
        <DateField {...field('notifyWeek', 'Letters go out in the week of', 'The Monday of that week.')} />
      </Fieldset>
      <Fieldset legend="Places">
        <TextField {...field('capacity', 'Number of places')} size="year" inputmode="numeric" />
        <TextField
          {...field(
            'replyWithinHours',
            'Hours to reply to an offer',
            'After that the place can go to the next on the reserve list.',
          )}
          size="year"
          inputmode="numeric"
        />
      </Fieldset>
      <Fieldset legend="Office hours">
        <TextField
          {...field(
            'officeHoursAhead',
            'Booked ahead by one person, at most',
            'So that nobody keeps the others from the mentors.',
          )}
          size="year"
          inputmode="numeric"
        />
      </Fieldset>
      <Fieldset legend="This run">
        <TextField {...field('name', 'Name', 'As lists show it, such as “2027 programme”.')} size="half" />
        <TextField
          {...field('courseSite', 'Course site', 'Shown to those with a place.')}
          type="url"
          optional
        />
        <TextArea {...field('courseSiteNote', 'Note on the course site')} rows={2} optional />
      </Fieldset>
      <Actions>
        <Button kind="first">{conflict ? 'Save mine in place of theirs' : 'Save the dates'}</Button>
      </Actions>
    </PostForm>
  );
}
