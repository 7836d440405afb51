import { DESK_SECTION } from '#programme';
import { choice, optionalText, parseForm, whole } from '#platform/forms.ts';
import { Refused, refuse } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import {
  markOf,
  moveQuestion,
  moveSection,
  placeQuestion,
  questionOf,
  withoutQuestion,
  withoutSection,
} from './arrange.ts';
import { openEditing, type Editing } from './editor.ts';
import { sectionOf, type FormContent } from './form.ts';
import { FormView } from './form.view.tsx';
import { giveUpRevision, goBackTo, reviseForm, type Change } from './revise.ts';

/** A run's form, for whoever looks after the run: what it asks, in which order, and what becomes of changes to it. */
export const formRoutes = [
  get('/desk/:runId/form', wearing('coordinator'), showForm),
  post('/desk/:runId/form/arrange', wearing('coordinator'), arrange),
  post('/desk/:runId/form/place', wearing('coordinator'), place),
  post('/desk/:runId/form/back', wearing('coordinator'), goBack),
  post('/desk/:runId/form/give-up', wearing('coordinator'), giveUp),
];

async function showForm(x: Exchange<Viewer>): Promise<Response> {
  return formPage(x, undefined);
}

async function formPage(x: Exchange<Viewer>, trouble: string | undefined): Promise<Response> {
  const editing = await openEditing(x);
  if (!editing) return x.missing();
  return x.page(
    {
      title: 'The form',
      section: DESK_SECTION,
      width: 'wide',
      scripts: ['form/only-if.js', 'form/editor.js'],
      ...(trouble ? { status: 409 } : {}),
    },
    <FormView {...editing} trouble={trouble} />,
  );
}

/** Does an act on the form, and goes back to it; why it cannot be done is said there. */
async function doing(x: Exchange<Viewer>, act: (editing: Editing) => Promise<unknown>): Promise<Response> {
  const editing = await openEditing(x);
  if (!editing) return x.missing();
  try {
    await act(editing);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return formPage(x, error.refusal.says);
  }
  return x.redirect(`/desk/${editing.run.id}/form`);
}

const GONE = refuse('gone', 'Somebody removed it meanwhile, so nothing was done.');
const CHANGED = refuse('changed', 'Somebody changed it meanwhile, so it was not removed. Look at it again.');

async function arrange(x: Exchange<Viewer>): Promise<Response> {
  const parsed = parseForm(await x.form(), {
    what: choice('what to move', ['question', 'section']),
    id: optionalText('The id', { max: 200 }),
    mark: optionalText('The mark', { max: 100 }),
    act: choice('what to do', ['up', 'down', 'remove']),
  });
  if (!parsed.ok) return x.refused(refuse('unread', 'This could not be read.', 422));
  const { what, id, mark, act } = parsed.value;
  return doing(x, async ({ run, content: before }) => {
    const label = labelOf(before, what, id) ?? id;
    const says = act === 'remove' ? `removed “${label}”` : `moved “${label}” ${act}`;
    const change: Change = (content) => {
      const part = what === 'question' ? questionOf(content, id)?.question : sectionOf(content, id);
      if (!part) return GONE;
      if (act !== 'remove')
        return what === 'question' ? moveQuestion(content, id, act) : moveSection(content, id, act);
      if (markOf(part) !== mark) return CHANGED;
      return what === 'question' ? withoutQuestion(content, id) : withoutSection(content, id);
    };
    await x.transaction((tx) => reviseForm(tx, run.id, { by: x.viewer.personId, says, change }));
  });
}

function labelOf(content: FormContent, what: 'question' | 'section', id: string): string | undefined {
  return what === 'question' ? questionOf(content, id)?.question.label : sectionOf(content, id)?.title;
}

/** A question was dragged: into this section, before the question that stands at this place there. */
async function place(x: Exchange<Viewer>): Promise<Response> {
  const parsed = parseForm(await x.form(), {
    id: optionalText('The id', { max: 200 }),
    section: optionalText('The section', { max: 200 }),
    at: whole('The place', { max: 1000 }),
  });
  if (!parsed.ok) return x.refused(refuse('unread', 'This could not be read.', 422));
  const { id, section, at } = parsed.value;
  return doing(x, async ({ run, content: before }) => {
    const says = `moved “${labelOf(before, 'question', id) ?? id}”`;
    const change: Change = (content) =>
      questionOf(content, id) && sectionOf(content, section) ? placeQuestion(content, id, section, at) : GONE;
    await x.transaction((tx) => reviseForm(tx, run.id, { by: x.viewer.personId, says, change }));
  });
}

const SEEN = { seen: whole('The step') };

async function goBack(x: Exchange<Viewer>): Promise<Response> {
  const parsed = parseForm(await x.form(), { to: whole('The step'), ...SEEN });
  if (!parsed.ok) return x.refused(refuse('unread', 'This could not be read.', 422));
  const { to: step, seen } = parsed.value;
  return doing(x, ({ run }) =>
    x.transaction((tx) => goBackTo(tx, run.id, { step, seen, by: x.viewer.personId })),
  );
}

async function giveUp(x: Exchange<Viewer>): Promise<Response> {
  const parsed = parseForm(await x.form(), SEEN);
  if (!parsed.ok) return x.refused(refuse('unread', 'This could not be read.', 422));
  return doing(x, ({ run }) => x.transaction((tx) => giveUpRevision(tx, run.id, parsed.value.seen)));
}
