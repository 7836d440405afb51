import { sayInstant } from '#calendar';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  PostForm,
  Select,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { now } from '#platform/clock.ts';
import { brokenConstraint } from '#platform/database.ts';
import { choice, line, parseForm, text } from '#platform/forms.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { copyRun, likeMoment } from './copy-run.ts';
import { coordinatedRun, DESK_SECTION, DeskFrame } from './desk-frame.tsx';
import type { Run } from './programme.ts';
import { termsOf } from './way.ts';

/** A coordinator's page for making a new run from this one. */
export const copyRoutes = [
  get('/desk/:runId/copy', wearing('coordinator'), showCopy),
  post('/desk/:runId/copy', wearing('coordinator'), makeCopy),
];

const YEARS = ['1', '2', '3', '4', '5', '6'] as const;
type Typed = Readonly<Record<string, string>>;

async function showCopy(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const years = YEARS.find((one) => deadlineIn(run, one).epochMilliseconds > now().epochMilliseconds) ?? '1';
  const year = String(deadlineIn(run, years).toZonedDateTimeISO(run.zone).year);
  return copyPage(x, run, { years, slug: year, name: `${year} programme` }, []);
}

function deadlineIn(run: Run, years: string) {
  return likeMoment(run.deadline.at, Number(years), run.zone, termsOf(run.programme));
}

async function makeCopy(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, {
    name: line('The name', { max: 100 }),
    slug: text('The address', { max: 60 }).refine(
      (slug) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug),
      'The address may hold small letters, figures and hyphens, such as 2028',
    ),
    years: choice('how far to move the dates', YEARS),
  });
  if (!parsed.ok) return copyPage(x, run, fields.typed, parsed.errors);
  const { name, slug, years } = parsed.value;
  try {
    const copy = await x.transaction((tx) =>
      copyRun(tx, run, { name, slug, years: Number(years), by: x.viewer.personId }),
    );
    return x.redirect(
      `/desk/${copy.id}/dates`,
      `The ${name} is made. Its dates wait for you to confirm them.`,
    );
  } catch (error) {
    if (brokenConstraint(error) !== 'run_programme_id_slug_key') throw error;
    const message = 'This programme has a run at that address already';
    return copyPage(x, run, fields.typed, [{ field: 'slug', message }]);
  }
}

function copyPage(
  x: Exchange<Viewer>,
  run: Run,
  typed: Typed,
  errors: readonly FieldError[],
): Promise<Response> {
  const title = 'Make a new run from this one';
  return x.page(
    { title, section: DESK_SECTION, hasErrors: errors.length > 0 },
    <DeskFrame
      run={run}
      tab="copy"
      title={title}
      lede="Takes over the words, the number of places and the workshops. Every date moves on and waits for you to confirm it."
    >
      <ErrorSummary errors={errors} />
      <PostForm action={`/desk/${run.id}/copy`}>
        <TextField name="name" label="Name" value={typed.name} error={errorFor(errors, 'name')} size="half" />
        <TextField
          name="slug"
          label="Address"
          hint={`Ends the address of its page: /programmes/${run.programme.slug}/…`}
          value={typed.slug}
          error={errorFor(errors, 'slug')}
          size="short"
        />
        <Select
          name="years"
          label="Move the dates to"
          hint="The same weekday in the same week of term where the terms are known; otherwise 52 weeks a year."
          value={typed.years}
          error={errorFor(errors, 'years')}
          options={YEARS.map((years) => ({ value: years, label: sayShift(run, years) }))}
        />
        <p class="hint">Online links and the course site are left out, since they belong to one year.</p>
        <Actions>
          <Button kind="first">Make the new run</Button>
        </Actions>
      </PostForm>
    </DeskFrame>,
  );
}

function sayShift(run: Run, years: string): string {
  const deadline = sayInstant(deadlineIn(run, years), run.zone, { terms: termsOf(run.programme) });
  return `${years} ${years === '1' ? 'year' : 'years'} on: deadline ${deadline}`;
}
