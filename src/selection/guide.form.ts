import type { FieldError, Fields } from '#platform/forms.ts';
import { sealOfGuide, type Criterion, type Guide, type GuideContent } from './guide.ts';

/** Most criteria of a run. */
export const MOST_CRITERIA = 12;
const LONGEST_STEP = 60;

export type TypedCriterion = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly steps: string;
};
export type TypedGuide = {
  readonly criteria: readonly TypedCriterion[];
  readonly readingsWanted: string;
  readonly sameDepartment: boolean;
  readonly seen: string;
};

/** The form's state: from what stands. */
export function typedGuide(guide: Guide): TypedGuide {
  return {
    criteria: guide.criteria.map(({ id, label, hint, steps }) => ({
      id,
      label,
      hint: hint ?? '',
      steps: steps?.join('\n') ?? '',
    })),
    readingsWanted: String(guide.readingsWanted),
    sameDepartment: guide.sameDepartment,
    seen: sealOfGuide(guide),
  };
}

/** What was typed, criterion by criterion; a criterion without a label is left out. */
export function typedFrom(fields: Fields): TypedGuide {
  const numbers = Array.from({ length: MOST_CRITERIA }, (_, index) => index + 1);
  const one = (name: string, number: number): string => fields.one(`${name}-${number}`).trim();
  const criteria = numbers
    .map((number) => ({
      id: one('id', number),
      label: one('label', number),
      hint: one('hint', number),
      steps: fields.one(`steps-${number}`),
    }))
    .filter(({ label }) => label !== '');
  return {
    criteria,
    readingsWanted: fields.one('readingsWanted'),
    sameDepartment: fields.one('sameDepartment') !== '',
    seen: fields.one('seen'),
  };
}

/** What is wrong with criteria as typed, field by field. */
export function faultsOf({ criteria }: TypedGuide): FieldError[] {
  if (criteria.length === 0) return [{ field: 'label-1', message: 'Name at least one criterion' }];
  return criteria.flatMap(({ label, hint, steps }, index): FieldError[] => {
    const lines = linesOf(steps);
    const number = index + 1;
    if (label.length > 200)
      return [{ field: `label-${number}`, message: 'A criterion must be 200 characters or fewer' }];
    if (hint.length > 500)
      return [{ field: `hint-${number}`, message: 'A hint must be 500 characters or fewer' }];
    if (lines.length === 1 || lines.length > 5)
      return [{ field: `steps-${number}`, message: `“${label}” needs two to five steps, or none for words` }];
    if (lines.some((line) => line.length > LONGEST_STEP))
      return [{ field: `steps-${number}`, message: `A step must be ${LONGEST_STEP} characters or fewer` }];
    return [];
  });
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** New criteria get an id of their own; a known one keeps its id, and an id that nobody gave is not believed. */
export function contentFrom(typed: TypedGuide, known: Guide, readingsWanted: number): GuideContent {
  const taken = new Set(known.criteria.map(({ id }) => id));
  const used = new Set<string>();
  const criteria = typed.criteria.map(({ id, label, hint, steps }): Criterion => {
    const own = taken.has(id) && !used.has(id) ? id : newId(taken, used);
    used.add(own);
    const lines = linesOf(steps);
    return { id: own, label, ...(hint ? { hint } : {}), ...(lines.length > 0 ? { steps: lines } : {}) };
  });
  return { criteria, readingsWanted, sameDepartment: typed.sameDepartment };
}

function newId(taken: ReadonlySet<string>, used: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const id = `criterion${number}`;
    if (!taken.has(id) && !used.has(id)) return id;
  }
}
