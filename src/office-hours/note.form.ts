import { optionalDate, optionalText, parseForm, text, type Fields, type Parsed } from '#platform/forms.ts';
import type { SessionNote } from './booking.ts';
import type { NewAction } from './note.sql.ts';

/** As many actions as two people remember. */
export const ACTIONS = [1, 2, 3, 4] as const;

export type NoteTyped = Readonly<Record<string, string>>;

/** What the form holds for a note that stands, or for none. */
export function typedNote(note: SessionNote | undefined): NoteTyped {
  const typed: Record<string, string> = { words: note?.words ?? '' };
  for (const number of ACTIONS) {
    const action = note?.actions[number - 1];
    typed[`what${number}`] = action?.what ?? '';
    typed[`due${number}`] = action?.dueOn ?? '';
  }
  return typed;
}

const SHAPE = {
  words: text('The note', { max: 10_000 }),
  ...action(1),
  ...action(2),
  ...action(3),
  ...action(4),
};

function action<const Number extends (typeof ACTIONS)[number]>(number: Number) {
  const [what, due] = [`what${number}`, `due${number}`] as const;
  return {
    [what]: optionalText(`Action ${number}`, { max: 500 }),
    [due]: optionalDate(`The date of action ${number}`),
  } as Record<`what${Number}` | `due${Number}`, ReturnType<typeof optionalText>>;
}

/** Reads the shared note and its actions; a date without words is a fault, empty rows are left out. */
export function readNote(fields: Fields): Parsed<{ words: string; actions: NewAction[] }> {
  const form = parseForm(fields, SHAPE);
  if (!form.ok) return form;
  const { value } = form;
  const rows = ACTIONS.map((number) => ({
    number,
    what: value[`what${number}`],
    due: value[`due${number}`],
  }));
  const lost = rows.find(({ what, due }) => what === '' && due !== '');
  if (lost) {
    const message = `Action ${lost.number} has a date: say what is to be done`;
    return { ok: false, errors: [{ field: `what${lost.number}`, message }] };
  }
  const actions = rows
    .filter(({ what }) => what !== '')
    .map(({ what, due }) => ({ what, dueOn: due || undefined }));
  return { ok: true, value: { words: value.words, actions } };
}
