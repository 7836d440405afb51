import { choice, date, optionalText, parseForm, type Fields, type Parsed } from '#platform/forms.ts';

export type ShareSaid = { readonly withPersonId: string; readonly untilDay: string; readonly asks: string };

/** Reads with whom, until which day, and what for. */
export function parseShare(fields: Fields, mentorIds: readonly string[]): Parsed<ShareSaid> {
  return parseForm(fields, {
    withPersonId: choice('a mentor', mentorIds),
    untilDay: date('The last day'),
    asks: optionalText('What you would like read', { max: 1000 }),
  });
}
