import { line, optionalLine, parseForm, type Fields } from '#platform/forms.ts';

/** What a person says of themselves. */
export function parseAccount(fields: Fields) {
  return parseForm(fields, {
    name: line('Your name', { max: 200 }),
    department: optionalLine('Your department', { max: 200 }),
  });
}
