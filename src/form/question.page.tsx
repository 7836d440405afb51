import { DESK_SECTION } from '#programme';
import type { Fields } from '#platform/forms.ts';
import { Refused, refuse } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { addQuestion, markOf, newQuestionId, newSectionId, questionOf, withQuestion } from './arrange.ts';
import { parseHead, parseQuestion, questionTyped } from './editing.form.ts';
import { fieldsOfQuestion } from './typed.ts';
import { openEditing, type Editing } from './editor.ts';
import { keysOf, questionsOf, sectionOf, type FormContent, type FormSection, type Question } from './form.ts';
import { blankQuestion, KINDS } from './kinds.ts';
import { KindView, QuestionView, type QuestionShown } from './question-edit.view.tsx';
import { reviseForm, type Change } from './revise.ts';
import { keysOfRun } from './revision.sql.ts';

/** Where one question of a form is written. */
export const questionRoutes = [
  get('/desk/:runId/form/questions/:question', wearing('coordinator'), showQuestion),
  post('/desk/:runId/form/questions/:question', wearing('coordinator'), saveQuestion),
  get('/desk/:runId/form/add-question', wearing('coordinator'), showNew),
  post('/desk/:runId/form/add-question', wearing('coordinator'), saveNew),
];

const GONE = 'gone';

async function showQuestion(x: Exchange<Viewer>): Promise<Response> {
  const editing = await openEditing(x);
  const found = editing && questionOf(editing.content, x.param('question'));
  if (!found) return x.missing();
  const { question, section } = found;
  return questionPage(x, editing, {
    question,
    section,
    typed: fieldsOfQuestion(question),
    mark: markOf(question),
    errors: [],
  });
}

async function questionPage(x: Exchange<Viewer>, editing: Editing, shown: QuestionShown): Promise<Response> {
  const { errors, conflict } = shown;
  return x.page(
    {
      title: shown.isNew ? 'A new question' : 'A question',
      section: DESK_SECTION,
      width: 'wide',
      scripts: ['form/only-if.js', 'form/editor.js'],
      hasErrors: errors.length > 0,
      status: conflict ? 409 : errors.length > 0 ? 422 : 200,
    },
    <QuestionView {...editing} shown={shown} />,
  );
}

async function saveQuestion(x: Exchange<Viewer>): Promise<Response> {
  const editing = await openEditing(x);
  if (!editing) return x.missing();
  const fields = await x.form();
  const found = questionOf(editing.content, x.param('question')) ?? removedQuestion(x, editing, fields);
  if (!found) return x.missing();
  const { question: before, section } = found;
  const shown = { question: questionTyped(fields, before), section, typed: fields, mark: fields.one('mark') };
  const parsed = parseQuestion(fields, before);
  if (!parsed.ok) return questionPage(x, editing, { ...shown, errors: parsed.errors });
  if (fields.one('intent') === 'preview') return questionPage(x, editing, { ...shown, errors: [] });
  const change = replaceSeen(parsed.value, section.id, fields.one('mark'));
  return saving(x, editing, shown, `changed “${parsed.value.label}”`, change);
}

/** A question that was removed while it was written: it can be put back as it was typed. */
function removedQuestion(x: Exchange<Viewer>, { content }: Editing, fields: Fields) {
  const id = x.param('question');
  const kind = KINDS.find((one) => one === fields.one('kind'));
  const section = sectionOf(content, fields.one('section')) ?? content.sections.at(-1);
  if (!kind || !section || !/^[a-z][A-Za-z0-9]{0,99}$/.test(id) || !fields.one('mark')) return undefined;
  return { question: { ...blankQuestion(kind), id }, section };
}

/** The form with a question in place of the one that its writer saw; not over another's words, nor over nothing unasked. */
function replaceSeen(question: Question, sectionId: string, mark: string): Change {
  return (content) => {
    const there = questionOf(content, question.id);
    if (!there)
      return mark === GONE
        ? addQuestion(content, sectionId, question)
        : refuse(GONE, 'Somebody removed this question while you wrote.');
    if (markOf(there.question) !== mark)
      return refuse('changed', 'Somebody changed this question while you wrote.');
    return withQuestion(content, question);
  };
}

