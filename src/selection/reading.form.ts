import type { z } from 'zod';
import { optionalText, whole, type FieldError, type Fields, type Parsed } from '#platform/forms.ts';
import type { GuideContent } from './guide.ts';
import type { CriterionWords, Reading, Scores } from './selection.sql.ts';

/** A reading as it stands in the form, field by field. */
export type TypedReading = Readonly<Record<string, string>>;

/** The name of the field for a criterion: a step, or words. */
export function scoreField(id: string): string {
  return `score-${id}`;
}
export function wordsField(id: string): string {
  return `words-${id}`;
}

/** The makers for a reading: a step or words for each criterion, a note, words for the applicant, the version that was seen. */
export function readingForm({ criteria }: GuideContent): z.ZodRawShape {
  const asked = criteria.map(({ id, label, steps }): [string, z.ZodType] =>
    steps
      ? [
          scoreField(id),
          optionalText('The score').refine(
            (value) => value === '' || steps.some((_, step) => value === String(step + 1)),
            `Choose one of the ${steps.length} steps`,
          ),
        ]
      : [wordsField(id), optionalText(`“${label}”`, { max: 5000 })],
  );
  return {
    ...Object.fromEntries(asked),
    note: optionalText('The note', { max: 5000 }),
    toApplicant: optionalText('What you would say to the applicant', { max: 2000 }),
    version: whole('The version'),
  };
}

export type ParsedReading = {
  readonly scores: Scores;
  readonly words: CriterionWords;
  readonly note: string;
  readonly toApplicant: string;
  readonly version: number;
};

/** What was parsed, sorted by what it is; empty fields are left out. */
export function readingFrom(
  { criteria }: GuideContent,
  value: Readonly<Record<string, unknown>>,
): ParsedReading {
  const said = (name: string): string => (typeof value[name] === 'string' ? value[name] : '');
  const scores = criteria.flatMap(({ id }) => {
    const step = said(scoreField(id));
    return step === '' ? [] : [[id, Number(step)] as const];
  });
  const words = criteria.flatMap(({ id }) => {
    const text = said(wordsField(id));
    return text === '' ? [] : [[id, text] as const];
  });
  return {
    scores: Object.fromEntries(scores),
    words: Object.fromEntries(words),
    note: said('note'),
    toApplicant: said('toApplicant'),
    version: Number(value.version),
  };
}

/** What is still to be judged before a reading can be kept: every criterion with steps. */
export function missingScores(
  { criteria }: GuideContent,
  { scores }: Pick<ParsedReading, 'scores'>,
): FieldError[] {
  return criteria
    .filter(({ id, steps }) => steps && scores[id] === undefined)
    .map(({ id, label }) => ({ field: scoreField(id), message: `Give a score for “${label}”, or abstain` }));
}

/** The form's state: from what stands. */
export function typedReading(from: Reading | undefined): TypedReading {
  if (from === undefined) return { version: '0' };
  return {
    ...Object.fromEntries(Object.entries(from.scores).map(([id, score]) => [scoreField(id), String(score)])),
    ...Object.fromEntries(Object.entries(from.words).map(([id, words]) => [wordsField(id), words])),
    note: from.note,
    toApplicant: from.toApplicant,
    version: String(from.version),
  };
}

/** What somebody typed, without what no reading has: kept when they skip. */
export function typedFields({ criteria }: GuideContent, fields: Fields): TypedReading {
  const names = [
    ...criteria.flatMap(({ id }) => [scoreField(id), wordsField(id)]),
    'note',
    'toApplicant',
    'version',
  ];
  return Object.fromEntries(
    names.flatMap((name) => (fields.names.includes(name) ? [[name, fields.one(name).slice(0, 5000)]] : [])),
  );
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
