import { DESK_SECTION, DeskFrame, runName, runsOfInstitution, type Run } from '#programme';
import { Actions, Button, ErrorSummary, errorFor, PostForm, Radios, type FieldError } from '#look/field.tsx';
import { Empty } from '#look/page-parts.tsx';
import { choice, parseForm } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { openEditing, type Editing } from './editor.ts';
import { latestForm, versionsOfRuns } from './form.sql.ts';
import { questionsOf, type FormContent } from './form.ts';
import { reviseForm } from './revise.ts';
import { shippedForms } from './shipped.ts';

/** Where a run takes over what another one asks. */
export const copyFormRoutes = [
  get('/desk/:runId/form/copy', wearing('coordinator'), showCopy),
  post('/desk/:runId/form/copy', wearing('coordinator'), copy),
];

type Source = { readonly value: string; readonly label: string; readonly hint: string };

async function showCopy(x: Exchange<Viewer>): Promise<Response> {
  const editing = await openEditing(x);
  return editing ? copyPage(x, editing, []) : x.missing();
}

/** Runs of the same institution, which its coordinators may all see, and the forms that come with the house. */
async function sourcesFor(x: Exchange<Viewer>, { run }: Editing): Promise<Source[]> {
  const others = (await runsOfInstitution(x.db, run.programme.institutionId)).filter(
    ({ id }) => id !== run.id,
  );
  const versions = await versionsOfRuns(
    x.db,
    others.map(({ id }) => id),
  );
  const runs = others.flatMap((other: Run): Source[] => {
    const version = versions.get(other.id);
    return version ? [{ value: other.id, label: runName(other), hint: `Version ${version}` }] : [];
  });
  const shipped = shippedForms().map(({ id, title, content }) => ({
    value: id,
    label: title,
    hint: `Comes with the house: ${questionsOf(content).length} questions.`,
  }));
  return [...runs, ...shipped];
}

async function copyPage(
  x: Exchange<Viewer>,
  editing: Editing,
  errors: readonly FieldError[],
): Promise<Response> {
  const { run, content } = editing;
  const sources = await sourcesFor(x, editing);
  return x.page(
    { title: 'Take another form', section: DESK_SECTION, hasErrors: errors.length > 0 },
    <DeskFrame
      run={run}
      tab="form"
      title="Take another form"
      lede={`Its sections and questions take the place of the ${questionsOf(content).length} questions here. What selectors judge by stays. You can undo it, and it counts once you publish.`}
    >
      <ErrorSummary errors={errors} />
      {sources.length === 0 ? (
        <Empty title="There is no other form yet." />
      ) : (
        <PostForm action={`/desk/${run.id}/form/copy`}>
          <Radios name="from" label="Which form?" options={sources} error={errorFor(errors, 'from')} />
          <Actions>
            <Button kind="first">Take this form</Button>
            <a href={`/desk/${run.id}/form`}>Back to the form</a>
          </Actions>
        </PostForm>
      )}
    </DeskFrame>,
  );
}

async function copy(x: Exchange<Viewer>): Promise<Response> {
  const editing = await openEditing(x);
  if (!editing) return x.missing();
  const sources = await sourcesFor(x, editing);
  const parsed = parseForm(await x.form(), {
    from: choice(
      'a form',
      sources.map(({ value }) => value),
    ),
  });
  if (!parsed.ok) return copyPage(x, editing, parsed.errors);
  const source = sources.find(({ value }) => value === parsed.value.from);
  const content = await contentOf(x, parsed.value.from);
  if (!source || !content) return x.missing();
  const { run } = editing;
  const says = `took the form of ${source.label}`;
  const change = (own: FormContent): FormContent => ({ ...content, selection: own.selection });
  try {
    await x.transaction((tx) => reviseForm(tx, run.id, { by: x.viewer.personId, says, change }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return copyPage(x, editing, [{ field: 'from', message: error.refusal.says }]);
  }
  return x.redirect(`/desk/${run.id}/form`, 'Taken over. It counts once you publish the form.');
}

async function contentOf(x: Exchange<Viewer>, from: string): Promise<FormContent | undefined> {
  const shipped = shippedForms().find(({ id }) => id === from);
  return shipped ? shipped.content : (await latestForm(x.db, from))?.content;
}
