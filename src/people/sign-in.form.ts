import { email, line, optionalText, parseForm, text, type Fields } from '#platform/forms.ts';
import { wayOn } from './way-on.ts';

/** Whoever asks for a letter: where to, and where they were going. */
export function parseAsk(fields: Fields) {
  return parseForm(fields, {
    email: email('Your e-mail address'),
    to: optionalText('The way on', { max: 4000 }),
  });
}

/** The code, however it was spaced; anything but eight digits is sent back without counting as a try. */
export function parseCode(fields: Fields) {
  const parsed = parseForm(fields, { code: text('The code', { max: 60 }) });
  if (!parsed.ok) return parsed;
  const code = parsed.value.code.replace(/[\s.-]/g, '');
  if (/^\d{8}$/.test(code)) return { ok: true as const, value: { code } };
  return { ok: false as const, errors: [{ field: 'code', message: 'The code has eight digits' }] };
}

/** What people are called. */
export function parseName(fields: Fields) {
  return parseForm(fields, { name: line('Your name', { max: 200 }) });
}

/** The way on that a form carried along, made safe. */
export function wayOnOf(fields: Fields): string {
  return wayOn(fields.one('to') || '/');
}
