import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { roomOf, type Fault, type SourceFile } from './walls.ts';

const isCode = (path: string): boolean => /\.tsx?$/.test(path);
const isOfTests = (path: string): boolean => /\.test\.tsx?$|\/[a-z-]*samples?[a-z-]*\.tsx?$/.test(path);
const isRoom = (path: string): boolean => !['house', 'look', 'platform'].includes(roomOf(path));

/** Rule 7: who is given a transaction works in it, and opens none. */
export function wrongTransactions(files: readonly SourceFile[]): Fault[] {
  return code(files).flatMap(({ path, text }) =>
    functionsOf(path, text)
      .filter(isGivenTransaction)
      .filter((one) => /\.transaction\(|\binTransaction\(/.test(one.body?.getText() ?? ''))
      .map((one) => ({
        path,
        says: `${nameOf(one)} is given a transaction and opens another: work in the one given.`,
      })),
  );
}

function isGivenTransaction({ parameters: [first] }: Fn): boolean {
  return first?.name.getText() === 'tx' || first?.type?.getText() === 'Tx';
}

const QUERY =
  /\b(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|\bsql(?:<[^`]*>)?`\s*(?:select|insert|update|delete|with|lock)\b/i;

/** Rule 2: a room asks the database in its `*.sql.ts` alone. */
export function wrongQueries(files: readonly SourceFile[]): Fault[] {
  return code(files)
    .filter(({ path, text }) => isRoom(path) && !path.endsWith('.sql.ts') && QUERY.test(text))
    .map(({ path }) => ({
      path,
      says: 'asks the database: move the query into a file *.sql.ts of the room.',
    }));
}

const MOST_LINES = 50;

/** Rule 12: a function has 50 lines at most. Markup is not counted: a page is as long as what it shows. */
export function wrongLengths(files: readonly SourceFile[]): Fault[] {
  return code(files).flatMap(({ path, text }) =>
    functionsOf(path, text)
      .filter((one) => linesOf(one) > MOST_LINES && linesOf(one) - linesOfMarkup(one) > MOST_LINES)
      .map((one) => ({
        path: `${path} ${nameOf(one)}`,
        says: `has ${linesOf(one)} lines: split it by what it does (${MOST_LINES} at most).`,
      })),
  );
}

/** A class that two rooms' style sheets name belongs to neither: a part of both is drawn by the look. */
export function wrongClasses(files: readonly SourceFile[]): Fault[] {
  const ofLook = new Set(files.filter(({ path }) => roomOf(path) === 'look').flatMap(classesOf));
  const first = new Map<string, string>();
  return files
    .filter(({ path }) => isRoom(path))
    .flatMap((file) =>
      [...new Set(classesOf(file))].flatMap((name) => {
        const room = first.get(name) ?? roomOf(file.path);
        first.set(name, room);
        if (ofLook.has(name) || room === roomOf(file.path)) return [];
        return [
          {
            path: file.path,
            says: `styles .${name}, as ${room} does: name it apart or give it to the look.`,
          },
        ];
      }),
    );
}

function classesOf({ path, text }: SourceFile): string[] {
  if (!path.endsWith('.css')) return [];
  const rules = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/:[^;{}]*;/g, ';');
  return [...rules.matchAll(/\.([a-z][\w-]*)/gi)].map((match) => match[1] ?? '');
}

/** Which zone stands in where none is known is said once, in the calendar's room. */
export function wrongZones(files: readonly SourceFile[]): Fault[] {
  return code(files)
    .filter(({ path }) => !path.startsWith('src/calendar/') && !path.startsWith('src/demo/'))
    .filter(({ text }) => /(\?\?|\bconst \w+ =)\s*'(UTC|[A-Z][a-z]+\/[A-Z][A-Za-z_]+)'/.test(text))
    .map(({ path }) => ({ path, says: 'sets a time zone: take the institution’s, or FALLBACK_ZONE.' }));
}

/** Settings are read in one place, where a fault in them is said before anything starts. */
export function wrongSettings(files: readonly SourceFile[]): Fault[] {
  return code(files)
    .filter(({ path, text }) => !OF_SETTINGS.includes(path) && /\bprocess\.env\b/.test(text))
    .map(({ path }) => ({ path, says: 'reads the environment: let #platform/config.ts read and check it.' }));
}

const OF_SETTINGS = ['src/server.ts', 'src/platform/config.ts', 'src/look/browser-stage.ts'];

/** The settings that a text of code reads by `read('NAME', …)` or `env.NAME`, but for the one that the start itself sets. */
export function settingsIn(text: string): string[] {
  const names = [...text.matchAll(/\bread\(\s*'([A-Z_]+)'|\benv\.([A-Z_]+)/g)].map(
    ([, read, env]) => read ?? env ?? '',
  );
  return [...new Set(names)].filter((name) => name !== 'WAYMARK_ROOT').sort();
}

/** The settings that the table of a README explains. */
export function settingsExplained(readme: string): string[] {
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  const names = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set(names)].sort();
}

/** Files that a page of words names, by link or as `src/…`, and that are not there. */
export function missingFiles(page: string, text: string, isThere: (path: string) => boolean): string[] {
  const folder = page.includes('/') ? page.slice(0, page.lastIndexOf('/') + 1) : '';
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(
    (match) => folder + (match[1] ?? ''),
  );
  const named = [...text.matchAll(/`((?:src|test|docs|tools|frameworks|terms)\/[\w./-]+\.[a-z]+)`/g)].map(
    (match) => match[1] ?? '',
  );
  return [...links, ...named].filter((path) => !isThere(path));
}

type Fn = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

const parsed = new Map<string, ts.SourceFile>();

function functionsOf(path: string, text: string): Fn[] {
  const known = parsed.get(path);
  const tree = known?.text === text ? known : ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  parsed.set(path, tree);
  return findAll(tree, isFunction);
}

function isFunction(node: ts.Node): node is Fn {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node)
  );
}

function findAll<T extends ts.Node>(from: ts.Node, is: (node: ts.Node) => node is T, inside = true): T[] {
  const found: T[] = [];
  const look = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    if (inside || !is(node)) ts.forEachChild(node, look);
  };
  ts.forEachChild(from, look);
  return found;
}

function linesOf(node: ts.Node): number {
  const line = (at: number): number => node.getSourceFile().getLineAndCharacterOfPosition(at).line;
  return line(node.end) - line(node.getStart()) + 1;
}

function linesOfMarkup(one: Fn): number {
  return findAll(one, isMarkup, false).reduce((sum, markup) => sum + linesOf(markup), 0);
}

function isMarkup(node: ts.Node): node is ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment {
  return ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node);
}

function nameOf(one: Fn): string {
  return one.name?.getText() ?? 'a function without a name';
}

function code(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter(({ path }) => isCode(path) && !isOfTests(path));
}

/** A page of the project's words, by its path. */
export function readPage(path: string): string {
  return readFileSync(path, 'utf8');
}
