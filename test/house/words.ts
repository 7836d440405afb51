import { roomOf, type Fault, type SourceFile } from './walls.ts';

/** The words that docs/words.md explains: what stands **so** names folders and tables; any text of it may name states. */
export type Words = { readonly names: ReadonlySet<string>; readonly text: string };

/** The words of a glossary: its bold terms, and all of its text, in small letters with spaces for hyphens. */
export function wordsIn(glossary: string): Words {
  const names = [...glossary.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name = '']) => plain(name));
  return { names: new Set(names), text: plain(glossary) };
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[-_\s]+/g, ' ');
}

/** Every folder, table and state that no word of the glossary explains. */
export function wrongWords(files: readonly SourceFile[], words: Words): Fault[] {
  return [...wrongFolders(files, words), ...files.flatMap((file) => wrongTablesAndStates(file, words))];
}

function wrongFolders(files: readonly SourceFile[], { names }: Words): Fault[] {
  const rooms = new Set(files.map(({ path }) => roomOf(path)).filter((room) => room !== 'house'));
  return [...rooms]
    .filter((room) => !isNamed(names, plain(room)))
    .map((room) => ({ path: `src/${room}`, says: sayMissing('a folder', plain(room)) }));
}

function wrongTablesAndStates({ path, text }: SourceFile, { names, text: said }: Words): Fault[] {
  if (!path.endsWith('.migration.sql')) return [];
  const tables = [...text.matchAll(/create table (?:if not exists )?[a-z_]+\.([a-z_]+)/g)].map(
    ([, table = '']) => plain(table),
  );
  const missing = tables.filter((table) => !isNamed(names, table));
  const strange = statesIn(text).filter((state) => !new RegExp(`\\b${plain(state)}\\b`).test(said));
  return [
    ...missing.map((table) => ({ path, says: sayMissing('a table', table) })),
    ...strange.map((state) => ({ path, says: sayMissing('a state', state) })),
  ];
}

const STATE_COLUMNS = 'state|outcome|result|answer|how|ended_how|ended_because|closed_as|mark|hat|role';

/** What a column that says how something stands may hold; times, such as "6-months", are no words. */
function statesIn(text: string): string[] {
  return [...text.matchAll(new RegExp(`check \\((?:${STATE_COLUMNS}) in \\(([^)]*)\\)`, 'g'))]
    .flatMap(([, list = '']) => [...list.matchAll(/'([^']+)'/g)].map(([, state = '']) => state))
    .filter((state) => !/\d/.test(state));
}

function isNamed(names: ReadonlySet<string>, name: string): boolean {
  return names.has(name) || names.has(`${name}s`) || names.has(name.replace(/s$/, ''));
}

function sayMissing(what: string, name: string): string {
  return `names ${what} “${name}”, which docs/words.md does not explain: explain it there, or take a word that is there.`;
}
