import type { z } from 'zod';
import type { Selection } from '#form';
import { optionalText, ticked, whole, type FieldError, type Fields, type Parsed } from '#platform/forms.ts';
import type { Reading } from './selection.sql.ts';

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
  const scores = criteria.map(({ id }): [string, z.ZodType] => [
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

const RANK_FIELD = /^rank-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** The name of the field that holds an application's rank on the reserve list. */
export function rankField(applicationId: string): string {
  return `rank-${applicationId}`;
}

/** Ranks by application: whole numbers from 1, no two alike, each field once. */
export function readRanks(fields: Fields): Parsed<[string, number][]> {
  const ranks: [string, number][] = [];
  const errors: FieldError[] = [];
  const used = new Set<number>();
  for (const field of fields.names.filter((name) => RANK_FIELD.test(name))) {
    const typed = fields.all(field);
    const number = typed.length === 1 && /^\s*\d{1,4}\s*$/.test(typed[0] ?? '') ? Number(typed[0]) : 0;
    if (number < 1)
      errors.push({ field, message: 'A place on the reserve list is a whole number from 1 to 9,999' });
    else if (used.has(number)) errors.push({ field, message: `Number ${number} is given twice` });
    used.add(number);
    ranks.push([RANK_FIELD.exec(field)?.[1] ?? '', number]);
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: ranks };
}
