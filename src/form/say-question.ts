import type { Condition, FormContent, OnDay, Question } from './form.ts';
import { questionsOf } from './form.ts';
import { KIND_WORDS } from './kinds.ts';

/** What a question asks, line by line, for those who look after it. */
export function sayQuestion(question: Question): string[] {
  return [
    question.label,
    ...(question.hint ? [question.hint] : []),
    sayKind(question),
    ...sayChoices(question),
  ];
}

/** How a question is answered, in one line: "Long text, 80 to 200 words, can be left out". */
export function sayKind(question: Question): string {
  const parts = [
    KIND_WORDS[question.kind][0],
    boundsOf(question),
    question.optional ? 'can be left out' : undefined,
    question.requiredBy && `required by ${sayDay(question.requiredBy)}`,
    question.frozenAfter && `fixed after ${sayDay(question.frozenAfter)}`,
  ];
  return parts.filter(Boolean).join(', ');
}

function boundsOf(question: Question): string | undefined {
  switch (question.kind) {
    case 'line':
    case 'text': {
      const { min = 0, max } = question.words ?? {};
      if (min > 0 && max !== undefined) return `${min} to ${max} words`;
      if (max !== undefined) return `${max} words at most`;
      return min > 0 ? `${min} words at least` : undefined;
    }
    case 'number':
      return `${question.min} to ${question.max} ${question.unit}`.trim();
    case 'choice':
    case 'choices':
      return `${question.choices.length} choices`;
    default:
      return undefined;
  }
}

function sayChoices(question: Question): string[] {
  return question.kind === 'choice' || question.kind === 'choices'
    ? question.choices.map(({ label }) => label)
    : [];
}

function sayDay(day: OnDay): string {
  return 'on' in day ? day.on : `${day.daysBefore} days before workshop ${day.workshop}`;
}

/** On what a question or section hangs, in words: "only if “Do you?” is Yes". */
export function sayCondition(content: FormContent, condition: Condition): string {
  const source = questionsOf(content).find(({ question }) => question.id === condition.question)?.question;
  const values = condition.is.map((value) => {
    if (source?.kind === 'choice' || source?.kind === 'choices')
      return source.choices.find((one) => one.value === value)?.label ?? value;
    return value === 'yes' ? 'Yes' : value === 'no' ? 'No' : value;
  });
  return `only if “${source?.label ?? 'a question that is gone'}” is ${values.join(' or ')}`;
}
