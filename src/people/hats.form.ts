import { choice, email, line, parseForm, text, type Fields } from '#platform/forms.ts';
import type { Hat } from './person.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Who gets which hat, out of those that the organisation has. */
export function parseGift(fields: Fields, hats: readonly Hat[]) {
  return parseForm(fields, {
    name: line('Their name', { max: 200 }),
    email: email('Their e-mail address'),
    hat: choice('a role', hats),
  });
}

/** Whose hat is taken back. */
export function parseTaking(fields: Fields, hats: readonly Hat[]) {
  return parseForm(fields, {
    person: text('The person').refine((value) => UUID.test(value), 'The person is not one of ours'),
    hat: choice('a role', hats),
  });
}
