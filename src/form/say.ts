import { sayDate, spokenDay } from '#calendar';
import type { Workshop } from '#programme';
import type { Answer, FormContent, Answers, Question } from './form.ts';

/** What a run's workshops are called where somebody says which they cannot make. */
export type WorkshopNames = {
  readonly workshops: readonly Pick<Workshop, 'number' | 'title' | 'startsAt' | 'cancelledAt'>[];
  readonly zone: string;
};

/** A workshop by number, title and day: "4. Working with others (Thu 11 April 2024)". */
export function sayWorkshop(workshop: Pick<Workshop, 'number' | 'title' | 'startsAt'>, zone: string): string {
  return `${workshop.number}. ${workshop.title} (${sayDate(spokenDay(workshop.startsAt, zone, 'opens'))})`;
}

/** An answer in words; nothing when there is none. */
export function sayAnswer(
  question: Question,
  answer: Answer | undefined,
  about: WorkshopNames,
): string | undefined {
  if (question.kind === 'workshops') return answer === undefined ? undefined : sayUnavailable(answer, about);
  const typed = typeof answer === 'string' ? answer.trim() : '';
  if (typed === '') return undefined;
  if (question.kind === 'choice') return question.choices.find((one) => one.value === typed)?.label ?? typed;
  if (question.kind === 'number') return `${typed} ${question.unit}`;
  return typed;
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

/** Every question with its answer in words, in the form's order; unanswered ones say so, or are left out. */
export function sayAnswers(
  content: FormContent,
  answers: Answers,
  about: WorkshopNames,
  { unanswered }: { unanswered?: string } = {},
): [string, string][] {
  return content.sections
    .flatMap((section) => section.questions)
    .flatMap((question) => {
      const words = sayAnswer(question, answers[question.id], about) ?? unanswered;
      return words === undefined ? [] : [[question.label, words] as [string, string]];
    });
}
