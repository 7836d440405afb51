import { DeskFrame } from '#programme';
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  Hidden,
  PostForm,
  type FieldError,
} from '#look/field.tsx';
import { Inset } from '#look/page-parts.tsx';
import { withQuestion, questionOf, addQuestion } from './arrange.ts';
import { QuestionEditing } from './editing.view.tsx';
import type { Editing } from './editor.ts';
import { sectionOf, type FormContent, type FormSection, type Question } from './form.ts';
import { KIND_WORDS, KINDS } from './kinds.ts';
import { AUDIENCE_WORDS, PreviewOfSection } from './preview.view.tsx';
import { sayQuestion } from './say-question.ts';
import type { Typed } from './typed.ts';
import { weaknessesOf } from './weaknesses.ts';

/** Somebody else was first. */
export type Conflict<Part> = {
  readonly says: string;
  readonly by: string | undefined;
  readonly theirs: Part | undefined;
};

export type QuestionShown = {
  readonly question: Question;
  readonly section: FormSection;
  readonly typed: Typed;
  /** How the question stood when this page was made. */
  readonly mark: string;
  readonly errors: readonly FieldError[];
  readonly conflict?: Conflict<Question>;
  readonly isNew?: boolean;
  readonly isNewSection?: boolean;
};

type Props = Editing & { shown: QuestionShown };

/** One question to write, beside the section as an applicant would meet it. */
export function QuestionView(props: Props) {
  const { run, shown } = props;
  const { question, section, errors, conflict } = shown;
  const [kind] = KIND_WORDS[question.kind];
  return (
    <DeskFrame
      run={run}
      tab="form"
      title={shown.isNew ? 'A new question' : 'A question'}
      lede={`${kind}, in the section “${section.title}”. ${AUDIENCE_WORDS[section.audience]}`}
    >
      <ErrorSummary errors={errors.map(forSummary)} />
      {conflict && <ConflictNote conflict={conflict} />}
      <div class="form-editor">
        <QuestionForm {...props} />
        <aside class="form-beside" aria-label="Preview" data-preview>
          <Preview {...props} />
        </aside>
      </div>
    </DeskFrame>
  );
}

function forSummary({ field, message }: FieldError): FieldError {
  return field ? { field, message } : { message };
}

function QuestionForm({ run, content, names, shown }: Props) {
  const { question, section, typed, errors, mark, conflict, isNew, isNewSection } = shown;
  const path = `/desk/${run.id}/form`;
  return (
    <PostForm action={isNew ? `${path}/add-question` : `${path}/questions/${question.id}`} id="question">
      <Hidden name="kind" value={question.kind} />
      <Hidden name="section" value={isNewSection ? '' : section.id} />
      {isNewSection && <Hidden name="title" value={section.title} />}
      {isNewSection && <Hidden name="lede" value={section.lede ?? ''} />}
      {isNewSection && <Hidden name="audience" value={section.audience} />}
      {!isNew && <Hidden name="mark" value={mark} />}
      <QuestionEditing {...{ typed, errors, content, names, section, question }} />
      <Actions>
        <Button kind="first" name="intent" value="save">
          {conflict
            ? conflict.theirs
              ? 'Save mine in place of theirs'
              : 'Put it back as I wrote it'
            : 'Save this question'}
        </Button>
        <Button name="intent" value="preview">
          Preview
        </Button>
        <a href={path}>{conflict ? 'Leave it as it is now' : 'Back to the form'}</a>
      </Actions>
    </PostForm>
  );
}

function ConflictNote({ conflict: { says, by, theirs } }: { conflict: Conflict<Question> }) {
  return (
    <Inset kind="attention">
      <p>
        <strong>{says}</strong>
        {by && ` The last change is ${by}’s.`} What you wrote is in the fields below, and is not saved yet.
      </p>
      {theirs && (
        <>
          <p>It says now:</p>
          <ul>
            {sayQuestion(theirs).map((one) => (
              <li>{one}</li>
            ))}
          </ul>
        </>
      )}
    </Inset>
  );
}

/** The section with the question as it is typed, by the applicant's own controls; and what is wrong with it. */
function Preview({ content, shown, at, names }: Props) {
  const whole = withTyped(content, shown);
  const section = sectionOf(whole, shown.section.id) ?? { ...shown.section, questions: [shown.question] };
  const weak = weaknessesOf(whole, at).filter((one) => one.question === shown.question.id);
  return (
    <>
      <p class="kicker">As an applicant meets it</p>
      {weak.length > 0 && (
        <Inset kind="attention">
          {weak.map(({ says }) => (
            <p>{says}</p>
          ))}
        </Inset>
      )}
      <div class="form-preview">
        <PreviewOfSection content={whole} at={at} names={names} section={section} shows={shown.question.id} />
      </div>
    </>
  );
}

function withTyped(content: FormContent, { question, section }: QuestionShown): FormContent {
  if (questionOf(content, question.id)) return withQuestion(content, question);
  if (sectionOf(content, section.id)) return addQuestion(content, section.id, question);
  return { ...content, sections: [...content.sections, { ...section, questions: [question] }] };
}

/** What kind of question is to be added. */
export function KindView({
  run,
  section,
  isNewSection,
}: Editing & { section: FormSection; isNewSection: boolean }) {
  const { title, lede = '', audience } = section;
  const into = isNewSection ? { title, lede, audience } : { section: section.id };
  const href = (kind: string) =>
    `/desk/${run.id}/form/add-question?${new URLSearchParams({ ...into, kind })}`;
  return (
    <DeskFrame
      run={run}
      tab="form"
      title={isNewSection ? 'Its first question' : 'A new question'}
      lede={`In the section “${title}”. How is it answered?`}
    >
      <ul class="form-kinds">
        {KINDS.map((kind) => (
          <li>
            <a href={href(kind)}>{KIND_WORDS[kind][0]}</a>
            <span class="hint">{KIND_WORDS[kind][1]}</span>
          </li>
        ))}
      </ul>
      <Actions>
        <ButtonLink kind="quiet" href={`/desk/${run.id}/form`}>
          Back to the form
        </ButtonLink>
      </Actions>
    </DeskFrame>
  );
}
