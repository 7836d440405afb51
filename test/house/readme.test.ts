import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');

test('README names the licence that package.json names, and where its text is to be read', () => {
  const { license } = JSON.parse(readFileSync('package.json', 'utf8')) as { license: string };
  expect(readme).toContain(`SPDX-License-Identifier: ${license}.`);
  expect(readme).toMatch(/Copyright © \d{4} the Waymark authors/);
  expect(readme).toContain('https://www.gnu.org/licenses/agpl-3.0.html');
});

test('README tells every setting that the house reads, and no other', () => {
  const config = readFileSync('src/platform/config.ts', 'utf8');
  const setting = /\b(?:WAYMARK|OIDC|SAML|SMTP|DATABASE)_[A-Z_]+\b|\bPORT\b|\bHOST\b/g;
  const read = new Set([...config.matchAll(setting)].map(([name]) => name));
  // Where the program lies: npm start sets it, nobody else.
  read.delete('WAYMARK_ROOT');
  const table = readme.split('\n').filter((line) => /^\| `[A-Z]/.test(line));
  const told = new Set(
    table.flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(setting)].map(([name]) => name)),
  );
  expect([...told].sort()).toEqual([...read].sort());
});

test('README links and shows only what is there', () => {
  const paths = [...readme.matchAll(/\]\(([^)#]+)\)/g)].flatMap(([, path = '']) =>
    path.startsWith('http') ? [] : [path],
  );
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});
