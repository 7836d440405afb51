import type { z } from 'zod';
import { many, optionalLine, optionalText, parseForm, type Fields, type Parsed } from '#platform/forms.ts';
import type { Answers } from './answers.ts';
import { keysOf, type FormSection, type Question } from './form.ts';

/** Most characters of a long answer: ten times what any guide asks for, and far below what a letter can carry. */
const LONGEST_TEXT = 20_000;
const LONGEST_LINE = 300;
const LONGEST_ADDRESS = 2000;

type Field = z.ZodType<string | string[]>;

/**
 * What was typed into a section, as far as it can be kept: a draft may be unfinished or wrong, but a field given twice, too
 * long, or holding a choice that is not on the form is refused. `locked` questions are not read: the account answers them, or
 * their answer stands. Every question is read, hidden ones too: what was answered there
 * is kept.
 */
export function parseSection(
  section: FormSection,
  fields: Fields,
  about: { workshops: readonly number[]; locked: readonly string[] },
): Parsed<Answers> {
  const asked = section.questions.filter(({ id }) => !about.locked.includes(id));
  const shape = Object.fromEntries(asked.flatMap((question) => fieldsFor(question, about.workshops)));
  return parseForm(fields, shape);
}

function fieldsFor(question: Question, workshops: readonly number[]): [string, Field][] {
  return keysOf(question).map((key) => [key, fieldFor(question, workshops)]);
}

function fieldFor(question: Question, workshops: readonly number[]): Field {
  switch (question.kind) {
    case 'text':
      return optionalText(question.name, { max: LONGEST_TEXT });
    case 'workshops':
      return severalOf('the workshops', workshops.map(String));
    case 'choices':
      return severalOf(
        'answers',
        question.choices.map(({ value }) => value),
      );
    case 'choice':
      return oneOf(
        question.name,
        question.choices.map(({ value }) => value),
      );
    case 'yes-no':
      return oneOf(question.name, ['yes', 'no']);
    case 'agree':
      return oneOf(question.name, ['yes']);
    case 'url':
      return optionalLine(question.name, { max: LONGEST_ADDRESS });
    case 'line':
    case 'email':
    case 'number':
    case 'date':
    case 'manager':
      return optionalLine(question.name, { max: LONGEST_LINE });
  }
}

function severalOf(label: string, values: readonly string[]): Field {
  return many(label, ['', ...values]).transform((all) => all.filter(Boolean));
}

function oneOf(name: string, values: readonly string[]): Field {
  return optionalText(name).refine(
    (value) => value === '' || values.includes(value),
    'Choose one of the answers on the form',
  );
}

/** What was typed, for showing the form again exactly as it was left. */
export function typedInto(section: FormSection, fields: Fields): Answers {
  return Object.fromEntries(
    section.questions.flatMap((question) =>
      keysOf(question).map((key) => [key, typedAs(question, fields, key)]),
    ),
  );
}

function typedAs({ kind }: Question, fields: Fields, key: string): string | readonly string[] {
  return kind === 'workshops' || kind === 'choices' ? fields.all(key) : fields.one(key);
}
