import type { z } from 'zod';
import { optionalText, ticked, whole, type Fields } from '#platform/forms.ts';
import type { Selection } from './form.ts';
import type { Reading } from './reading.sql.ts';

/** A reading as it stands in the form. */
export type TypedReading = {
  readonly scores: Readonly<Record<string, string>>;
  readonly note: string;
  readonly abstained: boolean;
  readonly version: string;
};

/** The makers for a reading: a score of the scale for each criterion, or none; a note; the version that was seen. */
export function readingForm({ criteria, scale }: Selection): z.ZodRawShape {
  const values = scaleValues(scale).map(String);
  const scores = criteria.map(({ id }) => [
    `score-${id}`,
    optionalText('The score').refine(
      (value) => value === '' || values.includes(value),
      `Choose a score from ${scale.min} to ${scale.max}`,
    ),
  ]);
  return {
    ...Object.fromEntries(scores),
    note: optionalText('The note', { max: 5000 }),
    abstain: ticked(),
    version: whole('The version'),
  };
}

/** The steps of a scale, lowest first. */
export function scaleValues({ min, max }: Selection['scale']): number[] {
  return Array.from({ length: max - min + 1 }, (_, step) => min + step);
}

/** The form's state: from what stands, or from what was typed. */
export function typedReading(from: Reading | Fields | undefined, selection?: Selection): TypedReading {
  if (from === undefined) return { scores: {}, note: '', abstained: false, version: '0' };
  if ('selectorId' in from) {
    const scores = Object.fromEntries(Object.entries(from.scores).map(([id, score]) => [id, String(score)]));
    return { scores, note: from.note, abstained: from.abstained, version: String(from.version) };
  }
  const criteria = selection?.criteria ?? [];
  return {
    scores: Object.fromEntries(criteria.map(({ id }) => [id, from.one(`score-${id}`)])),
    note: from.one('note'),
    abstained: from.one('abstain') !== '',
    version: from.one('version'),
  };
}
