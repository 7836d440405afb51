import { sayInstant } from '#calendar';
import { DeskFrame, type Run } from '#programme';
import { Actions, Button, ButtonForm, ButtonLink, Hidden, PostForm } from '#look/field.tsx';
import { Details, Inset, Kicker } from '#look/page-parts.tsx';
import type { AskedAt } from './as-asked.ts';
import { markOf } from './arrange.ts';
import type { Editing } from './editor.ts';
import type { FormContent, FormSection, Question } from './form.ts';
import { AUDIENCE_WORDS, PreviewOfForm } from './preview.view.tsx';
import { changesOf, stepBefore } from './revise.ts';
import { lastStep, type Revision } from './revision.sql.ts';
import { sayCondition, sayKind } from './say-question.ts';
import { weaknessesOf } from './weaknesses.ts';

type FormViewProps = Editing & { trouble: string | undefined };

/** A run's form to work on, beside the form as an applicant meets it. */
export function FormView(props: FormViewProps) {
  const { run, form, content, at, names, revision, trouble } = props;
  return (
    <DeskFrame
      run={run}
      tab="form"
      title="The form"
      lede={`What this run asks of whoever applies. Version ${form.version} is in force; what you change counts once you publish it.`}
    >
      {trouble && (
        <Inset kind="attention">
          <p role="alert">{trouble}</p>
        </Inset>
      )}
      <Weaknesses content={content} at={at} />
      {revision && <Changes run={run} revision={revision} />}
      <div class="form-editor">
        <Outline {...props} />
        <aside class="form-beside" aria-label="Preview">
          <Kicker>{revision ? 'As it would be' : 'As it is'} for whoever applies</Kicker>
          <PreviewOfForm content={content} at={at} names={names} />
        </aside>
      </div>
    </DeskFrame>
  );
}

/** What was changed since the last version, and what can become of it. */
function Changes({ run, revision }: { run: Run; revision: Revision }) {
  const path = `/desk/${run.id}/form`;
  const seen = lastStep(revision);
  const before = stepBefore(revision);
  const last = revision.steps.at(-1);
  const { added, changed, removed } = changesOf(revision);
  const count = added.length + changed.length + removed.length;
  return (
    <section class="form-changes" aria-label="Changes that are not published">
      <p>
        <strong>
          {count === 0
            ? 'Changes to sections and order are not published yet.'
            : `${count === 1 ? 'One question differs' : `${count} questions differ`} from the version in force.`}
        </strong>{' '}
        {last && last.number > 1 && (
          <span class="hint">
            Last: {last.says} ({last.madeBy}, {sayInstant(last.madeAt, run.zone)}).
          </span>
        )}
      </p>
      <Actions>
        <ButtonLink kind="first" href={`${path}/publish`}>
          Publish these changes
        </ButtonLink>
        {before !== undefined && (
          <ButtonForm action={`${path}/back`} values={{ to: before, seen }} enhance>
            Undo the last change
          </ButtonForm>
        )}
        <ButtonForm
          action={`${path}/give-up`}
          values={{ seen }}
          kind="danger"
          confirm={{
            question: 'Give up these changes?',
            detail: 'The version in force stays as it is.',
            yes: 'Give them up',
          }}
        >
          Give up these changes
        </ButtonForm>
      </Actions>
      <Steps run={run} revision={revision} seen={seen} />
    </section>
  );
}

function Steps({ run, revision, seen }: { run: Run; revision: Revision; seen: number }) {
  return (
    <Details summary={`Every change (${revision.steps.length - 1})`}>
      <ol class="form-steps">
        {revision.steps.map(({ number, says, madeBy, madeAt }) => (
          <li>
            <span>
              {says}{' '}
              <span class="hint">
                {madeBy}, {sayInstant(madeAt, run.zone)}
              </span>
            </span>
            {number !== seen && (
              <ButtonForm action={`/desk/${run.id}/form/back`} values={{ to: number, seen }} kind="quiet">
                Go back to here<span class="unseen">: {says}</span>
              </ButtonForm>
            )}
          </li>
        ))}
      </ol>
    </Details>
  );
}

