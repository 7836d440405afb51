import { sayInstant } from '#calendar';
import {
  Actions,
  Button,
  Checkboxes,
  ErrorSummary,
  errorFor,
  PostForm,
  Select,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Inset } from '#look/page-parts.tsx';
import { now } from '#platform/clock.ts';
import { brokenConstraint } from '#platform/database.ts';
import { choice, line, many, parseForm, text, type Fields } from '#platform/forms.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { copyRun, likeMoment, PIECES, type Piece } from './copy-run.ts';
import { coordinatedRun, DESK_SECTION, DeskFrame } from './desk-frame.tsx';
import type { Run } from './programme.ts';
import { termsOf } from './way.ts';

/** A coordinator's page for making a new run from this one. */
export const copyRoutes = [
  get('/desk/:runId/copy', wearing('coordinator'), showCopy),
  post('/desk/:runId/copy', wearing('coordinator'), makeCopy),
];

const YEARS = ['1', '2', '3', '4', '5', '6'] as const;

const PIECE_WORDS: Readonly<Record<Piece, { label: string; hint: string }>> = {
  texts: { label: 'This run’s own words', hint: 'All but “About this run”, which speaks of its year.' },
  workshops: { label: 'The workshops', hint: 'Those that took place. Online links are left out.' },
  preparation: {
    label: 'Preparation and materials',
    hint: 'As long before each workshop as now. Recordings and what people ticked are left out.',
  },
  form: { label: 'The application form', hint: 'Its questions; days that it names move with the others.' },
  criteria: { label: 'What selectors judge by', hint: 'The criteria and their scale.' },
};

type Asked = { readonly typed: Readonly<Record<string, string>>; readonly pieces: readonly string[] };

async function showCopy(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const years = YEARS.find((one) => deadlineIn(run, one).epochMilliseconds > now().epochMilliseconds) ?? '1';
  const year = String(deadlineIn(run, years).toZonedDateTimeISO(run.zone).year);
  return copyPage(x, run, { typed: { years, slug: year, name: `${year} programme` }, pieces: PIECES }, []);
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
    pieces: many('what to copy', PIECES),
  });
  const asked = askedIn(fields);
  if (!parsed.ok) return copyPage(x, run, asked, parsed.errors);
  const { name, slug, years, pieces } = parsed.value;
  if (pieces.includes('preparation') && !pieces.includes('workshops')) {
    const message = 'Preparation belongs to workshops: copy these too, or leave it out';
    return copyPage(x, run, asked, [{ field: 'pieces', message }]);
  }
  try {
    const copy = await x.transaction((tx) =>
      copyRun(tx, run, { name, slug, years: Number(years), by: x.viewer.personId, pieces }),
    );
    return x.redirect(
      `/desk/${copy.id}/dates`,
      `The ${name} is made. Its dates wait for you to confirm them.`,
    );
  } catch (error) {
    if (brokenConstraint(error) !== 'run_programme_id_slug_key') throw error;
    const message = 'This programme has a run at that address already';
    return copyPage(x, run, asked, [{ field: 'slug', message }]);
  }
}

function askedIn(fields: Fields): Asked {
  return { typed: fields.typed, pieces: fields.all('pieces') };
}

function copyPage(
  x: Exchange<Viewer>,
  run: Run,
  { typed, pieces }: Asked,
  errors: readonly FieldError[],
): Promise<Response> {
  const title = 'Make a new run from this one';
  return x.page(
    { title, section: DESK_SECTION, hasErrors: errors.length > 0 },
    <DeskFrame
      run={run}
      tab="copy"
      title={title}
      lede="Choose what to take over. Every date moves on and waits for you to confirm it; until then nobody else sees the new run."
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
        <Checkboxes
          name="pieces"
          label="Take over"
          values={pieces}
          error={errorFor(errors, 'pieces')}
          options={PIECES.map((piece) => ({ value: piece, ...PIECE_WORDS[piece] }))}
        />
        <Inset>
          <p>
            Its dates and the number of places come with it in any case. Nothing to copy: the letters’ texts,
            the team and the words that hold for every run belong to the {run.programme.name}, and the new run
            has them already. The course site belongs to one year and is left out.
          </p>
        </Inset>
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
