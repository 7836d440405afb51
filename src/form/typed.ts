import { CONDITION_SIGN } from './editing.form.ts';
import type { Condition, FormSection, OnDay, Question } from './form.ts';

/** What stands in the fields: the values as they were typed, or those of what is edited. */
export type Typed = { one(name: string): string; all(name: string): readonly string[] };

/** What a question's fields hold before anybody typed. */
export function fieldsOfQuestion(question: Question): Typed {
  const one = dayFields('requiredBy', question.requiredBy);
  const values: Record<string, unknown> = {
    ...question,
    ...one,
    ...dayFields('frozenAfter', question.frozenAfter),
    optional: question.optional ? 'yes' : '',
    wordsMin: 'words' in question && question.words?.min ? question.words.min : '',
    wordsMax: 'words' in question ? question.words?.max : '',
    choices: 'choices' in question ? question.choices.map(({ label }) => label).join('\n') : '',
  };
  return typedFrom(values, question.onlyIf);
}

function dayFields(name: string, day: OnDay | undefined): Record<string, unknown> {
  if (!day) return {};
  return 'on' in day
    ? { [`${name}On`]: day.on }
    : { [`${name}Days`]: day.daysBefore, [`${name}Workshop`]: day.workshop };
}

/** What a section's own fields hold before anybody typed. */
export function fieldsOfHead(section: Pick<FormSection, 'title' | 'lede' | 'audience' | 'onlyIf'>): Typed {
  return typedFrom({ ...section }, section.onlyIf);
}

function typedFrom(values: Record<string, unknown>, onlyIf: Condition | undefined): Typed {
  return {
    one: (name) => {
      const value = values[name];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    },
    all: (name) =>
      name === 'onlyIf' && onlyIf ? onlyIf.is.map((one) => `${onlyIf.question}${CONDITION_SIGN}${one}`) : [],
  };
}
