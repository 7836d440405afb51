import { countWords } from '#look/words.ts';
import { textOf, valuesOf, type Answer, type Answers } from './answers.ts';
import { isOptional, keysOf, type FormContent, type FormSection, type Question } from './form.ts';

/** What the account knows of a person: such answers are shown and not asked for. */
export type Known = { readonly department: string };

/** One thing that is not right with an answer, in a sentence. `question` is the name of its field. */
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

/** What is missing or wrong in a section, field by field. Ask it of the form as it is asked (`asAsked`). */
export function faultsOfSection(section: FormSection, answers: Answers): AnswerFault[] {
  return section.questions.flatMap((question) =>
    faultsOf(question, answers).map((fault) => ({ section: section.id, ...fault })),
  );
}

/** What is missing or wrong in the whole form. Ask it of the form as it is asked (`asAsked`). */
export function faultsOfForm(content: FormContent, answers: Answers): AnswerFault[] {
  return content.sections.flatMap((section) => faultsOfSection(section, answers));
}

/** A section's state: completed when it was saved (or the account answers it all) and nothing in it is missing. */
export function stateOfSection(section: FormSection, answers: Answers, saved: boolean): SectionState {
  const faults = faultsOfSection(section, answers);
  if (faults.length === 0 && (saved || !isOptional(section))) return 'completed';
  return saved ? 'in-progress' : 'not-started';
}

/** What is wrong with the answer to one question, by field. */
export function faultsOf(question: Question, answers: Answers): { question: string; message: string }[] {
  if (question.kind === 'manager') return faultsOfManager(question, answers);
  const message = faultOf(question, answers[question.id]);
  return message ? [{ question: question.id, message }] : [];
}

function faultsOfManager(question: Question, answers: Answers): { question: string; message: string }[] {
  const [nameKey = '', emailKey = ''] = keysOf(question);
  const [name, email] = [textOf(answers[nameKey]), textOf(answers[emailKey])];
  if (question.optional && name === '' && email === '') return [];
  const faults = [];
  if (name === '') faults.push({ question: nameKey, message: `${question.name}: the name is missing` });
  if (email === '')
    faults.push({ question: emailKey, message: `${question.name}: the e-mail address is missing` });
  else if (!isAddress(email))
    faults.push({
      question: emailKey,
      message: `${question.name}: that must be an e-mail address, such as name@example.org`,
    });
  return faults;
}

function faultOf(
  question: Exclude<Question, { kind: 'manager' }>,
  answer: Answer | undefined,
): string | undefined {
  switch (question.kind) {
    case 'workshops':
      return answer === undefined ? 'Say which workshops you cannot make, if any' : undefined;
    case 'choices':
      return faultOfMany(question, valuesOf(answer));
    default: {
      const typed = textOf(answer);
      if (typed === '') return question.optional ? undefined : missing(question);
      return wrong(question, typed);
    }
  }
}

function faultOfMany(
  question: Question & { kind: 'choices' },
  chosen: readonly string[],
): string | undefined {
  if (chosen.length === 0 && question.optional) return undefined;
  const offered = question.choices.map(({ value }) => value);
  const least = Math.max(question.least ?? 1, question.optional ? 0 : 1);
  const most = question.most ?? offered.length;
  if (chosen.some((one) => !offered.includes(one))) return missing(question);
  if (chosen.length < least)
    return least === 1 ? missing(question) : `${question.name}: choose at least ${least}`;
  return chosen.length > most ? `${question.name}: choose ${most} at most` : undefined;
}

function missing({ kind, name }: Question): string {
  if (kind === 'agree') return `${name} has to be ticked`;
  return kind === 'choice' || kind === 'choices' || kind === 'yes-no'
    ? `Choose ${name.charAt(0).toLowerCase()}${name.slice(1)}`
    : `${name} is missing`;
}

type Typed = Exclude<Question, { kind: 'manager' | 'workshops' | 'choices' }>;

function wrong(question: Typed, typed: string): string | undefined {
  const { name } = question;
  switch (question.kind) {
    case 'number':
      return isWhole(typed, question.min, question.max)
        ? undefined
        : `${name} must be a whole number from ${question.min} to ${question.max}`;
    case 'email':
      return isAddress(typed) ? undefined : `${name} must be an e-mail address, such as name@example.org`;
    case 'url':
      return isWebAddress(typed)
        ? undefined
        : `${name} must be a web address that begins with https:// or http://`;
    case 'date':
      return wrongDate(question, typed);
    case 'line':
    case 'text':
      return wrongLength(question, typed);
    case 'choice':
      return question.choices.some(({ value }) => value === typed) ? undefined : missing(question);
    case 'yes-no':
      return typed === 'yes' || typed === 'no' ? undefined : missing(question);
    case 'agree':
      return typed === 'yes' ? undefined : missing(question);
  }
}

function wrongLength({ words, name }: Typed & { kind: 'line' | 'text' }, typed: string): string | undefined {
  if (!words) return undefined;
  const count = countWords(typed);
  if (count < words.min) return `${name} has ${sayCount(count)}; write at least ${words.min}`;
  return words.max !== undefined && count > words.max
    ? `${name} has ${sayCount(count)}; ${words.max} is the most`
    : undefined;
}

function sayCount(count: number): string {
  return count === 1 ? '1 word' : `${count} words`;
}

function wrongDate({ name, from, to }: Typed & { kind: 'date' }, typed: string): string | undefined {
  if (!isDay(typed)) return `${name} must be a date, such as 2024-01-31`;
  if (from !== undefined && typed < from) return `${name} must be ${from} or later`;
  return to !== undefined && typed > to ? `${name} must be ${to} or earlier` : undefined;
}

/** A day that exists, written as a browser's date field sends it. */
function isDay(typed: string): boolean {
  const [, year = 0, month = 0, day = 0] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(typed) ?? []).map(Number);
  const last = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= last;
}

function isWhole(typed: string, min: number, max: number): boolean {
  return /^-?\d{1,9}$/.test(typed) && Number(typed) >= min && Number(typed) <= max;
}

function isWebAddress(typed: string): boolean {
  return typed.length <= 2000 && URL.canParse(typed) && /^https?:$/.test(new URL(typed).protocol);
}

/** A shape that post can be sent to; the same rule as the platform's form field. */
function isAddress(typed: string): boolean {
  return (
    typed.length <= 254 && /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]+$/.test(typed)
  );
}
