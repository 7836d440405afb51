import fc from 'fast-check';
import type { Answers } from './answers.ts';
import { faultsOf } from './completeness.ts';
import { formContent, questionsOf, type FormContent, type Question } from './form.ts';

const SENTENCE = 'I look after the online courses of my department and teach the tutors who write for them.';

/** A full set of answers to the form of 2024, for tests. */
export const SAMPLE_ANSWERS: Answers = {
  role: 'Learning Technologist',
  department: 'Department of Sample Studies',
  years: '6',
  share: '80',
  motivation: Array.from({ length: 6 }, () => SENTENCE).join(' '),
  hopes: 'CMALT, about the move of our courses.',
  unavailable: ['4'],
  unavailableNote: 'I am at a conference that day.',
  managerName: 'Morgan Sample',
  managerEmail: 'morgan.sample@ox.example',
  payer: 'department',
  needs: 'yes',
  access: 'A seat near the front.',
};

const SMALL = fc.integer({ min: 1, max: 9 });
const CHOICES = [
  { value: 'x', label: 'X' },
  { value: 'y', label: 'Y' },
  { value: 'z', label: 'Z' },
];

const kinds = (): fc.Arbitrary<object> =>
  fc.oneof(
    fc.record({ kind: fc.constant('text'), words: fc.record({ min: SMALL, max: SMALL }) }),
    fc.record({ kind: fc.constant('number'), min: SMALL, max: SMALL, unit: fc.constant('') }),
    fc.record({
      kind: fc.constant('choices'),
      choices: fc.constant(CHOICES),
      least: fc.nat({ max: 4 }),
      most: SMALL,
    }),
    fc.record({ kind: fc.constantFrom('line', 'email', 'url', 'date', 'yes-no', 'workshops', 'manager') }),
    fc.constant({ kind: 'choice', choices: CHOICES }),
    fc.constant({ kind: 'agree', statement: 'I agree.' }),
  );

/** Forms of one to four sections, sound and not, whose conditions name any question, with answers that exist or not. */
export function sampleForms(): fc.Arbitrary<FormContent> {
  const condition = fc.record({
    question: fc.integer({ min: 0, max: 12 }).map((number) => `q${number}`),
    is: fc.subarray(['x', 'y', 'yes', 'no', 'never'], { minLength: 1 }),
  });
  const question = fc.record({ made: kinds(), onlyIf: fc.option(condition), optional: fc.boolean() });
  const section = fc.record({
    audience: fc.constantFrom('selectors', 'team'),
    onlyIf: fc.option(condition),
    questions: fc.array(question, { minLength: 1, maxLength: 4 }),
  });
  return fc.array(section, { minLength: 1, maxLength: 4 }).map((sections) => {
    let next = 0;
    return formContent.parse({
      selection: { scale: { min: 0, max: 3, words: [] }, criteria: [] },
      sections: sections.map(({ audience, onlyIf, questions }, at) => ({
        id: `s${at}`,
        title: 'A section',
        audience,
        ...(onlyIf ? { onlyIf } : {}),
        questions: questions.map(({ made, onlyIf: asked, optional }) => ({
          ...made,
          id: `q${next++}`,
          label: 'A question',
          name: 'It',
          optional,
          ...(asked ? { onlyIf: asked } : {}),
        })),
      })),
    });
  });
}

/** Answers that are right for every question of a form that can be answered at all. */
export function sampleAnswersTo(content: FormContent, numbers: Iterator<number>): Answers {
  const number = (): number => Number(numbers.next().value ?? 0);
  const answers = questionsOf(content).map(({ question }) => {
    const answer = answerTo(question, number());
    return question.optional && faultsOf(question, answer).length > 0 ? {} : answer;
  });
  return Object.assign({}, ...answers) as Answers;
}

function answerTo(question: Question, number: number): Answers {
  const { id } = question;
  switch (question.kind) {
    case 'text':
      return { [id]: Array.from({ length: question.words?.min ?? 1 }, () => 'word').join(' ') };
    case 'number':
      return { [id]: String(question.min) };
    case 'choices':
      return { [id]: question.choices.slice(0, Math.max(1, question.least ?? 1)).map(({ value }) => value) };
    case 'choice':
      return { [id]: question.choices[number % question.choices.length]?.value ?? '' };
    case 'yes-no':
      return { [id]: number % 2 ? 'yes' : 'no' };
    case 'agree':
      return { [id]: 'yes' };
    case 'email':
      return { [id]: 'somebody@ox.example' };
    case 'url':
      return { [id]: 'https://ox.example' };
    case 'date':
      return { [id]: '2024-02-29' };
    case 'workshops':
      return { [id]: [] };
    case 'manager':
      return { [`${id}Name`]: 'Morgan', [`${id}Email`]: 'morgan@ox.example' };
    case 'line':
      return { [id]: 'Words' };
  }
}
