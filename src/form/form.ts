import { z } from 'zod';

/** What one question may hold: a text, or several values of a list. Numbers travel as they were typed. */
export type Answer = string | readonly string[];
export type Answers = Readonly<Record<string, Answer>>;

const words = z.object({ min: z.number().int().min(0), max: z.number().int().min(1) });
const base = {
  id: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  label: z.string().min(1),
  /** What error sentences call it: "Your role". */
  name: z.string().min(1),
  hint: z.string().optional(),
  optional: z.boolean().optional(),
};
const question = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('line'), known: z.enum(['department', 'role']).optional() }),
  z.object({ ...base, kind: z.literal('email') }),
  z.object({
    ...base,
    kind: z.literal('number'),
    min: z.number().int(),
    max: z.number().int(),
    unit: z.string(),
  }),
  z.object({ ...base, kind: z.literal('text'), words: words.optional(), rows: z.number().int().optional() }),
  z.object({
    ...base,
    kind: z.literal('choice'),
    choices: z.array(z.object({ value: z.string(), label: z.string(), hint: z.string().optional() })).min(2),
  }),
  /** The workshops of the run that somebody cannot make, by number; none is an answer too. */
  z.object({ ...base, kind: z.literal('workshops') }),
]);

const section = z.object({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  title: z.string().min(1),
  lede: z.string().optional(),
  /** Who reads the answers: selectors and the team, or the team alone. */
  audience: z.enum(['selectors', 'team']).default('selectors'),
  questions: z.array(question).min(1),
});

const selection = z.object({
  scale: z.object({ min: z.number().int(), max: z.number().int(), words: z.array(z.string()) }),
  criteria: z.array(z.object({ id: z.string(), label: z.string() })),
});

/** A form as data: what is asked, in sections of one idea each, and what selectors judge. */
export const formContent = z.object({ sections: z.array(section).min(1), selection });
export type FormContent = z.output<typeof formContent>;
export type FormSection = FormContent['sections'][number];
export type Question = FormSection['questions'][number];
export type Selection = FormContent['selection'];

/** A form of a run, with the id that applications are pinned to. */
export type Form = { readonly id: string; readonly version: number; readonly content: FormContent };

/** Whether a section can be left out: every question in it is optional. */
export function isOptional({ questions }: Pick<FormSection, 'questions'>): boolean {
  return questions.every((one) => one.optional === true);
}

/** The section with this id, and where it stands; nothing when the form has none. */
export function sectionOf(content: FormContent, id: string): FormSection | undefined {
  return content.sections.find((one) => one.id === id);
}

/** Answers apart: what selectors may read, and what only the team may. Values of no question of the form are dropped. */
export function splitForTeam(
  content: FormContent,
  all: Readonly<Record<string, unknown>>,
): { answers: Answers; teamAnswers: Answers } {
  return {
    answers: answersTo(content, all, 'selectors'),
    teamAnswers: answersTo(content, all, 'team'),
  };
}

function answersTo(
  content: FormContent,
  all: Readonly<Record<string, unknown>>,
  audience: FormSection['audience'],
): Answers {
  const asked = content.sections.filter((one) => one.audience === audience).flatMap((one) => one.questions);
  return Object.fromEntries(
    asked.flatMap(({ id }) => {
      const answer = toAnswer(all[id]);
      return answer === undefined ? [] : [[id, answer]];
    }),
  );
}

/** Answers as read from a jsonb column. */
export function toAnswers(value: unknown): Answers {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([id, one]) => {
      const answer = toAnswer(one);
      return answer === undefined ? [] : [[id, answer]];
    }),
  );
}

function toAnswer(value: unknown): Answer | undefined {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}
