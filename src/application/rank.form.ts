import type { FieldError, Fields, Parsed } from '#platform/forms.ts';

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
