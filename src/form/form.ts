import { z } from 'zod';
import { toAnswer, type Answers } from './answers.ts';

const questionId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'must be letters and digits, a small letter first');
const said = z.string().trim().min(1).max(500);
const day = z.iso.date('must be a date, such as 2024-01-04');

/** A day, given by itself or as so many days before a workshop of the run, so that a copy of the form moves with its run. */
const onDay = z.union([
  z.strictObject({ on: day }),
  z.strictObject({ daysBefore: z.number().int().min(0).max(400), workshop: z.number().int().min(1).max(99) }),
]);

/** Asked only if an earlier question was answered with one of these values. */
const condition = z.strictObject({ question: questionId, is: z.array(z.string().min(1)).min(1) });

const words = z.strictObject({
  min: z.number().int().min(0).default(0),
  max: z.number().int().min(1).optional(),
});
const choices = z
  .array(z.strictObject({ value: z.string().min(1).max(100), label: said, hint: z.string().optional() }))
  .min(2, 'must list at least 2 choices');

const base = {
  id: questionId,
  label: said,
  /** What error sentences call it: "Your role". */
  name: said,
  hint: z.string().optional(),
  optional: z.boolean().optional(),
  onlyIf: condition.optional(),
  /** Optional until the end of this day, and asked for after it, of whoever has sent their application too. */
  requiredBy: onDay.optional(),
  /** An answer that was given can no longer be changed after this day. */
  frozenAfter: onDay.optional(),
  /** Raised whenever a published question changes. */
  version: z.number().int().min(1).optional(),
};
const question = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('line'),
    known: z.enum(['department', 'role']).optional(),
    words: words.optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('email') }),
  z.strictObject({
    ...base,
    kind: z.literal('number'),
    min: z.number().int(),
    max: z.number().int(),
    unit: z.string(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('text'),
    words: words.optional(),
    rows: z.number().int().min(1).max(40).optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('date'), from: day.optional(), to: day.optional() }),
  z.strictObject({ ...base, kind: z.literal('url') }),
  z.strictObject({ ...base, kind: z.literal('yes-no') }),
  z.strictObject({ ...base, kind: z.literal('choice'), choices }),
  z.strictObject({
    ...base,
    kind: z.literal('choices'),
    choices,
    least: z.number().int().min(0).optional(),
    most: z.number().int().min(1).optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('agree'), statement: z.string().min(1).max(2000) }),
  /** The workshops of the run that somebody cannot make, by number; none is an answer too. */
  z.strictObject({ ...base, kind: z.literal('workshops') }),
  /** The line manager's name and e-mail address, which stand under two keys. */
  z.strictObject({ ...base, kind: z.literal('manager') }),
]);

/** Who reads a section: selectors and the team, the team alone, or nobody, whose answers become counts and nothing else. */
export const AUDIENCES = ['selectors', 'team', 'nobody'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Always offered where nobody reads: a person may keep to themselves even that. */
export const RATHER_NOT = { value: 'prefer-not-to-say', label: 'Prefer not to say' } as const;

const section = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be small letters, digits and hyphens'),
    title: said,
    lede: z.string().optional(),
    audience: z.enum(AUDIENCES).default('selectors'),
    onlyIf: condition.optional(),
    questions: z.array(question).min(1, 'must hold at least 1 question'),
  })
  .superRefine((one, context) => {
    one.questions.forEach((asked, at) => {
      const path = ['questions', at];
      if (one.audience === 'nobody' && asked.kind !== 'choice')
        context.addIssue({
          code: 'custom',
          path,
          message: 'must be a choice: what nobody reads is only counted',
        });
      if (asked.requiredBy && one.audience !== 'team')
        context.addIssue({
          code: 'custom',
          path: [...path, 'requiredBy'],
          message: 'can be said of the team’s questions only: what others read is asked before it is read',
        });
    });
  })
  .transform((one) => (one.audience === 'nobody' ? { ...one, questions: one.questions.map(unread) } : one));

/** As it must be where nobody reads: optional, unconditional, with a way to say nothing. */
function unread(asked: z.output<typeof question>): z.output<typeof question> {
  if (asked.kind !== 'choice') return asked;
  const others = asked.choices.filter(({ value }) => value !== RATHER_NOT.value);
  return { ...asked, optional: true, choices: [...others, RATHER_NOT] };
}

const selection = z.strictObject({
  scale: z.strictObject({ min: z.number().int(), max: z.number().int(), words: z.array(z.string()) }),
  criteria: z.array(z.strictObject({ id: z.string(), label: z.string() })),
});

