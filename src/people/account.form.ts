import { optionalText, parseForm, text, type Fields } from '#platform/forms.ts';

/** What a person says of themselves. */
export function parseAccount(fields: Fields) {
  return parseForm(fields, {
    name: text('Your name', { max: 200 }),
    department: optionalText('Your department', { max: 200 }),
  });
}
