import { sayDate, spokenDay } from '#calendar';
import type { Workshop } from '#programme';
import { Temporal } from 'temporal-polyfill';
import { textOf, valuesOf, type Answer, type Answers } from './answers.ts';
import { keysOf, type FormContent, type Question } from './form.ts';

/** What a run's workshops are called where somebody says which they cannot make. */
export type WorkshopNames = {
  readonly workshops: readonly Pick<Workshop, 'number' | 'title' | 'startsAt' | 'cancelledAt'>[];
  readonly zone: string;
};

/** A workshop by number, title and day: "4. Working with others (Thu 11 April 2024)". */
export function sayWorkshop(workshop: Pick<Workshop, 'number' | 'title' | 'startsAt'>, zone: string): string {
  return `${workshop.number}. ${workshop.title} (${sayDate(spokenDay(workshop.startsAt, zone, 'opens'))})`;
}

/** The answer to a question in words, taken from all answers; nothing when there is none. */
export function sayAnswer(question: Question, answers: Answers, about: WorkshopNames): string | undefined {
  if (question.kind === 'manager') return sayManager(question, answers);
  const answer = answers[question.id];
  if (question.kind === 'workshops') return answer === undefined ? undefined : sayUnavailable(answer, about);
  if (question.kind === 'choices') return sayChosen(question, answer);
  const typed = textOf(answer);
  return typed === '' ? undefined : sayTyped(question, typed);
}

function sayManager(question: Question, answers: Answers): string | undefined {
  const said = keysOf(question)
    .map((key) => textOf(answers[key]))
    .filter((one) => one !== '');
  return said.length > 0 ? said.join('\n') : undefined;
}

function sayChosen(
  { choices }: Question & { kind: 'choices' },
  answer: Answer | undefined,
): string | undefined {
  const chosen = valuesOf(answer).map((one) => choices.find(({ value }) => value === one)?.label ?? one);
  return chosen.length > 0 ? chosen.join('\n') : undefined;
}

function sayTyped(question: Question, typed: string): string {
  switch (question.kind) {
    case 'choice':
      return question.choices.find((one) => one.value === typed)?.label ?? typed;
    case 'number':
      return `${typed} ${question.unit}`.trim();
    case 'yes-no':
      return typed === 'yes' ? 'Yes' : 'No';
    case 'agree':
      return 'Agreed';
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(typed) ? sayDay(typed) : typed;
    default:
      return typed;
  }
}

function sayDay(typed: string): string {
  try {
    return sayDate(Temporal.PlainDate.from(typed));
  } catch {
    return typed;
  }
}

function sayUnavailable(answer: Answer, { workshops, zone }: WorkshopNames): string {
  const numbers = typeof answer === 'string' ? [answer] : answer;
  if (numbers.length === 0) return 'Can come to every workshop';
  return numbers
    .map((number) => {
      const workshop = workshops.find((one) => String(one.number) === number && !one.cancelledAt);
      return workshop ? sayWorkshop(workshop, zone) : `Workshop ${number}`;
    })
    .join('\n');
}

/**
 * Every question with its answer in words, in the form's order; unanswered ones say so, or are left out. What nobody reads is
 * never among them.
 */
export function sayAnswers(
  content: FormContent,
  answers: Answers,
  about: WorkshopNames,
  { unanswered }: { unanswered?: string } = {},
): [string, string][] {
  return content.sections
    .filter(({ audience }) => audience !== 'nobody')
    .flatMap((section) => section.questions)
    .flatMap((question) => {
      const words = sayAnswer(question, answers, about) ?? unanswered;
      return words === undefined ? [] : [[question.label, words] as [string, string]];
    });
}
