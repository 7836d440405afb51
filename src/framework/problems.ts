import type { z } from 'zod';

/** Where in a framework file a fault lies: keys and positions from the top. */
export type Path = readonly (string | number)[];

/** A fault in a framework file, as the person who edits the file needs to hear it. */
export type Problem = {
  readonly file: string;
  readonly path: string;
  readonly line?: number;
  readonly reason: string;
};

/** A fault whose file and line are not known yet. */
export type Fault = { readonly path: Path; readonly reason: string };

/** Thrown when framework files cannot be used. Its message lists every problem found: file, path and reason. */
export class FrameworkProblems extends Error {
  override readonly name = 'FrameworkProblems';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(messageFor(problems));
    this.problems = problems;
  }
}

/** A path as it is said aloud: `pathways[1].requires.c3b`, or `(the whole file)` at the top. */
export function pathInWords(path: Path): string {
  if (path.length === 0) return '(the whole file)';
  return path
    .map((step, depth) => (typeof step === 'number' ? `[${step}]` : depth === 0 ? step : `.${step}`))
    .join('');
}

/** Turns the schema's issues into faults with a sentence each; unknown keys become one fault a key. */
export function faultsFrom(issues: readonly z.core.$ZodIssue[], under: Path): Fault[] {
  return issues.flatMap((issue) => {
    const path = [...under, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
    if (issue.code !== 'unrecognized_keys') return [{ path, reason: reasonFor(issue) }];
    return issue.keys.map((key) => ({ path: [...path, key], reason: `The key "${key}" is not known here.` }));
  });
}

function messageFor(problems: readonly Problem[]): string {
  const heading =
    problems.length === 1
      ? 'A framework file has a problem:'
      : `Framework files have ${problems.length} problems:`;
  return [heading, ...problems.map(lineFor)].join('\n');
}

function lineFor({ file, path, line, reason }: Problem): string {
  const where = line === undefined ? file : `${file}, line ${line}`;
  return `  ${where}: ${path}: ${reason}`;
}

function reasonFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `This is missing; it must be ${kindInWords(issue.expected)}.`
        : `This must be ${kindInWords(issue.expected)}.`;
    case 'invalid_value':
      return `This must be ${listInWords(issue.values.map((value) => `"${String(value)}"`))}.`;
    case 'invalid_union':
      return 'The "kind" or "rule" here is missing or not one that is known.';
    case 'too_small':
      return `This must ${sizeInWords(issue.origin, 'least', Number(issue.minimum))}.`;
    case 'too_big':
      return `This must ${sizeInWords(issue.origin, 'most', Number(issue.maximum))}.`;
    case 'invalid_format':
      return issue.format === 'url' ? 'This must be a web address.' : `This ${issue.message}.`;
    default:
      return `This ${issue.message}.`;
  }
}

function sizeInWords(origin: string, side: 'least' | 'most', size: number): string {
  if (origin === 'string') return `have at ${side} ${size} ${size === 1 ? 'character' : 'characters'}`;
  if (origin === 'array') return `list at ${side} ${size}`;
  return `be at ${side} ${size}`;
}

function kindInWords(kind: string): string {
  const words: Record<string, string> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a set of keys and values',
    record: 'a set of keys and values',
  };
  return words[kind] ?? kind;
}

/** "a", "a or b", "a, b or c". */
export function listInWords(words: readonly string[], joiner = 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${joiner} ${words.at(-1)}`;
}

/** One fault for each id that stands a second time in a list. */
export function repeated(path: Path, ids: readonly string[], one: string): Fault[] {
  return ids.flatMap((id, at) =>
    ids.indexOf(id) === at
      ? []
      : [{ path: [...path, at, 'id'], reason: `The ${one} "${id}" is already defined above.` }],
  );
}

/** One fault for each id that is not among those defined. */
export function unknown(
  path: Path,
  ids: readonly string[],
  defined: readonly string[] | undefined,
  one: string,
): Fault[] {
  if (!defined) return [];
  return ids.flatMap((id, at) =>
    defined.includes(id) ? [] : [{ path: [...path, at], reason: `There is no ${one} "${id}" in this file.` }],
  );
}

/** The ids of a list of things that have one. */
export function idsOf(things: readonly { readonly id: string }[] | undefined): string[] {
  return (things ?? []).map(({ id }) => id);
}
