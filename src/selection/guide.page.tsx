import { findRunById, mayCoordinate, runName, type Run } from '#programme';
import {
  Actions,
  Button,
  Checkbox,
  ErrorSummary,
  errorFor,
  Fieldset,
  Hidden,
  PostForm,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Inset, PageHead } from '#look/page-parts.tsx';
import { parseForm, ticked, whole } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { FIRST_GUIDE, sealOfGuide, writeGuide, type Guide } from './guide.ts';
import {
  contentFrom,
  faultsOf,
  MOST_CRITERIA,
  typedFrom,
  typedGuide,
  type TypedCriterion,
  type TypedGuide,
} from './guide.form.ts';
import { latestGuide, wasReadBy } from './guide.sql.ts';

const coordinator = wearing('coordinator');

export const guideRoutes: readonly Route[] = [
  get('/desk/:runId/criteria', coordinator, showGuide),
  post('/desk/:runId/criteria', coordinator, saveGuide),
];

async function openRun(x: Exchange<Viewer>): Promise<Run | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  return run && !mayCoordinate(x.viewer, run) ? run : undefined;
}

async function showGuide(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  return run ? guidePage(x, run, undefined, []) : x.missing();
}

async function guidePage(
  x: Exchange<Viewer>,
  run: Run,
  typed: TypedGuide | undefined,
  errors: readonly FieldError[],
  status?: number,
): Promise<Response> {
  const guide = (await latestGuide(x.db, run.id)) ?? FIRST_GUIDE;
  const isRead = guide.id !== undefined && (await wasReadBy(x.db, guide.id));
  return x.page(
    { title: 'Criteria', section: 'desk', hasErrors: errors.length > 0, ...(status ? { status } : {}) },
    <GuideView
      run={run}
      guide={guide}
      isRead={isRead}
      typed={typed ?? typedGuide(guide)}
      errors={errors}
      stands={status === 409}
    />,
  );
}

async function saveGuide(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const typed = typedFrom(fields);
  const parsed = parseForm(fields, {
    readingsWanted: whole('The number of readings', { min: 1, max: 9 }),
    sameDepartment: ticked(),
  });
  const faults = [...(parsed.ok ? [] : parsed.errors), ...faultsOf(typed)];
  if (!parsed.ok || faults.length > 0) return guidePage(x, run, typed, faults);
  const known = (await latestGuide(x.db, run.id)) ?? FIRST_GUIDE;
  const content = contentFrom(typed, known, parsed.value.readingsWanted);
  try {
    const { isNew, version } = await x.transaction((tx) =>
      writeGuide(tx, run.id, { content, seen: typed.seen, personId: x.viewer.personId }),
    );
    const did = isNew
      ? `Version ${version} of the criteria is in force; earlier readings keep theirs.`
      : 'The criteria are kept.';
    return x.redirect(`/desk/${run.id}/criteria`, did);
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    return guidePage(
      x,
      run,
      { ...typed, seen: sealOfGuide(known) },
      [{ field: '', message: error.refusal.says }],
      409,
    );
  }
}

/** Empty fields that stand below the criteria there are, for new ones. */
const SPARE = 2;

type GuideViewProps = {
  run: Run;
  guide: Guide;
  isRead: boolean;
  typed: TypedGuide;
  errors: readonly FieldError[];
  /** Show what stands now beside what was typed. */
  stands: boolean;
};

function GuideView({ run, guide, isRead, typed, errors, stands }: GuideViewProps) {
  const spare = Math.min(SPARE, MOST_CRITERIA - typed.criteria.length);
  const empty: TypedCriterion = { id: '', label: '', hint: '', steps: '' };
  const rows = [...typed.criteria, ...Array.from({ length: spare }, () => empty)];
  return (
    <>
      <ErrorSummary errors={errors.map(({ field, message }) => (field ? { field, message } : { message }))} />
      <PageHead
        back={{ href: `/desk/${run.id}/decisions`, label: 'Decisions' }}
        kicker={runName(run)}
        title="Criteria"
        lede="What selectors judge in each application. Criteria stand side by side: nobody adds them up."
      />
      {isRead && (
        <Inset>
          <p>
            {`Selectors have read by version ${guide.version}. A change makes version ${guide.version + 1}: readings keep what they said, and a criterion with other steps is a new one.`}
          </p>
        </Inset>
      )}
      {stands && (
        <Inset kind="attention">
          <p>What stands now:</p>
          <ul>
            {guide.criteria.map(({ label, steps }) => (
              <li>{`${label}: ${steps?.join(', ') ?? 'in words'}`}</li>
            ))}
          </ul>
        </Inset>
      )}
      <PostForm action={`/desk/${run.id}/criteria`} label="Criteria">
        <Hidden name="seen" value={typed.seen} />
        {rows.map((row, index) => (
          <CriterionFields row={row} number={index + 1} errors={errors} />
        ))}
        <TextField
          name="readingsWanted"
          label="How many readings each application should have"
          size="year"
          inputmode="numeric"
          value={typed.readingsWanted}
          hint="The queue deals the application that is read least. The list of decisions says how many are missing."
          error={errorFor(errors, 'readingsWanted')}
        />
        <Checkbox
          name="sameDepartment"
          label="Somebody of the applicant’s own department does not read"
          hint="Compared with the department that the application names. Own applications, and those that name a reader’s e-mail address, are always kept from them."
          checked={typed.sameDepartment}
        />
        <Actions>
          <Button kind="first">Keep the criteria</Button>
        </Actions>
      </PostForm>
    </>
  );
}

function CriterionFields({
  row,
  number,
  errors,
}: {
  row: TypedCriterion;
  number: number;
  errors: readonly FieldError[];
}) {
  const isNew = row.id === '' && row.label === '';
  return (
    <Fieldset legend={isNew ? `A further criterion (${number})` : `Criterion ${number}`}>
      <Hidden name={`id-${number}`} value={row.id} />
      <TextField
        name={`label-${number}`}
        label="What is judged"
        optional={number > 1}
        value={row.label}
        hint={isNew ? undefined : 'Empty the field to take it out.'}
        error={errorFor(errors, `label-${number}`)}
      />
      <TextField
        name={`hint-${number}`}
        label="Hint for selectors"
        optional
        value={row.hint}
        error={errorFor(errors, `hint-${number}`)}
      />
      <TextArea
        name={`steps-${number}`}
        label="Steps"
        optional
        rows={4}
        value={row.steps}
        hint="Two to five, one a line, the lowest first. None means that selectors answer in words."
        error={errorFor(errors, `steps-${number}`)}
      />
    </Fieldset>
  );
}
