import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LineCounter, isMap, isNode, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { contradictions } from './contradictions.ts';
import { editionFrom } from './edition.ts';
import type { Edition, Frameworks } from './edition.ts';
import { FrameworkProblems, faultsFrom, pathInWords } from './problems.ts';
import type { Fault, Path, Problem } from './problems.ts';
import { chapters } from './schema.ts';
import type { ChapterName, FrameworkFile } from './schema.ts';

/**
 * Reads every `.yaml` file of a folder as an edition, at start. Throws FrameworkProblems listing all problems of all files
 * (file, line, path, reason), also for a folder that cannot be read or that holds no framework.
 */
export function loadFrameworks(folder: string): Frameworks {
  const files = yamlFilesIn(folder);
  const readings = files.map((file) => readEdition(readFileSync(join(folder, file), 'utf8'), file));
  const problems = readings.flatMap((reading) => reading.problems);
  if (problems.length > 0) throw new FrameworkProblems(problems);
  return new Map(readings.flatMap(({ edition }) => (edition ? [[edition.id, edition] as const] : [])));
}

/** What came of reading one file: an edition, or what is wrong with it. */
export type Reading = { readonly edition?: Edition; readonly problems: readonly Problem[] };

/** Reads one framework file from its text. `file` is its name, which must be the edition's id and `.yaml`. */
export function readEdition(text: string, file: string): Reading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    return { problems: document.errors.map((error) => yamlProblem(error, file)) };
  }
  const value: unknown = document.toJS({ maxAliasCount: 1000 });
  if (!isMap(document.contents) || typeof value !== 'object' || value === null) {
    return { problems: [{ file, path: pathInWords([]), reason: 'This must be a set of keys and values.' }] };
  }
  const { file: framework, faults } = readChapters(value, basename(file, '.yaml'));
  if (framework) return { edition: editionFrom(framework), problems: [] };
  return { problems: faults.map((fault) => toProblem(fault, file, document, lines)) };
}

function readChapters(value: object, name: string): { file?: FrameworkFile; faults: Fault[] } {
  const faults: Fault[] = [];
  const sound: Record<string, unknown> = {};
  const given = new Map(Object.entries(value));
  for (const chapter of Object.keys(chapters) as ChapterName[]) {
    const read = chapters[chapter].safeParse(given.get(chapter), { reportInput: false });
    if (read.success) sound[chapter] = read.data;
    else faults.push(...faultsFrom(read.error.issues, [chapter]));
  }
  for (const key of given.keys()) {
    if (!(key in chapters)) faults.push({ path: [key], reason: `The key "${key}" is not known here.` });
  }
  // Each chapter was parsed by its own schema, so what is there has its type and what had faults is absent.
  faults.push(...contradictions(sound));
  if (typeof sound.id === 'string' && sound.id !== name) {
    faults.push({ path: ['id'], reason: `The id must be the name of the file, "${name}".` });
  }
  return faults.length === 0 ? { file: sound as FrameworkFile, faults } : { faults };
}

function yamlFilesIn(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new FrameworkProblems([
      { file: folder, path: '(the folder)', reason: `This cannot be read (${why}).` },
    ]);
  }
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  if (files.length > 0) return files;
  throw new FrameworkProblems([{ file: folder, path: '(the folder)', reason: 'This holds no .yaml file.' }]);
}

type YamlError = Document['errors'][number];

function yamlProblem(error: YamlError, file: string): Problem {
  const [first = ''] = error.message.split(' at line ', 1);
  const line = error.linePos?.[0].line;
  const reason = `This is not YAML: ${first.replaceAll('\n', ' ')}.`;
  return { file, path: pathInWords([]), reason, ...(line === undefined ? {} : { line }) };
}

function toProblem({ path, reason }: Fault, file: string, document: Document, lines: LineCounter): Problem {
  const line = lineOf(path, document, lines);
  return { file, path: pathInWords(path), reason, ...(line === undefined ? {} : { line }) };
}

/** The line of a path, or of the nearest thing around it that is in the file. */
function lineOf(path: Path, document: Document, lines: LineCounter): number | undefined {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}
