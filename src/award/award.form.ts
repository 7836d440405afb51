import { choice, line, optionalLine, parseForm, text, ticked, type Fields } from '#platform/forms.ts';
import { REVOCATION_REASONS } from './award.ts';

/** What a holder wants to say in the register, and who may find it. */
export function parseEntry(fields: Fields) {
  return parseForm(fields, {
    says: optionalLine('What you say of your work', { max: 200 }),
    mayBeIndexed: ticked(),
  });
}

/** The number of an award made elsewhere. */
export function parseNumber(fields: Fields) {
  return parseForm(fields, { number: line('The number', { max: 40 }) });
}

/** Why an award is taken back. */
export function parseRevocation(fields: Fields) {
  return parseForm(fields, {
    reason: choice('a reason', REVOCATION_REASONS),
    note: text('The note', { max: 2000 }),
  });
}

/** Why it is given again. */
export function parseReinstatement(fields: Fields) {
  return parseForm(fields, { note: text('The note', { max: 2000 }) });
}
