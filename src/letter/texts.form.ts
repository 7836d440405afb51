import {
  choice,
  line,
  optionalLine,
  optionalText,
  parseForm,
  text,
  ticked,
  whole,
  type Fields,
} from '#platform/forms.ts';
import type { LetterText } from './letter-text.ts';

/** What a coordinator typed about a text. */
export type TypedText = {
  readonly text: LetterText;
  readonly waits: boolean;
  /** The version that the writer began from. */
  readonly version: number;
  /** Whom to preview it as. */
  readonly as: string;
};

const WORDS = {
  subject: line('The subject', { max: 200 }),
  body: text('The letter', { max: 20_000 }),
  linkLabel: optionalLine('The words on the link', { max: 100 }),
};

/** What stands in a letter: subject, body, the words on its link. */
export function parseWords(fields: Fields) {
  return parseForm(fields, WORDS);
}

/** A text with what is to become of it. */
export function parseText(fields: Fields) {
  return parseForm(fields, {
    ...WORDS,
    waits: ticked(),
    version: whole('The version'),
    as: optionalText('Whom to preview it as', { max: 100 }),
    intent: choice('what to do', ['save', 'preview'] as const),
  });
}

/** What was typed, believed or not, for showing the form again. */
export function typedText(fields: Fields): TypedText {
  const one = (name: string): string => fields.one(name);
  return {
    text: { subject: one('subject'), body: one('body'), linkLabel: one('linkLabel') },
    waits: one('waits') !== '',
    version: Number(one('version')) || 0,
    as: one('as'),
  };
}
