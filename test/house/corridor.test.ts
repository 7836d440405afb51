import { readFileSync } from 'node:fs';
import { parseCronItems } from 'graphile-worker';
import { expect, test } from 'vitest';
import { hasWords } from '#desk';
import { corridor, routes, sweeps, tasks } from '../../src/house.ts';
import { sourceFiles } from './walls.ts';
import { faultsOf } from '../support/page-check.ts';

test('no two routes answer the same method and path', () => {
  const keys = routes.map((route) => `${route.method} ${route.path.replaceAll(/:[A-Za-z]+/g, ':')}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('every route names its access rule', () => {
  expect(routes.filter((route) => route.access.rule.trim() === '').map((route) => route.path)).toEqual([]);
});

test('every act that everyone may post is one that was looked at and listed here', () => {
  const open = routes
    .filter((route) => route.method === 'POST' && route.access.rule === 'anyone')
    .map((route) => route.path);
  const known = readFileSync('test/house/open-acts.txt', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('/'));
  expect(open.filter((path) => !known.includes(path))).toEqual([]);
  expect(known.filter((path) => !open.includes(path))).toEqual([]);
});

test('every kind of news is told by one room and heard by another, or marked with why not', () => {
  const heard = new Set<string>(
    corridor.flatMap((room) => room.listeners ?? []).map((listener) => listener.hears),
  );
  const told = corridor
    .flatMap((room) => room.tells ?? [])
    .map((one) => (typeof one === 'string' ? { kind: one } : one));
  const unheard = told
    .filter((one) => !heard.has(one.kind) && !('unheardBecause' in one))
    .map((one) => one.kind);
  expect(unheard).toEqual([]);
  expect([...heard].filter((kind) => !told.some((one) => one.kind === kind))).toEqual([]);
});

test('every kind of news that code announces is declared by its room', () => {
  const declared = new Set<string>(
    corridor.flatMap((room) => room.tells ?? []).map((one) => (typeof one === 'string' ? one : one.kind)),
  );
  const announced = sourceFiles().flatMap(({ path, text }) =>
    /\.test\.tsx?$/.test(path)
      ? []
      : [...text.matchAll(/announce\(\s*tx,\s*'([^']+)'/g)].map((match) => match[1] ?? ''),
  );
  expect(announced.filter((kind) => !declared.has(kind))).toEqual([]);
});

test('names of listeners are unique, so that receipts tell them apart', () => {
  const names = corridor.flatMap((room) => room.listeners ?? []).map((listener) => listener.name);
  expect(new Set(names).size).toBe(names.length);
});

test('whatever may fail says in plain words what it does, for the list of what did not go through', () => {
  const listeners = corridor.flatMap((room) => room.listeners ?? []);
  const works = [...listeners, ...tasks, ...sweeps].map(({ name }) => name);
  const own = ['hear-news', 'send-letter']; // said by the listener, and by the letter
  expect(works.filter((name) => !own.includes(name) && !hasWords(name))).toEqual([]);
  expect(hasWords('nobody.does-this')).toBe(false);
});

test('every sweep has a time that the job runner understands, without which the app would not start', () => {
  const read = (match: string) => parseCronItems([{ task: 'sweep', match }]);
  for (const { name, match } of sweeps) expect(() => read(match), name).not.toThrow();
  expect(() => read('5-59/10 * * * *')).toThrow('minutes');
});

test('every room has a README of at most 60 lines', () => {
  for (const room of corridor) {
    const lines = readFileSync(`src/${room.name}/README.md`, 'utf8').split('\n').length;
    expect(lines, room.name).toBeLessThanOrEqual(61);
  }
});

test('the check of pages finds a second h1, an unlabelled control, a doubled id and an inline style', () => {
  const page = (body: string): string => `<title>Home - Oxford</title><h1>Home</h1>${body}`;
  expect(faultsOf(page(''))).toEqual([]);
  expect(faultsOf(page('<h1>Again</h1>'))).toHaveLength(1);
  expect(faultsOf(page('<input name="a" id="a">'))).toHaveLength(1);
  expect(faultsOf(page('<p id="a"></p><p id="a"></p>'))).toHaveLength(1);
  expect(faultsOf(page('<p style="color:red">x</p>'))).toHaveLength(1);
  expect(faultsOf('<title>Other</title><h1>Home</h1>')).toHaveLength(1);
});
