import type { z } from 'zod';
import { many, optionalLine, optionalText, parseForm, type Fields, type Parsed } from '#platform/forms.ts';
import type { Answers, FormSection, Question } from './form.ts';

/** Most characters of a long answer: ten times what any guide asks for, and far below what a letter can carry. */
const LONGEST_TEXT = 20_000;
const LONGEST_LINE = 300;

/**
 * What was typed into a section, as far as it can be kept: a draft may be unfinished or wrong, but a field given twice, too
 * long, or holding a choice that is not on the form is refused. `locked` questions are not read: the account answers them.
 */
export function parseSection(
  section: FormSection,
  fields: Fields,
  about: { workshops: readonly number[]; locked: readonly string[] },
): Parsed<Answers> {
  const asked = section.questions.filter((question) => !about.locked.includes(question.id));
  const shape = Object.fromEntries(
    asked.map((question) => [question.id, fieldFor(question, about.workshops)]),
  );
  return parseForm(fields, shape);
}

function fieldFor(question: Question, workshops: readonly number[]): z.ZodType<string | string[]> {
  switch (question.kind) {
    case 'text':
      return optionalText(question.name, { max: LONGEST_TEXT });
    case 'workshops':
      return many('the workshops', ['', ...workshops.map(String)]).transform((all) => all.filter(Boolean));
    case 'choice':
      return optionalText(question.name).refine(
        (value) => value === '' || question.choices.some((one) => one.value === value),
        `Choose one of the answers on the form`,
      );
    case 'line':
    case 'email':
    case 'number':
      return optionalLine(question.name, { max: LONGEST_LINE });
  }
}

/** What was typed, for showing the form again exactly as it was left. */
export function typedInto(section: FormSection, fields: Fields): Answers {
  return Object.fromEntries(
    section.questions.map(({ id, kind }) => [id, kind === 'workshops' ? fields.all(id) : fields.one(id)]),
  );
}
