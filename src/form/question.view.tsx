import {
  Checkbox,
  Checkboxes,
  DateField,
  errorFor,
  fieldId,
  Fieldset,
  Radios,
  TextArea,
  TextField,
  WordCount,
  type FieldError,
} from '#look/field.tsx';
import { Facts } from '#look/facts.tsx';
import { textOf, valuesOf, type Answers } from './answers.ts';
import { isLocked, type Known } from './completeness.ts';
import { keysOf, type Question } from './form.ts';
import { sayAnswer, sayWorkshop, type WorkshopNames } from './say.ts';

export type QuestionFieldProps = {
  question: Question;
  answers: Answers;
  errors: readonly FieldError[];
  known: Known;
  names: WorkshopNames;
  /** Not asked as things stand: there for the script that shows it when it is. */
  hidden?: boolean | undefined;
  /** Its answer can no longer be changed. */
  frozen?: boolean | undefined;
};

/** One question with what was answered so far, as the applicant meets it; nothing where the account answers it. */
export function QuestionField(props: QuestionFieldProps) {
  const { question, known, hidden } = props;
  if (isLocked(question, known)) return null;
  if (!question.onlyIf) return <Control {...props} />;
  const { question: source, is } = question.onlyIf;
  return (
    <div
      class="only-if"
      data-question={question.id}
      data-only-if={source}
      data-is={JSON.stringify(is)}
      hidden={hidden}
    >
      <Control {...props} />
    </div>
  );
}

function Control(props: QuestionFieldProps) {
  const { question, answers, errors, names, frozen } = props;
  if (frozen) return <Frozen {...props} />;
  const field = {
    name: question.id,
    label: question.label,
    hint: question.hint,
    optional: question.optional,
    error: errorFor(errors, question.id),
  };
  const answer = answers[question.id];
  const typed = textOf(answer) === '' ? '' : String(answer);
  switch (question.kind) {
    case 'line':
      return (
        <>
          <TextField
            {...field}
            value={typed}
            autocomplete={question.known === 'role' ? 'organization-title' : undefined}
          />
          {question.words && (
            <WordCount field={fieldId(question.id)} text={typed} guide={question.words.max} />
          )}
        </>
      );
    case 'email':
      return <TextField {...field} value={typed} type="email" autocomplete="off" spellcheck={false} />;
    case 'url':
      return <TextField {...field} value={typed} type="url" autocomplete="off" spellcheck={false} />;
    case 'number':
      return <TextField {...field} value={typed} inputmode="numeric" size="year" />;
    case 'date':
      return <DateField {...field} value={typed} min={question.from} max={question.to} />;
    case 'text':
      return (
        <TextArea
          {...field}
          value={typed}
          rows={question.rows}
          words={question.words ? (question.words.max ?? true) : undefined}
        />
      );
    case 'choice':
      return <Radios {...field} value={typed} options={question.choices} />;
    case 'yes-no':
      return <Radios {...field} inline value={typed} options={YES_NO} />;
    case 'agree':
      return (
        <Checkbox {...field} label={question.statement} hint={question.hint} checked={typed === 'yes'} />
      );
    case 'choices':
      return <Checkboxes {...field} values={valuesOf(answer)} options={question.choices} />;
    case 'workshops':
      return (
        <Checkboxes
          {...field}
          values={valuesOf(answer)}
          options={names.workshops.map((one) => ({
            value: String(one.number),
            label: sayWorkshop(one, names.zone),
          }))}
        />
      );
    case 'manager':
      return <ManagerFields {...props} />;
  }
}

const YES_NO = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

function ManagerFields({ question, answers, errors }: QuestionFieldProps) {
  const [name = '', email = ''] = keysOf(question);
  const optional = question.optional;
  return (
    <Fieldset legend={question.label} hint={question.hint}>
      <TextField
        name={name}
        label="Your line manager’s name"
        value={textOf(answers[name])}
        optional={optional}
        autocomplete="off"
        error={errorFor(errors, name)}
      />
      <TextField
        name={email}
        label="Your line manager’s e-mail address"
        type="email"
        value={textOf(answers[email])}
        optional={optional}
        autocomplete="off"
        spellcheck={false}
        error={errorFor(errors, email)}
      />
    </Fieldset>
  );
}

function Frozen({ question, answers, names }: QuestionFieldProps) {
  const words = sayAnswer(question, answers, names) ?? '';
  return (
    <div class="field">
      <Facts facts={[{ label: question.label, value: <span class="answer-lines">{words}</span> }]} />
      <p class="hint">This answer can no longer be changed.</p>
    </div>
  );
}
