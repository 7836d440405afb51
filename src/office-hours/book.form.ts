import { optionalText, parseForm, type Fields, type Parsed, optionalLine } from '#platform/forms.ts';

/** A section of the portfolio that can be read in an office hour. */
export type SectionChoice = { readonly key: string; readonly words: string };

export type BookTyped = {
  readonly section: string;
  readonly sectionWords: string;
  readonly question: string;
};

export type Asked = {
  readonly slotId: string;
  readonly section: string | undefined;
  readonly sectionWords: string;
  readonly question: string;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the booking form held, to show it again. */
export function typedBooking(fields: Fields): BookTyped {
  return {
    section: fields.one('section'),
    sectionWords: fields.one('sectionWords'),
    question: fields.one('question'),
  };
}

/** Reads which time, which section of those offered (or their own words for it) and what they ask. One of the two is needed. */
export function readBooking(fields: Fields, sections: readonly SectionChoice[]): Parsed<Asked> {
  const form = parseForm(fields, {
    slotId: optionalText('The time', { max: 36 }).refine((id) => UUID.test(id), 'Choose a time'),
    section: optionalText('The section', { max: 100 }).refine(
      (key) => key === '' || sections.some((one) => one.key === key),
      'Choose a section from the list',
    ),
    sectionWords: optionalLine('What is to be read', { max: 300 }),
    question: optionalText('Your question', { max: 2000 }),
  });
  if (!form.ok) return form;
  const chosen = sections.find(({ key }) => key === form.value.section);
  const sectionWords = chosen?.words ?? form.value.sectionWords;
  const { slotId, question } = form.value;
  if (sectionWords === '' && question === '') return { ok: false, errors: [NOTHING_ASKED] };
  return { ok: true, value: { slotId, section: chosen?.key, sectionWords, question } };
}

const NOTHING_ASKED = {
  field: 'question',
  message: 'Say what you want to talk about: a section, a question, or both',
};