type Shown = Omit<QuestionShown, 'errors' | 'conflict'>;

async function saving(
  x: Exchange<Viewer>,
  editing: Editing,
  shown: Shown,
  says: string,
  change: Change,
): Promise<Response> {
  const { run } = editing;
  try {
    await x.transaction((tx) => reviseForm(tx, run.id, { by: x.viewer.personId, says, change }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, says: message } = error.refusal;
    if (code !== GONE && code !== 'changed')
      return questionPage(x, editing, { ...shown, errors: [{ field: '', message }] });
    return conflictPage(x, shown, message);
  }
  return x.redirect(`/desk/${run.id}/form`, `Saved. It counts once you publish the form.`);
}

/** Somebody was first: both are shown, and what was typed is in the fields, to be saved over theirs or not. */
async function conflictPage(x: Exchange<Viewer>, shown: Shown, says: string): Promise<Response> {
  const now = await openEditing(x);
  if (!now) return x.missing();
  const theirs = questionOf(now.content, shown.question.id)?.question;
  const conflict = { says, by: now.revision?.steps.at(-1)?.madeBy, theirs };
  return questionPage(x, now, { ...shown, mark: theirs ? markOf(theirs) : GONE, errors: [], conflict });
}

/** Where a new question goes: into a section, or into one that comes with it. */
function destination(content: FormContent, one: (name: string) => string): FormSection | undefined {
  const section = sectionOf(content, one('section'));
  if (section || one('section') !== '') return section;
  const head = parseHead({ one, all: (name) => [one(name)].filter(Boolean), typed: {}, names: [] });
  if (!head.ok) return undefined;
  return { ...head.value, id: newSectionId(head.value.title, content), questions: [] };
}

async function showNew(x: Exchange<Viewer>): Promise<Response> {
  const editing = await openEditing(x);
  if (!editing) return x.missing();
  const one = (name: string) => x.query.get(name) ?? '';
  const section = destination(editing.content, one);
  if (!section) return x.missing();
  const kind = section.audience === 'nobody' ? 'choice' : KINDS.find((known) => known === one('kind'));
  if (!kind)
    return x.page(
      { title: 'A new question', section: DESK_SECTION },
      <KindView {...editing} section={section} isNewSection={one('section') === ''} />,
    );
  const question = blankQuestion(kind);
  const shown = { question, section, typed: fieldsOfQuestion(question), mark: '', errors: [], isNew: true };
  return questionPage(x, editing, { ...shown, isNewSection: one('section') === '' });
}

async function saveNew(x: Exchange<Viewer>): Promise<Response> {
  const editing = await openEditing(x);
  if (!editing) return x.missing();
  const fields = await x.form();
  const section = destination(editing.content, (name) => fields.one(name));
  const kind = KINDS.find((known) => known === fields.one('kind'));
  if (!section || !kind) return x.missing();
  const before = blankQuestion(kind);
  const isNewSection = fields.one('section') === '';
  const shown = {
    question: questionTyped(fields, before),
    section,
    typed: fields,
    mark: '',
    isNew: true,
    isNewSection,
  };
  const parsed = parseQuestion(fields, before);
  if (!parsed.ok) return questionPage(x, editing, { ...shown, errors: parsed.errors });
  if (fields.one('intent') === 'preview') return questionPage(x, editing, { ...shown, errors: [] });
  const { label } = parsed.value;
  const ofRun = await keysOfRun(x.db, editing.run.id);
  const change: Change = (content) => {
    const taken = new Set([...ofRun, ...questionsOf(content).flatMap(({ question }) => keysOf(question))]);
    const question = { ...parsed.value, id: newQuestionId(label, kind, taken) };
    if (!isNewSection && !sectionOf(content, section.id))
      return refuse(
        'section-gone',
        'Somebody removed this section meanwhile. Your words are still in the fields.',
      );
    if (!isNewSection) return addQuestion(content, section.id, question);
    const id = newSectionId(section.title, content);
    return { ...content, sections: [...content.sections, { ...section, id, questions: [question] }] };
  };
  return saving(x, editing, shown, `added “${label}”`, change);
}