/** A form as data: what is asked, in sections of one idea each, and what selectors judge. */
export const formContent = z.strictObject({
  sections: z.array(section).min(1, 'must hold at least 1 section').superRefine(checkOnce),
  selection,
});

export type FormContent = z.output<typeof formContent>;
export type FormSection = FormContent['sections'][number];
export type Question = FormSection['questions'][number];
export type QuestionKind = Question['kind'];
export type Condition = z.output<typeof condition>;
export type OnDay = z.output<typeof onDay>;
export type Selection = FormContent['selection'];

/** A form of a run, with the id that applications are pinned to. */
export type Form = { readonly id: string; readonly version: number; readonly content: FormContent };

type Keyed = { readonly id: string; readonly kind: string };

function checkOnce(
  sections: readonly { id: string; questions: readonly Keyed[] }[],
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  sections.forEach((one, at) => {
    if (sections.findIndex(({ id }) => id === one.id) !== at)
      context.addIssue({
        code: 'custom',
        path: [at, 'id'],
        message: `"${one.id}" is the id of another section`,
      });
    one.questions.forEach((asked, place) => {
      const keys = keysOf(asked);
      if (keys.some((key) => seen.has(key)))
        context.addIssue({
          code: 'custom',
          path: [at, 'questions', place, 'id'],
          message: `"${asked.id}" is the id of another question`,
        });
      for (const key of keys) seen.add(key);
    });
  });
}

/** Under which keys the answer to a question stands: its id, but a name and an address for a line manager. */
export function keysOf({ id, kind }: Keyed): readonly string[] {
  return kind === 'manager' ? [`${id}Name`, `${id}Email`] : [id];
}

/** Every question with its section, in the form's order. */
export function questionsOf(content: FormContent): { section: FormSection; question: Question }[] {
  return content.sections.flatMap((one) => one.questions.map((asked) => ({ section: one, question: asked })));
}

/** Whether a section can be left out: every question in it is optional. */
export function isOptional({ questions }: Pick<FormSection, 'questions'>): boolean {
  return questions.every((one) => one.optional === true);
}

/** The section with this id; nothing when the form has none. */
export function sectionOf(content: FormContent, id: string): FormSection | undefined {
  return content.sections.find((one) => one.id === id);
}

/**
 * Answers apart: what selectors may read, and what only the team may. Values of no question of the form are dropped, and so
 * are those that nobody reads. Given the form as it is asked of this person, answers to hidden questions stay behind too.
 */
export function splitForTeam(
  content: FormContent,
  all: Readonly<Record<string, unknown>>,
): { answers: Answers; teamAnswers: Answers } {
  return {
    answers: answersFor(content, all, 'selectors'),
    teamAnswers: answersFor(content, all, 'team'),
  };
}

/** The answers that stand in sections of this audience. */
export function answersFor(
  content: FormContent,
  all: Readonly<Record<string, unknown>>,
  audience: Audience,
): Answers {
  const keys = content.sections
    .filter((one) => one.audience === audience)
    .flatMap((one) => one.questions)
    .flatMap(keysOf);
  return Object.fromEntries(
    keys.flatMap((key) => {
      const answer = toAnswer(Object.hasOwn(all, key) ? all[key] : undefined);
      return answer === undefined ? [] : [[key, answer]];
    }),
  );
}

/** E-mail addresses of others that somebody named: in their lower case, for finding out who is concerned. */
export function addressesIn(content: FormContent, answers: Answers): readonly string[] {
  return questionsOf(content)
    .filter(({ question: { kind } }) => kind === 'email' || kind === 'manager')
    .map(({ question: asked }) => answers[asked.kind === 'manager' ? `${asked.id}Email` : asked.id])
    .flatMap((answer) => (typeof answer === 'string' && answer.trim() ? [answer.trim().toLowerCase()] : []));
}

/** The line manager that somebody named, in forms that ask for one. */
export function managerIn(
  content: FormContent,
  answers: Answers,
): { readonly name: string; readonly email: string } | undefined {
  const asked = questionsOf(content).find(({ question: { kind } }) => kind === 'manager')?.question;
  const [nameKey = '', emailKey = ''] = asked ? keysOf(asked) : [];
  const name = toAnswer(answers[nameKey]);
  const email = toAnswer(answers[emailKey]);
  if (typeof name !== 'string' || typeof email !== 'string' || !name.trim() || !email.trim())
    return undefined;
  return { name: name.trim(), email: email.trim() };
}
