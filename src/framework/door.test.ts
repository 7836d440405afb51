import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '..');
const listed = /(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'([^']+)'/g;

/** The names in braces that a text imports or exports from somewhere. */
function namesFrom(text: string, isFrom: (from: string) => boolean): string[] {
  return [...text.matchAll(listed)].flatMap(([, names = '', from = '']) =>
    isFrom(from)
      ? names.split(',').flatMap((name) => /(?:type )?(\w+)(?: as \w+)?$/.exec(name.trim())?.[1] ?? [])
      : [],
  );
}

/** What a door offers that no other room, test or tool takes; the room itself is for the house. */
function untaken(room: string, files: readonly string[]): string[] {
  const taken = new Set(files.flatMap((text) => namesFrom(text, (from) => from === `#${room}`)));
  const door = readFileSync(join(src, room, 'index.ts'), 'utf8');
  return namesFrom(door, (from) => from.startsWith('./')).filter((name) => !taken.has(name));
}

test('the doors of calendar and framework offer no name that nobody outside takes', () => {
  const files = globSync('{src,test,bench,tools}/**/*.{ts,tsx}', { cwd: join(src, '..') }).map((file) =>
    readFileSync(join(src, '..', file), 'utf8'),
  );
  expect(untaken('calendar', files), 'Take the name off the door in index.ts.').toEqual([]);
  expect(untaken('framework', files), 'Take the name off the door in index.ts.').toEqual([]);
  expect(untaken('calendar', [])).toContain('sayDate');
});
