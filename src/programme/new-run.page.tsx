import { FALLBACK_ZONE } from '#calendar';
import {
  Actions,
  Button,
  DateField,
  ErrorSummary,
  errorFor,
  Fieldset,
  PostForm,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { PageHead, Section } from '#look/page-parts.tsx';
import { findOrganisation } from '#people';
import { today } from '#platform/clock.ts';
import { brokenConstraint } from '#platform/database.ts';
import { line, parseForm, text, whole, type Fields } from '#platform/forms.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { mayCoordinate } from './rules.ts';
import { datesAtOdds } from './change-run.ts';
import { DESK_SECTION } from './desk-frame.tsx';
import { runName, type Programme } from './programme.ts';
import { findProgrammeById } from './programme.sql.ts';
import { addRun, runsOfProgramme, type NewRun } from './run.sql.ts';
import { readWall, WallField } from './wall-field.tsx';

/** A coordinator's page for a run that is made from nothing: the first one after setting up. */
export const newRunRoutes = [
  get('/desk/new-run/:programmeId', wearing('coordinator'), show),
  post('/desk/new-run/:programmeId', wearing('coordinator'), make),
];

/** Where a programme's run is made from nothing. */
export function newRunPath(programmeId: string): string {
  return `/desk/new-run/${programmeId}`;
}

type Typed = Readonly<Record<string, string>>;
type Asked = { programme: Programme; zone: string; isFirst: boolean };

async function askedFor(x: Exchange<Viewer>): Promise<Asked | undefined> {
  const programme = await findProgrammeById(x.db, x.param('programmeId'));
  if (!programme || mayCoordinate(x.viewer, { programme })) return undefined;
  const institution = await findOrganisation(x.db, programme.institutionId);
  const runs = await runsOfProgramme(x.db, programme.id);
  return { programme, zone: institution?.zone ?? FALLBACK_ZONE, isFirst: runs.length === 0 };
}

async function show(x: Exchange<Viewer>): Promise<Response> {
  const asked = await askedFor(x);
  if (!asked) return x.missing();
  const next = today(asked.zone).year + 1;
  return page(x, asked, { name: `${next} programme`, slug: String(next), capacity: '16' }, []);
}

function page(
  x: Exchange<Viewer>,
  asked: Asked,
  typed: Typed,
  errors: readonly FieldError[],
): Promise<Response> {
  const title = asked.isFirst ? 'Make your first run' : 'Make a run';
  const frame = { title, section: DESK_SECTION, hasErrors: errors.length > 0 };
  return x.page(frame, <NewRunView title={title} {...asked} typed={typed} errors={errors} />);
}

const FORM = {
  name: line('The name', { max: 100 }),
  slug: text('The address', { max: 60 }).refine(
    (slug) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug),
    'The address may hold small letters, figures and hyphens, such as 2028',
  ),
  capacity: whole('The number of places', { min: 1, max: 10_000 }),
  notifyWeek: text('The notification week', { max: 10 }),
};

function readRun(fields: Fields, { programme, zone }: Asked): NewRun | { errors: FieldError[] } {
  const opens = readWall(fields, 'opens', 'The opening', zone);
  const deadline = readWall(fields, 'deadline', 'The deadline', zone);
  const rest = parseForm(fields, FORM);
  const faults = [opens, deadline].flatMap((read) => ('error' in read ? [read.error] : []));
  if (!rest.ok || 'error' in opens || 'error' in deadline) {
    return { errors: [...(rest.ok ? [] : rest.errors), ...faults] };
  }
  const { notifyWeek, ...facts } = rest.value;
  const dates = { opensAt: opens.instant, closesAt: deadline.instant, notifyWeekOf: notifyWeek };
  const odds = datesAtOdds(dates, zone, []);
  return odds.length > 0 ? { errors: odds } : { programmeId: programme.id, zone, ...facts, ...dates };
}

async function make(x: Exchange<Viewer>): Promise<Response> {
  const asked = await askedFor(x);
  if (!asked) return x.missing();
  const fields = await x.form();
  const run = readRun(fields, asked);
  if ('errors' in run) return page(x, asked, fields.typed, run.errors);
  try {
    const made = await x.transaction((tx) => addRun(tx, run));
    return x.redirect(
      `/desk/${made.id}/workshops-plan`,
      `The ${runName(made)} is made. Its workshops come next.`,
    );
  } catch (error) {
    if (brokenConstraint(error) !== 'run_programme_id_slug_key') throw error;
    const message = 'This programme has a run at that address already';
    return page(x, asked, fields.typed, [{ field: 'slug', message }]);
  }
}

type ViewProps = Asked & { title: string; typed: Typed; errors: readonly FieldError[] };

function NewRunView({ title, programme, zone, isFirst, typed, errors }: ViewProps) {
  const field = (name: string, label: string, hint?: string) => ({
    name,
    label,
    hint,
    value: typed[name],
    error: errorFor(errors, name),
  });
  const wall = { zone, typed, errors };
  return (
    <>
      <PageHead
        kicker={programme.name}
        title={title}
        lede="A run is one year’s programme. Its page is public at once and opens at the time you give."
      />
      <ErrorSummary errors={errors} />
      <PostForm action={newRunPath(programme.id)}>
        <Fieldset legend="The run">
          <TextField {...field('name', 'Name', 'As lists show it.')} size="half" />
          <TextField
            {...field('slug', 'Address', `Ends the address of its page: /programmes/${programme.slug}/…`)}
            size="short"
          />
          <TextField {...field('capacity', 'Number of places')} size="year" inputmode="numeric" />
        </Fieldset>
        <Fieldset legend="Applications">
          <WallField name="opens" label="Applications open" {...wall} />
          <WallField name="deadline" label="Deadline for applications" {...wall} />
          <DateField {...field('notifyWeek', 'Letters go out in the week of', 'The Monday of that week.')} />
        </Fieldset>
        <Actions>
          <Button kind="first">Make this run</Button>
        </Actions>
      </PostForm>
      {isFirst && <WhatNext />}
    </>
  );
}

function WhatNext() {
  return (
    <Section title="What comes then">
      <ol class="prose">
        <li>Add the workshops: when, where, and how to join them.</li>
        <li>Write what the public page says, section by section.</li>
        <li>
          Read the accessibility statement and the privacy notice, and make them your institution’s own.
        </li>
        <li>Next year, copy the run: the words stay, and the dates move to the same weeks of term.</li>
      </ol>
    </Section>
  );
}
