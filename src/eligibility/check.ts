import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { settings } from '#platform/config.ts';

const said = z.string().trim().min(1).max(300);
const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be small letters, digits and hyphens');

const choice = z.strictObject({
  value: id,
  label: said,
  /** "team": whoever chooses this does best to ask the team first. */
  asks: z.literal('team').optional(),
  /** What the result says of it. */
  because: said,
});

const checkFile = z.strictObject({
  id,
  title: said,
  /** The one for programmes whose edition no file names. */
  first: z.boolean().default(false),
  editions: z.array(z.string()).default([]),
  questions: z
    .array(z.strictObject({ id, asks: said, hint: said.optional(), choices: z.array(choice).min(2).max(6) }))
    .min(4, 'must ask 4 to 6 questions')
    .max(6, 'must ask 4 to 6 questions'),
});

/** What a visitor is asked before any form, as data. */
export type Check = z.output<typeof checkFile>;
export type CheckQuestion = Check['questions'][number];
export type CheckChoice = CheckQuestion['choices'][number];

/** Reads every `.yaml` file of a folder. Throws with file, path and reason when one cannot be used, or not one is the first. */
export function loadChecks(folder: string): readonly Check[] {
  const checks = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const read = checkFile.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
      if (read.success) return read.data;
      const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      throw new Error(`${join(folder, name)} cannot be used. ${faults.join('; ')}`);
    });
  if (checks.filter(({ first }) => first).length !== 1)
    throw new Error(`${folder}: one check must say "first: true".`);
  return checks;
}

let onFile: readonly Check[] | undefined;

/** The check for programmes of this edition: the one that names it, else the first. */
export function checkFor(editionId: string): Check {
  onFile ??= loadChecks(join(settings().root, 'checks'));
  const check =
    onFile.find(({ editions }) => editions.includes(editionId)) ?? onFile.find(({ first }) => first);
  if (!check) throw new Error('No check is the first: loadChecks lets that pass.');
  return check;
}

/** What was chosen, question by question. */
export type Chosen = ReadonlyMap<string, CheckChoice>;

/** The choices that these values name; unknown ones are left out. */
export function chosenIn(check: Check, valueOf: (question: string) => string): Chosen {
  return new Map(
    check.questions.flatMap((question) => {
      const found = question.choices.find(({ value }) => value === valueOf(question.id));
      return found ? [[question.id, found] as const] : [];
    }),
  );
}

export type Suggestion = {
  /** "likely", or "ask": some answers are worth a question to the team first. It is never a no. */
  readonly kind: 'likely' | 'ask';
  readonly says: string;
  readonly reasons: readonly string[];
};

/** What answers suggest. Nobody is turned away by it, and it is kept nowhere unless somebody asks for that. */
export function suggest(check: Check, chosen: Chosen): Suggestion {
  const all = check.questions.flatMap(({ id: question }) => chosen.get(question) ?? []);
  const worth = all.filter(({ asks }) => asks === 'team');
  const others = all.filter(({ asks }) => asks !== 'team');
  const reasons = [...worth, ...others].map(({ because }) => because);
  return worth.length === 0
    ? { kind: 'likely', says: 'This looks as if it were for you', reasons }
    : { kind: 'ask', says: 'Perhaps: ask the team before you decide', reasons };
}

/** Questions, answers and the suggestion in plain words, as they are carried into an application. */
export function inWords(check: Check, chosen: Chosen): string {
  const lines = check.questions.map(
    ({ id: question, asks }) => `${asks} ${chosen.get(question)?.label ?? 'No answer'}.`,
  );
  return [`${check.title} ${suggest(check, chosen).says}.`, ...lines].join('\n');
}
