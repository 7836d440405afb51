import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceFiles } from './walls.ts';
import { wordsIn, wrongWords } from './words.ts';

const glossary = wordsIn(readFileSync('docs/words.md', 'utf8'));

test('docs/words.md explains every folder, table and state of the house', () => {
  expect(wrongWords(sourceFiles(), glossary)).toEqual([]);
});

test('a planted folder, table and state that no word explains are each found', () => {
  const one = (path: string, text: string) => wrongWords([{ path, text }], glossary).map(({ says }) => says);
  expect(one('src/gadget/x.ts', '')).toEqual([expect.stringContaining('a folder “gadget”')]);
  expect(one('src/award/009-x.migration.sql', 'create table award.gizmo_line (')).toEqual([
    expect.stringContaining('a table “gizmo line”'),
  ]);
  expect(one('src/award/009-x.migration.sql', "state text check (state in ('paid', 'frobnicated'))")).toEqual(
    [expect.stringContaining('a state “frobnicated”')],
  );
  expect(one('src/award/009-x.migration.sql', 'create table award.renewal (')).toEqual([]);
});
