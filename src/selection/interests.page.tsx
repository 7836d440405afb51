import { sayInstant } from '#calendar';
import { findPersons, type Person } from '#people';
import { findRunById, mayCoordinate, runName, type Run } from '#programme';
import { Actions, Button, ErrorSummary, PostForm, TextField } from '#look/field.tsx';
import { Details, Empty, PageHead } from '#look/page-parts.tsx';
import { DataTable, type Column } from '#look/table.tsx';
import { line, parseForm } from '#platform/forms.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { concernsOf, namesOfApplications } from './dossier.sql.ts';
import { endInterest } from './selecting.ts';
import { interestsIn, type Interest } from './selecting.sql.ts';

const coordinator = wearing('coordinator');

export const interestRoutes: readonly Route[] = [
  get('/desk/:runId/interests', coordinator, showInterests),
  post('/desk/:runId/interests/:interestId/end', coordinator, end),
];

async function openRun(x: Exchange<Viewer>): Promise<Run | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  return run && !mayCoordinate(x.viewer, run) ? run : undefined;
}

async function showInterests(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  return run ? interestsPage(x, run, undefined) : x.missing();
}

/** Interests on applications that this coordinator must not meet themselves are not here: their own among them. */
async function interestsPage(x: Exchange<Viewer>, run: Run, trouble: string | undefined): Promise<Response> {
  const hidden = await concernsOf(x.db, run.id, x.viewer.personId);
  const interests = (await interestsIn(x.db, run.id)).filter((one) => !hidden.includes(one.applicationId));
  const names = await namesOfApplications(
    x.db,
    interests.map((one) => one.applicationId),
  );
  const people = await findPersons(
    x.db,
    interests.flatMap((one) => [one.selectorId, ...(one.endedBy ? [one.endedBy] : [])]),
  );
  return x.page(
    {
      title: 'Declared interests',
      section: 'desk',
      width: 'wide',
      hasErrors: trouble !== undefined,
      ...(trouble ? { status: 422 } : {}),
    },
    <>
      <ErrorSummary errors={trouble ? [{ message: trouble }] : []} />
      <PageHead
        back={{ href: `/desk/${run.id}/decisions`, label: 'Decisions' }}
        kicker={runName(run)}
        title="Declared interests"
        lede="Whoever declares an interest in an application does not meet it again, and what they read of it does not count. Somebody’s own application, and one that names them as line manager, are kept from them without a word."
      />
      <DataTable
        caption="Declared interests"
        hideCaption
        columns={columnsFor(run, names, people)}
        rows={interests}
        empty={
          <Empty title="Nobody has declared an interest">
            Selectors do so on the page of an application, under “You know this person?”.
          </Empty>
        }
      />
    </>,
  );
}

function columnsFor(
  run: Run,
  names: ReadonlyMap<string, string>,
  people: ReadonlyMap<string, Person>,
): Column<Interest>[] {
  return [
    {
      key: 'selector',
      label: 'Who',
      rowHeader: true,
      cell: (one) => people.get(one.selectorId)?.name ?? 'A selector',
    },
    { key: 'application', label: 'In the application of', cell: (one) => names.get(one.applicationId) },
    { key: 'words', label: 'What it is', cell: (one) => one.words || <span class="hint">Not said</span> },
    { key: 'declared', label: 'Declared', cell: (one) => sayInstant(one.declaredAt, run.zone) },
    {
      key: 'end',
      label: 'Undo',
      cell: (one) =>
        one.endedAt ? (
          `Undone by ${(one.endedBy && people.get(one.endedBy)?.name) ?? 'a coordinator'}, ${sayInstant(one.endedAt, run.zone)}: ${one.endedBecause}`
        ) : (
          <EndForm run={run} interest={one} name={people.get(one.selectorId)?.name ?? 'this selector'} />
        ),
    },
  ];
}

function EndForm({ run, interest, name }: { run: Run; interest: Interest; name: string }) {
  return (
    <Details summary={`Undo for ${name}`}>
      <PostForm
        action={`/desk/${run.id}/interests/${interest.id}/end`}
        label={`Undo the interest of ${name}`}
      >
        <TextField
          id={`because-${interest.id}`}
          name="because"
          label="Why it does not hold"
          hint={`${name} meets the application again, and their reading counts.`}
        />
        <Actions>
          <Button>Undo this interest</Button>
        </Actions>
      </PostForm>
    </Details>
  );
}

async function end(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const id = x.param('interestId');
  const parsed = parseForm(await x.form(), { because: line('Why it does not hold') });
  if (!parsed.ok) return interestsPage(x, run, parsed.errors[0]?.message ?? 'Say why it does not hold');
  const { because } = parsed.value;
  await x.transaction((tx) => endInterest(tx, { id, runId: run.id, personId: x.viewer.personId, because }));
  return x.redirect(`/desk/${run.id}/interests`, 'The interest is undone, with your reason.');
}
