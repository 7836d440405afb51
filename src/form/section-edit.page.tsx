import { DESK_SECTION } from '#programme';
import { Refused, refuse } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { markOf, withSection } from './arrange.ts';
import { parseHead } from './editing.form.ts';
import { fieldsOfHead } from './typed.ts';
import { openEditing, type Editing } from './editor.ts';
import { sectionOf, type FormSection } from './form.ts';
import { reviseForm, type Change } from './revise.ts';
import { HeadView, type HeadShown } from './section-edit.view.tsx';

/** Where a section of a form is named, and given to its readers. */
export const sectionEditRoutes = [
  get('/desk/:runId/form/sections/:section', wearing('coordinator'), showSection),
  post('/desk/:runId/form/sections/:section', wearing('coordinator'), saveSection),
  get('/desk/:runId/form/add-section', wearing('coordinator'), showNew),
  post('/desk/:runId/form/add-section', wearing('coordinator'), saveNew),
];

async function headPage(x: Exchange<Viewer>, editing: Editing, shown: HeadShown): Promise<Response> {
  const { errors, conflict } = shown;
  return x.page(
    {
      title: shown.section ? 'A section' : 'A new section',
      section: DESK_SECTION,
      hasErrors: errors.length > 0,
      status: conflict ? 409 : errors.length > 0 ? 422 : 200,
    },
    <HeadView {...editing} shown={shown} />,
  );
}

async function showSection(x: Exchange<Viewer>): Promise<Response> {
  const editing = await openEditing(x);
  const section = editing && sectionOf(editing.content, x.param('section'));
  if (!section) return x.missing();
  return headPage(x, editing, { section, typed: fieldsOfHead(section), mark: headMark(section), errors: [] });
}

/** Its questions may come, go and move meanwhile: they are not written here. */
function headMark(section: FormSection): string {
  return markOf({ ...section, questions: [] });
}

async function saveSection(x: Exchange<Viewer>): Promise<Response> {
  const editing = await openEditing(x);
  const section = editing && sectionOf(editing.content, x.param('section'));
  if (!section) return x.missing();
  const fields = await x.form();
  const shown = { section, typed: fields, mark: fields.one('mark') };
  const parsed = parseHead(fields);
  if (!parsed.ok) return headPage(x, editing, { ...shown, errors: parsed.errors });
  const change: Change = (content) => {
    const there = sectionOf(content, section.id);
    if (!there || headMark(there) !== shown.mark)
      return refuse('changed', 'Somebody changed this section while you wrote.');
    return withSection(content, { ...there, ...parsed.value });
  };
  const { run } = editing;
  const says = `changed the section “${parsed.value.title}”`;
  try {
    await x.transaction((tx) => reviseForm(tx, run.id, { by: x.viewer.personId, says, change }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.refusal.code !== 'changed')
      return headPage(x, editing, { ...shown, errors: [{ field: '', message: error.refusal.says }] });
    return conflictPage(x, shown, error.refusal.says);
  }
  return x.redirect(`/desk/${run.id}/form`, 'Saved. It counts once you publish the form.');
}

async function conflictPage(
  x: Exchange<Viewer>,
  shown: Omit<HeadShown, 'errors'>,
  says: string,
): Promise<Response> {
  const now = await openEditing(x);
  const theirs = now && sectionOf(now.content, shown.section?.id ?? '');
  if (!theirs) return x.missing();
  const conflict = { says, by: now.revision?.steps.at(-1)?.madeBy, theirs };
  return headPage(x, now, { ...shown, mark: headMark(theirs), errors: [], conflict });
}

async function showNew(x: Exchange<Viewer>): Promise<Response> {
  const editing = await openEditing(x);
  if (!editing) return x.missing();
  const typed = fieldsOfHead({ title: '', lede: '', audience: 'selectors', onlyIf: undefined });
  return headPage(x, editing, { section: undefined, typed, mark: '', errors: [] });
}

/** A section comes with its first question: what was said of it goes on to that page. */
async function saveNew(x: Exchange<Viewer>): Promise<Response> {
  const editing = await openEditing(x);
  if (!editing) return x.missing();
  const fields = await x.form();
  const parsed = parseHead(fields);
  if (!parsed.ok)
    return headPage(x, editing, { section: undefined, typed: fields, mark: '', errors: parsed.errors });
  const { title, lede = '', audience } = parsed.value;
  const said = new URLSearchParams({ title, lede, audience });
  return x.redirect(`/desk/${editing.run.id}/form/add-question?${said}`);
}
