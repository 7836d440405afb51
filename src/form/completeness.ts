import { countWords } from '#look/words.ts';
import {
  isOptional,
  type Answer,
  type Answers,
  type FormContent,
  type FormSection,
  type Question,
} from './form.ts';

/** What the account knows of a person: such answers are shown and not asked for. */
export type Known = { readonly department: string };

/** One thing that is not right with an answer, in a sentence. */
export type AnswerFault = { readonly section: string; readonly question: string; readonly message: string };

export type SectionState = 'not-started' | 'in-progress' | 'completed';

/** The answers as they count: the account's own facts stand in place of what was typed. */
export function withKnown(content: FormContent, answers: Answers, known: Known): Answers {
  const locked = content.sections
    .flatMap((one) => one.questions)
    .filter((question) => isLocked(question, known))
    .map((question) => [question.id, known.department] as const);
  return { ...answers, ...Object.fromEntries(locked) };
}

/** Whether the account answers this question already. */
export function isLocked(question: Question, known: Known): boolean {
  return question.kind === 'line' && question.known === 'department' && known.department !== '';
}

/** What is missing or wrong in a section, question by question. The word guide's lower end binds; so does its upper end. */
export function faultsOfSection(section: FormSection, answers: Answers): AnswerFault[] {
  return section.questions.flatMap((question) => {
    const message = faultOf(question, answers[question.id]);
    return message ? [{ section: section.id, question: question.id, message }] : [];
  });
}

/** What is missing or wrong in the whole form. */
export function faultsOfForm(content: FormContent, answers: Answers): AnswerFault[] {
  return content.sections.flatMap((section) => faultsOfSection(section, answers));
}

/** A section's state: completed when it was saved (or the account answers it all) and nothing in it is missing. */
export function stateOfSection(section: FormSection, answers: Answers, saved: boolean): SectionState {
  const faults = faultsOfSection(section, answers);
  if (faults.length === 0 && (saved || !isOptional(section))) return 'completed';
  return saved ? 'in-progress' : 'not-started';
}

function faultOf(question: Question, answer: Answer | undefined): string | undefined {
  if (question.kind === 'workshops')
    return answer === undefined ? `Say which workshops you cannot make, if any` : undefined;
  const typed = typeof answer === 'string' ? answer.trim() : '';
  if (typed === '') return question.optional ? undefined : missing(question);
  return wrong(question, typed);
}

function missing(question: Question): string {
  return question.kind === 'choice' ? `Choose ${lower(question.name)}` : `${question.name} is missing`;
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function wrong(question: Question, typed: string): string | undefined {
  switch (question.kind) {
    case 'number':
      return isWhole(typed, question.min, question.max)
        ? undefined
        : `${question.name} must be a whole number from ${question.min} to ${question.max}`;
    case 'email':
      return isAddress(typed)
        ? undefined
        : `${question.name} must be an e-mail address, such as name@example.org`;
    case 'text':
      return wrongLength(question, typed);
    case 'choice':
      return question.choices.some((one) => one.value === typed) ? undefined : missing(question);
    case 'line':
    case 'workshops':
      return undefined;
  }
}

function wrongLength(question: Question & { kind: 'text' }, typed: string): string | undefined {
  if (!question.words) return undefined;
  const count = countWords(typed);
  const { min, max } = question.words;
  if (count < min) return `${question.name} has ${count} words; write at least ${min}`;
  return count > max ? `${question.name} has ${count} words; ${max} is the most` : undefined;
}

function isWhole(typed: string, min: number, max: number): boolean {
  return /^\d{1,4}$/.test(typed) && Number(typed) >= min && Number(typed) <= max;
}

/** A shape that post can be sent to; the same rule as the platform's form field. */
function isAddress(typed: string): boolean {
  return (
    typed.length <= 254 && /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]+$/.test(typed)
  );
}
