import {
  choice,
  line,
  optionalDate,
  optionalLine,
  optionalText,
  parseForm,
  text,
  ticked,
  type FieldError,
  type Fields,
  type Parsed,
} from '#platform/forms.ts';
import { newValue } from './arrange.ts';
import { AUDIENCES, RATHER_NOT, type Audience, type Condition, type OnDay, type Question } from './form.ts';

/** Between a question and the answer on which another hangs, in the value of a box. */
export const CONDITION_SIGN = '=';

/** What a coordinator said of a question: the question without its id, which stays or is made. */
export function parseQuestion(fields: Fields, before: Question): Parsed<Question> {
  const errors: FieldError[] = [];
  const read = readerOf(fields, errors);
  const common = read({
    label: line('The question'),
    name: optionalLine('What faults call it'),
    hint: optionalText('The hint', { max: 1000 }),
    optional: ticked(),
  });
  const own = readOwn(before, read);
  const dates = {
    requiredBy: readDay(read, 'requiredBy', errors),
    frozenAfter: readDay(read, 'frozenAfter', errors),
  };
  const onlyIf = parseCondition(fields, errors);
  if (errors.length > 0 || !common || !own) return { ok: false, errors };
  const { label, name, hint, optional } = common;
  return {
    ok: true,
    value: dropEmpty({
      ...own,
      id: before.id,
      version: before.version,
      label,
      name: name || 'Your answer',
      hint: hint || undefined,
      optional: optional || undefined,
      onlyIf,
      ...dates,
    }) as Question,
  };
}

type Read = ReturnType<typeof readerOf>;

/** Reads part of a form and gathers what is wrong with it. */
function readerOf(fields: Fields, errors: FieldError[]) {
  return <Shape extends Parameters<typeof parseForm>[1]>(shape: Shape) => {
    const parsed = parseForm(fields, shape);
    if (parsed.ok) return parsed.value;
    errors.push(...parsed.errors);
    return undefined;
  };
}

const wholeOrNone = (label: string, least: number, most: number) =>
  optionalText(label)
    .refine(
      (value) =>
        value === '' || (/^-?\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most),
      `${label} must be a whole number from ${least} to ${most.toLocaleString('en-GB')}`,
    )
    .transform((value) => (value === '' ? undefined : Number(value)));

const MOST_WORDS = 20_000;
const MOST = 999_999_999;

/** What only this kind of question has. What has no field here stays as it was. */
function readOwn(before: Question, read: Read): object | undefined {
  switch (before.kind) {
    case 'line':
    case 'text': {
      const bounds = read({
        wordsMin: wholeOrNone('The least number of words', 0, MOST_WORDS),
        wordsMax: wholeOrNone('The greatest number of words', 1, MOST_WORDS),
      });
      if (!bounds) return undefined;
      const { wordsMin: min = 0, wordsMax: max } = bounds;
      return { ...before, words: min > 0 || max !== undefined ? { min, max } : undefined };
    }
    case 'number': {
      const own = read({
        min: wholeOrNone('The least number', -MOST, MOST),
        max: wholeOrNone('The greatest number', -MOST, MOST),
        unit: optionalLine('The unit', { max: 60 }),
      });
      return own && { ...before, min: own.min ?? 0, max: own.max ?? 1000, unit: own.unit };
    }
    case 'date': {
      const own = read({ from: optionalDate('The first day'), to: optionalDate('The last day') });
      return own && { ...before, from: own.from || undefined, to: own.to || undefined };
    }
    case 'choice':
    case 'choices':
      return readChoices(before, read);
    case 'agree':
      return withBefore(before, read({ statement: text('The statement', { max: 2000 }) }));
    default:
      return before;
  }
}

function withBefore(before: Question, own: object | undefined): object | undefined {
  return own && { ...before, ...own };
}

type WithChoices = Extract<Question, { kind: 'choice' | 'choices' }>;

function readChoices(before: WithChoices, read: Read): object | undefined {
  const own = read({
    choices: optionalText('The list of choices', { max: 10_000 })
      .refine((value) => linesOf(value).length > 1, 'Write at least 2 choices, one on a line')
      .refine((value) => linesOf(value).length <= 60, 'Write at most 60 choices')
      .refine(
        (value) => linesOf(value).every((one) => one.length <= 200),
        'A choice must be 200 characters or fewer',
      ),
    least: wholeOrNone('The least number of choices', 0, 100),
    most: wholeOrNone('The greatest number of choices', 1, 100),
  });
  if (!own) return undefined;
  const choices = choicesFrom(own.choices, before.choices);
  if (before.kind === 'choice') return { ...before, choices };
  return { ...before, choices, least: own.least, most: own.most };
}