function Outline(props: FormViewProps) {
  const path = `/desk/${props.run.id}/form`;
  return (
    <div class="form-outline" data-place={`${path}/place`}>
      {props.content.sections.map((section, at) => (
        <OutlineSection {...props} section={section} index={at} />
      ))}
      <Actions>
        <ButtonLink href={`${path}/add-section`}>Add a section</ButtonLink>
        <a href={`${path}/copy`}>Take the form of another run</a>
        <a href={`${path}/owed`}>Who still owes an answer</a>
        <a href={`/desk/${props.run.id}/equality`}>Equality, as counts</a>
      </Actions>
    </div>
  );
}

function OutlineSection(props: FormViewProps & { section: FormSection; index: number }) {
  const { run, content, section, index } = props;
  const path = `/desk/${run.id}/form`;
  const { sections } = content;
  return (
    <section class="form-outline-section" data-section={section.id} aria-label={section.title}>
      <header>
        <h2>
          <a href={`${path}/sections/${section.id}`}>{section.title}</a>
        </h2>
        <p class="hint">
          {AUDIENCE_WORDS[section.audience]}
          {section.onlyIf && ` Asked ${sayCondition(content, section.onlyIf)}.`}
        </p>
        <Arranging
          run={run}
          what="section"
          id={section.id}
          mark={markOf(section)}
          label={section.title}
          up={index > 0}
          down={index < sections.length - 1}
          remove={sections.length > 1}
        />
      </header>
      <ol>
        {section.questions.map((question, place) => (
          <OutlineQuestion {...props} question={question} place={place} />
        ))}
      </ol>
      <p>
        <a href={`${path}/add-question?section=${section.id}`}>
          Add a question<span class="unseen"> to {section.title}</span>
        </a>
      </p>
    </section>
  );
}

type QuestionProps = FormViewProps & {
  section: FormSection;
  index: number;
  question: Question;
  place: number;
};

function OutlineQuestion({ run, content, section, index, question, place }: QuestionProps) {
  const isAlone = section.questions.length === 1;
  return (
    <li data-question={question.id}>
      <div>
        <a href={`/desk/${run.id}/form/questions/${question.id}`}>{question.label}</a>
        <p class="hint">
          {sayKind(question)}
          {question.onlyIf && `, ${sayCondition(content, question.onlyIf)}`}
        </p>
      </div>
      <Arranging
        run={run}
        what="question"
        id={question.id}
        mark={markOf(question)}
        label={question.label}
        up={place > 0 || (index > 0 && !isAlone)}
        down={place < section.questions.length - 1 || (index < content.sections.length - 1 && !isAlone)}
        remove={!isAlone}
      />
    </li>
  );
}

type ArrangingProps = {
  run: Run;
  what: 'question' | 'section';
  id: string;
  mark: string;
  label: string;
  up: boolean;
  down: boolean;
  remove: boolean;
};

/** Up, down and out, for somebody without a mouse or a script too. */
function Arranging({ run, what, id, mark, label, up, down, remove }: ArrangingProps) {
  const act = (value: string, words: string, kind: 'quiet' | 'plain' = 'quiet') => (
    <Button name="act" value={value} kind={kind}>
      {words}
      <span class="unseen"> “{label}”</span>
    </Button>
  );
  return (
    <PostForm action={`/desk/${run.id}/form/arrange`} enhance label={`Arrange “${label}”`}>
      <Hidden name="what" value={what} />
      <Hidden name="id" value={id} />
      <Hidden name="mark" value={mark} />
      <div class="form-arranging">
        {up && act('up', 'Up')}
        {down && act('down', 'Down')}
        {remove && act('remove', 'Remove')}
      </div>
    </PostForm>
  );
}

/** What is wrong with a form itself, worst first. */
export function Weaknesses({ content, at }: { content: FormContent; at: AskedAt }) {
  const found = [...weaknessesOf(content, at)].sort(
    (one, other) => Number(other.blocks) - Number(one.blocks),
  );
  if (found.length === 0) return null;
  const blocked = found.some(({ blocks }) => blocks);
  return (
    <Inset kind="attention">
      <p>
        <strong>
          {blocked ? 'As it stands, this form cannot be sent.' : 'Something here looks like a slip.'}
        </strong>
      </p>
      <ul>
        {found.map(({ says }) => (
          <li>{says}</li>
        ))}
      </ul>
    </Inset>
  );
}
