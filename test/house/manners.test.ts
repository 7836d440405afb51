import { existsSync, globSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  missingFiles,
  readPage,
  settingsExplained,
  settingsIn,
  wrongClasses,
  wrongLengths,
  wrongQueries,
  wrongSettings,
  wrongZones,
  wrongTransactions,
} from './manners.ts';
import { sourceFiles, type Fault } from './walls.ts';

const files = sourceFiles();
const list = (faults: readonly Fault[]): string[] => faults.map(({ path, says }) => `${path} ${says}`);
const plant = (path: string, text: string) => [{ path, text }];

test('no act that is given a transaction opens one of its own', () => {
  expect(list(wrongTransactions(files))).toEqual([]);
  const opening = 'export async function give(tx: Tx) { await inTransaction(db, (own) => own); }';
  expect(wrongTransactions(plant('src/award/give.ts', opening))).toHaveLength(1);
  const page = 'async function post(x: Exchange) { await x.transaction((tx) => give(tx)); }';
  expect(wrongTransactions(plant('src/award/give.page.tsx', page))).toEqual([]);
});

test('no room asks the database outside its own files of queries', () => {
  expect(list(wrongQueries(files))).toEqual([]);
  const query = "await tx.insertInto('award.award').values(row).execute();";
  expect(wrongQueries(plant('src/award/give.ts', query))).toHaveLength(1);
  expect(wrongQueries(plant('src/award/give.ts', 'sql<Row>`select 1`'))).toHaveLength(1);
  expect(wrongQueries(plant('src/award/award.sql.ts', query))).toEqual([]);
});

test('no function is longer than 50 lines without its markup, but for those named here', () => {
  const known = ['src/platform/pdf.ts openPress', 'src/writing/editor.browser.ts startWriting'];
  const faults = wrongLengths(files);
  expect(list(faults.filter(({ path }) => !known.includes(path)))).toEqual([]);
  expect(known.filter((one) => !faults.some(({ path }) => path === one))).toEqual([]);
  const long = `function give() {${'\n  act();'.repeat(50)}\n}`;
  expect(wrongLengths(plant('src/award/give.ts', long))).toHaveLength(1);
  const page = `function Give() {\n  return (\n    <div>${'\n      <p />'.repeat(60)}\n    </div>\n  );\n}`;
  expect(wrongLengths(plant('src/award/give.view.tsx', page))).toEqual([]);
});

test('no class is styled by two rooms', () => {
  expect(list(wrongClasses(files))).toEqual([]);
  const two = [...plant('src/award/a.css', '.seal { gap: 1rem }'), ...plant('src/desk/d.css', '.seal b {}')];
  expect(wrongClasses(two)).toHaveLength(1);
  expect(wrongClasses([...two, ...plant('src/look/seal.css', '.seal {}')])).toEqual([]);
});

test('no room fixes a time zone of its own', () => {
  expect(list(wrongZones(files))).toEqual([]);
  expect(wrongZones(plant('src/award/x.ts', "const ZONE = 'Europe/London';"))).toHaveLength(1);
  expect(wrongZones(plant('src/award/x.ts', "say(at, one?.zone ?? 'UTC')"))).toHaveLength(1);
});

test('settings are read in one place, and the README explains each of them and no other', () => {
  expect(list(wrongSettings(files))).toEqual([]);
  expect(wrongSettings(plant('src/award/x.ts', 'const port = process.env.PORT;'))).toHaveLength(1);
  expect(settingsExplained(readPage('README.md'))).toEqual(settingsIn(readPage('src/platform/config.ts')));
  expect(settingsIn("read('PORT', toPort); env.SMTP_URL")).toEqual(['PORT', 'SMTP_URL']);
  expect(settingsExplained('| `PORT`, `HOST` | where | 3000 `x` |')).toEqual(['HOST', 'PORT']);
});

test('every file that a page of words names is there', () => {
  const pages = ['README.md', ...globSync('docs/**/*.md'), ...globSync('src/*/README.md')];
  const missing = pages.flatMap((page) =>
    missingFiles(page, readPage(page), existsSync).map((path) => `${page} names ${path}`),
  );
  expect(missing).toEqual([]);
  const none = () => false;
  expect(missingFiles('docs/x.md', 'see [it](y.md) and `src/award/gone.ts`', none)).toEqual([
    'docs/y.md',
    'src/award/gone.ts',
  ]);
});
