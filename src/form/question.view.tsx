import { Checkboxes, errorFor, Radios, TextArea, TextField, type FieldError } from '#look/field.tsx';
import { isLocked, type Known } from './completeness.ts';
import type { Answers, Question } from './form.ts';
import { sayWorkshop, type WorkshopNames } from './say.ts';

export type QuestionFieldProps = {
  question: Question;
  answers: Answers;
  errors: readonly FieldError[];
  known: Known;
  names: WorkshopNames;
};

/** One question with what was answered so far, as the applicant meets it; nothing where the account answers it. */
export function QuestionField(props: QuestionFieldProps) {
  const { question, answers, errors, known, names } = props;
  if (isLocked(question, known)) return null;
  const answer = answers[question.id];
  const typed = typeof answer === 'string' ? answer : '';
  const field = {
    name: question.id,
    label: question.label,
    hint: question.hint,
    optional: question.optional,
    error: errorFor(errors, question.id),
  };
  switch (question.kind) {
    case 'line':
      return (
        <TextField
          {...field}
          value={typed}
          autocomplete={question.known === 'role' ? 'organization-title' : undefined}
        />
      );
    case 'email':
      return <TextField {...field} value={typed} type="email" autocomplete="off" spellcheck={false} />;
    case 'number':
      return <TextField {...field} value={typed} inputmode="numeric" size="year" />;
    case 'text':
      return (
        <TextArea
          {...field}
          value={typed}
          rows={question.rows}
          words={question.words ? question.words.max : undefined}
        />
      );
    case 'choice':
      return <Radios {...field} value={typed} options={question.choices} />;
    case 'workshops':
      return (
        <Checkboxes
          {...field}
          values={typeof answer === 'string' ? [answer] : (answer ?? [])}
          options={names.workshops.map((one) => ({
            value: String(one.number),
            label: sayWorkshop(one, names.zone),
          }))}
        />
      );
  }
}
