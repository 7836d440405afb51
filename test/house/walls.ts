import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** One source file as the rules of the house see it. */
export type SourceFile = { readonly path: string; readonly text: string };

/** A breach of a rule, with advice on how to mend it. */
export type Fault = { readonly path: string; readonly says: string };

/** Every file of the project's own source. */
export function sourceFiles(root = process.cwd()): SourceFile[] {
  return walk(join(root, 'src')).map((path) => ({
    path: relative(root, path),
    text: readFileSync(path, 'utf8'),
  }));
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

/** The corridor as the tests hold it, from the ground up. */
export const ORDER = [
  'look',
  'platform',
  'calendar',
  'framework',
  'people',
  'programme',
  'letter',
  'notice',
  'form',
  'application',
  'eligibility',
  'support',
  'amendment',
  'place',
  'selection',
  'announcing',
  'workshop',
  'material',
  'registration',
  'portfolio',
  'writing',
  'submission',
  'office-hours',
  'assessment',
  'award',
  'desk',
  'demo',
] as const;

const OPEN = new Set(['look', 'platform']);

/** The room that a file stands in: "src/people/x.ts" is in "people", "src/house.ts" in the house itself. */
export function roomOf(path: string): string {
  const parts = path.split('/');
  return parts.length > 2 ? (parts[1] ?? '') : 'house';
}

const isTest = (path: string): boolean => /\.test\.tsx?$|(^|\/)samples\.tsx?$/.test(path);
const inBrowser = (path: string): boolean => /\.browser\.ts$|\/way-[a-z-]+\.ts$/.test(path);
const isCode = (path: string): boolean => /\.tsx?$/.test(path);

/** Rule 1: a room imports the ground, the doors of earlier rooms, and its own files; nothing else of ours. */
export function wrongWays(files: readonly SourceFile[]): Fault[] {
  return files.filter(({ path }) => isCode(path) && !isTest(path)).flatMap(wrongWaysOf);
}

function wrongWaysOf({ path, text }: SourceFile): Fault[] {
  const room = roomOf(path);
  if (room === 'house') return [];
  return importsOf(text).flatMap((target) => {
    const fault = judgeImport(room, target);
    return fault ? [{ path, says: `imports ${target}: ${fault}` }] : [];
  });
}

function judgeImport(room: string, target: string): string | undefined {
  if (target.startsWith('.')) {
    return /^\.\/[^/]+$/.test(target)
      ? undefined
      : 'a relative import stays in its own flat room; use the other room’s door.';
  }
  if (!target.startsWith('#')) return undefined;
  const [there = '', inner] = target.slice(1).split('/');
  const rank = (name: string): number => ORDER.indexOf(name as (typeof ORDER)[number]);
  if (rank(there) < 0) return 'no such room stands on the corridor.';
  if (inner !== undefined && !OPEN.has(there)) return `only the door #${there} is open to other rooms.`;
  if (there === room && OPEN.has(room)) return undefined;
  return rank(there) < rank(room)
    ? undefined
    : `${there} comes later on the corridor; let it hear news instead.`;
}

function importsOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
}

/** Rule 2: only a room's `*.sql.ts`, acts' tables file and migrations name its tables, and foreign keys follow the corridor. */
export function wrongTables(files: readonly SourceFile[]): Fault[] {
  return files.filter(({ path }) => !isTest(path)).flatMap(wrongTablesOf);
}

function wrongTablesOf({ path, text }: SourceFile): Fault[] {
  const room = roomOf(path);
  const named = [
    ...text.matchAll(/\b(?:from|join|into|update|references)\s+([a-z_]+)\.([a-z_]+)/g),
    ...text.matchAll(
      /\b(?:selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin)\(\s*['"]([a-z_]+)\.([a-z_]+)/g,
    ),
  ];
  return named.flatMap(([, schema = '', table = '']) => {
    const owner = schema.replaceAll('_', '-');
    if (!ORDER.includes(owner as (typeof ORDER)[number]) || owner === room) return [];
    if (room === 'house') return [{ path, says: `names ${schema}.${table}: ask the room ${owner} for it.` }];
    if (path.endsWith('.migration.sql') && isEarlier(owner, room)) return [];
    return [{ path, says: `names ${schema}.${table}, which belongs to ${owner}: ask its door.` }];
  });
}

function isEarlier(owner: string, room: string): boolean {
  return ORDER.indexOf(owner as (typeof ORDER)[number]) < ORDER.indexOf(room as (typeof ORDER)[number]);
}

const JUNK = /(^|\/)(utils?|common|helpers?|shared|misc)(\/|\.|$)|(Service|Manager|Helper)\.tsx?$/i;
const SUFFIXES = /^[a-z0-9-]+(\.(d|page|view|form|sql|letter|tables|test|browser|worker))*\.tsx?$/;

/** Rules 11 and 12: sizes, flat rooms, names without junk. */
export function wrongSizes(files: readonly SourceFile[]): Fault[] {
  return [...files.flatMap(wrongSizeOf), ...crowdedRooms(files)];
}

function wrongSizeOf({ path, text }: SourceFile): Fault[] {
  const says: string[] = [];
  const lines = text.split('\n').length - 1;
  if (/\.(tsx?|css)$/.test(path) && lines > 300)
    says.push(`has ${lines} lines: split it by what it does (300 at most).`);
  if (path.split('/').length > 3) says.push('lies in a folder of a room: rooms are flat; use a suffix.');
  if (JUNK.test(path)) says.push('is named like a drawer for junk: name it after what it is about.');
  if (isCode(path) && !SUFFIXES.test(basename(path)))
    says.push('has a name or suffix that the house does not know (see docs/style.md).');
  return says.map((one) => ({ path, says: one }));
}

const MOST_FILES = 40;

function crowdedRooms(files: readonly SourceFile[]): Fault[] {
  const counts = new Map<string, number>();
  for (const { path } of files.filter(
    (file) => isCode(file.path) && !isTest(file.path) && !inBrowser(file.path),
  )) {
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > MOST_FILES)
    .map(([path, count]) => ({
      path,
      says: `holds ${count} files of code: it is two rooms (${MOST_FILES} at most).`,
    }));
}

/** Rule 8: no code and no default in the database asks the machine for the time. */
export function wrongClocks(files: readonly SourceFile[]): Fault[] {
  return files
    .filter(({ path }) => !isTest(path) && path !== 'src/platform/clock.ts' && !path.endsWith('.browser.ts'))
    .flatMap(({ path, text }) =>
      /\bDate\.now\(|new Date\(\)|Temporal\.Now\b|default now\(\)|current_timestamp/i.test(text)
        ? [{ path, says: 'asks the machine for the time: ask #platform/clock.ts.' }]
        : [],
    );
}

/** Text is never trusted as HTML. */
export function wrongTrust(files: readonly SourceFile[]): Fault[] {
  return files
    .filter(({ path }) => isCode(path) && !isTest(path))
    .flatMap(({ path, text }) =>
      /dangerouslySetInnerHTML|\.innerHTML\s*=|insertAdjacentHTML|\.outerHTML\s*=/.test(text)
        ? [{ path, says: 'puts text into a page as HTML: let Preact or the DOM write it as text.' }]
        : [],
    );
}
