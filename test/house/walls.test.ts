import { expect, test } from 'vitest';
import {
  sourceFiles,
  wrongClocks,
  wrongSizes,
  wrongTables,
  wrongTrust,
  wrongWays,
  type Fault,
} from './walls.ts';

const files = sourceFiles();
const list = (faults: readonly Fault[]): string[] => faults.map(({ path, says }) => `${path} ${says}`);
const plant = (path: string, text: string) => [{ path, text }];

test('no room imports a later room, another room’s inside, or a folder of its own', () => {
  expect(list(wrongWays(files))).toEqual([]);
});

test('a planted import of a later room, of a room’s inside, and of a neighbour’s file are each found', () => {
  expect(wrongWays(plant('src/people/x.ts', "import { award } from '#award';"))).toHaveLength(1);
  expect(wrongWays(plant('src/award/x.ts', "import { x } from '#people/people.sql.ts';"))).toHaveLength(1);
  expect(wrongWays(plant('src/award/x.ts', "import { x } from '../people/person.ts';"))).toHaveLength(1);
  expect(wrongWays(plant('src/look/x.tsx', "import { now } from '#platform/clock.ts';"))).toHaveLength(1);
  expect(wrongWays(plant('src/award/x.ts', "import { findPerson } from '#people';"))).toEqual([]);
});

test('every table is named by its own room alone, and foreign keys follow the corridor', () => {
  expect(list(wrongTables(files))).toEqual([]);
});

test('a planted query of another room’s table, and a planted foreign key against the corridor, are found', () => {
  expect(wrongTables(plant('src/award/x.sql.ts', "db.selectFrom('people.person')"))).toHaveLength(1);
  expect(wrongTables(plant('src/award/x.sql.ts', 'sql`select 1 from people.person`'))).toHaveLength(1);
  expect(
    wrongTables(plant('src/people/001-x.migration.sql', 'x uuid references award.award (id)')),
  ).toHaveLength(1);
  expect(wrongTables(plant('src/award/001-x.migration.sql', 'x uuid references people.person (id)'))).toEqual(
    [],
  );
});

test('every file of a room is flat, named by the house’s suffixes and no longer than 300 lines; no room is crowded', () => {
  expect(list(wrongSizes(files))).toEqual([]);
});

test('a planted long file, nested folder, junk drawer, strange suffix and crowded room are each found', () => {
  expect(wrongSizes(plant('src/award/x.ts', '\n'.repeat(301)))).toHaveLength(1);
  expect(wrongSizes(plant('src/award/inner/x.ts', ''))).toHaveLength(1);
  expect(wrongSizes(plant('src/award/utils.ts', ''))).toHaveLength(1);
  expect(wrongSizes(plant('src/award/x.widget.ts', ''))).toHaveLength(1);
  const crowd = Array.from({ length: 41 }, (_, index) => ({ path: `src/award/file-${index}.ts`, text: '' }));
  expect(wrongSizes(crowd)).toHaveLength(1);
});

test('nothing but the clock asks the machine for the time, in code or in the database', () => {
  expect(list(wrongClocks(files))).toEqual([]);
  expect(wrongClocks(plant('src/award/x.ts', 'const at = Date.now();'))).toHaveLength(1);
  expect(wrongClocks(plant('src/award/001-x.migration.sql', 'at timestamptz default now()'))).toHaveLength(1);
});

test('no text is put into a page as HTML', () => {
  expect(list(wrongTrust(files))).toEqual([]);
  expect(
    wrongTrust(plant('src/award/x.tsx', '<p dangerouslySetInnerHTML={{ __html: text }} />')),
  ).toHaveLength(1);
});
