import type { Question, QuestionKind } from './form.ts';

/** What a question may be, in the words of the list that a coordinator chooses from. */
export const KIND_WORDS: Readonly<Record<QuestionKind, readonly [label: string, hint: string]>> = {
  line: ['Short text', 'One line: a role, a title.'],
  text: ['Long text', 'Several lines, with a count of words where you give bounds.'],
  number: ['Number', 'A whole number between two others, with its unit.'],
  date: ['Date', 'A day.'],
  'yes-no': ['Yes or no', 'Other questions can hang on the answer.'],
  choice: ['One choice', 'One answer from a list.'],
  choices: ['Many choices', 'Any number of answers from a list.'],
  email: ['E-mail address', 'An address that post can be sent to.'],
  url: ['Web address', 'A link that begins with https:// or http://.'],
  agree: ['Statement to agree', 'A sentence with a box to tick.'],
  workshops: ['Workshops they cannot make', 'The workshops of the run, by date.'],
  manager: ['Line manager', 'A name and an e-mail address.'],
};

export const KINDS = Object.keys(KIND_WORDS) as readonly QuestionKind[];

/** What a kind of question starts with, before anything was said of it: no sound question yet. */
export function blankQuestion(kind: QuestionKind): Question {
  const base = { id: 'new', label: '', name: '' };
  switch (kind) {
    case 'number':
      return { ...base, kind, min: 0, max: 100, unit: '' };
    case 'choice':
    case 'choices':
      return { ...base, kind, choices: [] };
    case 'agree':
      return { ...base, kind, statement: '' };
    default:
      return { ...base, kind };
  }
}