function linesOf(typed: string): string[] {
  const lines = typed.split('\n').map((one) => one.replace(/\s+/gu, ' ').trim());
  return [...new Set(lines.filter((one) => one !== ''))];
}

type Choice = WithChoices['choices'][number];

/**
 * A list of choices as it was typed, one on a line. A line that stood before keeps its value, so that answers stay true; so
 * does one that was reworded where it stood.
 */
export function choicesFrom(typed: string, before: readonly Choice[]): Choice[] {
  const lines = linesOf(typed);
  const taken = before.map(({ value }) => value);
  const kept = before.filter(({ value }) => value !== RATHER_NOT.value);
  return lines
    .filter((label) => label !== RATHER_NOT.label)
    .map((label, at) => {
      const same = before.find((one) => one.label === label);
      if (same) return same;
      const there = kept[at];
      if (there && lines.length === kept.length && !lines.includes(there.label)) return { ...there, label };
      const value = newValue(label, taken);
      taken.push(value);
      return { value, label };
    });
}

/** A day by itself, or so many days before a workshop; nothing when neither was given. */
function readDay(read: Read, name: string, errors: FieldError[]): OnDay | undefined {
  const what = name === 'requiredBy' ? 'Required by' : 'Fixed after';
  const given = read({
    [`${name}On`]: optionalDate(`${what}: the day`),
    [`${name}Days`]: wholeOrNone(`${what}: the number of days`, 0, 400),
    [`${name}Workshop`]: wholeOrNone(`${what}: the workshop`, 1, 99),
  }) as Record<string, string | number | undefined> | undefined;
  if (!given) return undefined;
  const [on, daysBefore, workshop] = [given[`${name}On`], given[`${name}Days`], given[`${name}Workshop`]];
  if (on && daysBefore !== undefined) {
    errors.push({ field: `${name}On`, message: `${what}: give a day, or days before a workshop, not both` });
    return undefined;
  }
  if (on) return { on: String(on) };
  return daysBefore === undefined
    ? undefined
    : { daysBefore: Number(daysBefore), workshop: Number(workshop ?? 1) };
}

/** On which answers to one other question this one hangs; nothing where it is asked of everybody. */
export function parseCondition(fields: Fields, errors: FieldError[]): Condition | undefined {
  const ticked = fields.all('onlyIf').flatMap((one): [string, string][] => {
    const at = one.indexOf(CONDITION_SIGN);
    return at > 0 && at < one.length - 1 ? [[one.slice(0, at), one.slice(at + 1)]] : [];
  });
  const [first] = ticked;
  if (!first) return undefined;
  if (ticked.some(([question]) => question !== first[0]))
    errors.push({ field: 'onlyIf', message: 'Choose answers to one question only' });
  return { question: first[0], is: [...new Set(ticked.map(([, value]) => value))] };
}

/** What a coordinator said of a section itself. */
export type SectionHead = {
  readonly title: string;
  readonly lede: string | undefined;
  readonly audience: Audience;
  readonly onlyIf: Condition | undefined;
};

/** What was typed about a section. */
export function parseHead(fields: Fields): Parsed<SectionHead> {
  const errors: FieldError[] = [];
  const read = readerOf(fields, errors);
  const head = read({
    title: line('The title'),
    lede: optionalText('The hint', { max: 1000 }),
    audience: choice('who reads it', AUDIENCES),
  });
  const onlyIf = parseCondition(fields, errors);
  if (errors.length > 0 || !head) return { ok: false, errors };
  return { ok: true, value: { ...head, lede: head.lede || undefined, onlyIf } };
}

function dropEmpty(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

/**
 * What was typed about a question as a question to show, believed or not: what can be read of it stands, the rest is as it
 * was before.
 */
export function questionTyped(fields: Fields, before: Question): Question {
  const parsed = parseQuestion(fields, before);
  if (parsed.ok) return parsed.value;
  const typed = dropEmpty({ label: fields.one('label'), hint: fields.one('hint') || undefined });
  return { ...before, ...typed, optional: fields.one('optional') !== '' };
}
