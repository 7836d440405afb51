import { globSync, readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { beforeAll, expect, test } from 'vitest';
import { showDemoBanner } from '#demo';
import { routes, sweeps, tasks } from '#house';
import { personFor } from '#people';
import { rehearseFrom } from '#platform/clock.ts';
import { attemptsOn, attemptWith, HOSTILE, noForms, type Attempt } from '#test/hostile.ts';
import { BASE, openHouse, type TestHouse } from '#test/house.ts';
import { drawMap, routeTo, waysTo, type Someone, type StreetMap, type Way } from '#test/street-map.ts';
import { openUndoing, type Undone, type UndoingHouse } from '#test/undoing.ts';
import { figures } from '../../src/demo/figure.sql.ts';
import { loadDemo } from '../../src/demo/load-demo.ts';

let house: TestHouse;
let undoing: UndoingHouse;
let map: StreetMap;
let stranger: { id: string };
let before: unknown;

/** How many rows there are of what most acts leave. */
async function rowsOfAll(): Promise<unknown> {
  const { rows } = await house.pool.query(`select (select count(*)::int from platform.news) as news,
    (select count(*)::int from platform.letter) as letters, (select count(*)::int from people.person) as people`);
  return rows;
}

beforeAll(async () => {
  rehearseFrom(Temporal.Instant.from('2026-11-23T10:00:00Z'));
  house = await openHouse();
  await loadDemo({ ...house, tasks, sweeps });
  showDemoBanner();
  const people = (await figures(house.db)).map(({ personId }) => ({ id: personId }));
  stranger = await house.write((tx) => personFor(tx, { name: 'Noor Strange', email: 'noor@else.example' }));
  map = await drawMap(house, [undefined, ...people]);
  undoing = await openUndoing(house.pool.options);
  before = await rowsOfAll();
}, 300_000);

/** One request that is tried: where, what, by whom. With `mindful` every invariant is asked after it. */
type Try = {
  readonly path: string;
  readonly attempt: Attempt;
  readonly as: Someone;
  readonly mindful?: boolean;
};

async function headersOf(as: Someone, change: Record<string, string> = {}): Promise<Headers> {
  const cookie = as ? { cookie: await house.cookieOf(as) } : {};
  return new Headers({ 'sec-fetch-site': 'same-origin', ...cookie, ...change });
}

async function send({ path, attempt: { type, body }, as, mindful = false }: Try): Promise<Undone> {
  const headers = await headersOf(as, type ? { 'content-type': type } : {});
  return undoing.ask(new Request(BASE + path, { method: 'POST', body, headers }), { mindful });
}

/** Sends all that is tried, and answers the first of each kind of fault. */
async function faultsIn(
  tried: Iterable<Try>,
  faultOf: (undone: Undone) => string | undefined,
): Promise<string[]> {
  const faults = new Map<string, string>();
  for (const one of tried) {
    const says = await send(one).then(faultOf, (error: unknown) => `throws ${String(error)}`);
    const kind = `${routeTo('POST', one.path)?.path} ${says}`;
    if (says && !faults.has(kind)) faults.set(kind, `${one.path} sent ${one.attempt.what}: ${says}`);
  }
  return [...faults.values()];
}

const ANSWERS = new Set([200, 303, 401, 403, 404, 409, 413, 422, 429]);
const AS_MARKUP = /<script>alert|<img src=x/;

/** An act is done, or refused in words without a trace; words that met others are set aside by design. */
function unsound({ status, text, changed, broken }: Undone): string | undefined {
  if (!ANSWERS.has(status)) return `answers ${status}`;
  if (AS_MARKUP.test(text)) return 'writes what was sent as markup';
  if (broken.length > 0) return `breaks: ${broken.join('; ')}`;
  const left = status === 409 ? changed.filter((table) => !table.endsWith('.set_aside')) : changed;
  return status >= 400 && left.length > 0
    ? `refuses with ${status}, but changed ${left.join(', ')}`
    : undefined;
}

test('a failure, a trace of what was refused, markup and a broken invariant are each found', () => {
  const sound = { status: 303, text: '', changed: ['award.award'], broken: [] };
  expect(unsound(sound)).toBeUndefined();
  expect(unsound({ ...sound, status: 500 })).toBe('answers 500');
  expect(unsound({ ...sound, status: 422 })).toBe('refuses with 422, but changed award.award');
  expect(unsound({ ...sound, text: '<script>alert(1)</script>' })).toContain('markup');
  expect(unsound({ ...sound, broken: ['Two awards'] })).toBe('breaks: Two awards');
});

function* onOffers(): Generator<Try> {
  for (const [turn, { form, as }] of [...map.offers.values()].entries()) {
    for (const attempt of attemptsOn(form, { turn }))
      yield { path: form.action, attempt, as, mindful: attempt.what === 'as the page offers it' };
  }
}

test('acts that pages offer, sent empty, doubled, too large, broken or hostile, are done or refused without a trace, and never fail', async () => {
  expect(map.offers.size).toBeGreaterThan(55);
  expect(await faultsIn(onOffers(), unsound)).toEqual([]);
}, 300_000);

/** Every name of a field that the source or a page of the house knows: those that an act asks for are among them. */
function namesOfFields(): string[] {
  const source = globSync('src/*/*.{ts,tsx}')
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const makers = 'text|line|choice|many|whole|date|time|email|ticked|webAddress|optional\\w+';
  const asked = /\.(?:one|all)\('([\w-]+)'\)/g;
  const parsed = new RegExp(`^\\s+(\\w+): (?:${makers})\\(`, 'gm');
  const named = [asked, parsed].flatMap((pattern) =>
    [...source.matchAll(pattern)].map(([, name = '']) => name),
  );
  const shown = [...map.offers.values()].flatMap(({ form }) => [...form.fields.keys()]);
  return [...new Set([...named, ...shown])];
}

const MOST_WAYS = 5;
const TURNS = 3;

function* onHidden(): Generator<Try> {
  const names = namesOfFields();
  const hidden = routes.filter((route) => route.method === 'POST' && !map.offers.has(route));
  for (const [count, route] of hidden.entries()) {
    for (const [index, { path, as }] of waysTo(route, map, MOST_WAYS).entries()) {
      for (let turn = 0; turn < TURNS; turn += 1)
        yield { path, attempt: attemptWith(names, { turn: count + index * TURNS + turn }), as };
      if (index === 0) for (const attempt of noForms(count)) yield { path, attempt, as };
    }
  }
}

test('acts that no page offers just now, sent by people whose pages lead near to them, never fail and leave no trace when refused', async () => {
  expect(await faultsIn(onHidden(), unsound)).toEqual([]);
}, 300_000);

/** Acts on what is nobody's or one's own: everybody may. */
const FOR_ALL =
  /^\/(?:sign-|account|enquiries|demo|setup|office-hours$|workshops\/calendar|portfolio$|registration\/)|\/apply$/;

function* byOthers(): Generator<Try> {
  for (const { route, form } of map.offers.values()) {
    const { value: offered } = attemptsOn(form).next();
    if (!offered || FOR_ALL.test(route.path)) continue;
    for (const as of [undefined, stranger]) yield { path: form.action, attempt: offered, as };
  }
}

test('neither nobody nor somebody whom it does not concern changes anything by a form that was meant for another', async () => {
  const tried = [...byOthers()];
  expect(tried.length).toBeGreaterThan(80);
  const touched = ({ status, changed }: Undone) =>
    changed.length > 0 || status === 200 ? `answers ${status} and changed ${changed.join(', ')}` : undefined;
  expect(await faultsIn(tried, touched)).toEqual([]);
}, 120_000);

test('a form that another site sends is refused before it is read', async () => {
  for (const { route, form, as } of [...map.offers.values()].filter((one) => !one.route.fromElsewhere)) {
    const headers = await headersOf(as, { 'sec-fetch-site': 'cross-site' });
    const body = new URLSearchParams([...form.fields].map(([name, [value = '']]) => [name, value]));
    const request = new Request(BASE + form.action, { method: 'POST', body, headers });
    const { status, changed } = await undoing.ask(request);
    expect({ status, changed }, route.path).toEqual({ status: 403, changed: [] });
  }
}, 120_000);

/** Every name that the source looks for in an address. */
function namesInAddresses(): string[] {
  const source = globSync('src/*/*.{ts,tsx}').map((path) => readFileSync(path, 'utf8'));
  const named = source.flatMap((text) => [...text.matchAll(/query\.get\(\s*'([\w-]+)'/g)]);
  return [...new Set(named.map(([, name = '']) => name))];
}

const ADDRESSES_OF_A_ROUTE = 4;

function* hostileAddresses(): Generator<Way> {
  const names = namesInAddresses();
  for (const [turn, route] of routes.filter(({ method }) => method === 'GET').entries()) {
    const [way] = waysTo(route, map, 1);
    if (!way || /\.(?:pdf|zip)$/.test(route.path)) continue;
    for (let index = 0; index < ADDRESSES_OF_A_ROUTE; index += 1) {
      const value = (at: number) =>
        (HOSTILE[(turn * ADDRESSES_OF_A_ROUTE + index + at * 3) % HOSTILE.length] ?? '').slice(0, 300);
      const query = new URLSearchParams(names.map((name, at) => [name, value(at)]));
      yield { path: `${way.path}?${query.toString()}`, as: way.as };
      const above = way.path.split('/').slice(0, -1);
      yield { path: [...above, encodeURIComponent(value(0).toWellFormed()) || 'x'].join('/'), as: way.as };
    }
  }
}

test('pages asked for with hostile addresses answer, and never fail', async () => {
  const faults = new Set<string>();
  for (const { path, as } of hostileAddresses()) {
    const { status, text } = await undoing.ask(new Request(BASE + path, { headers: await headersOf(as) }));
    if (status >= 500) faults.add(`${path} answers ${status}`);
    if (AS_MARKUP.test(text)) faults.add(`${path} writes its address as markup`);
  }
  expect([...faults]).toEqual([]);
}, 300_000);

test('all of this was undone: as much is told, written and known as before, and every invariant holds', async () => {
  expect(await rowsOfAll()).toEqual(before);
  expect(await house.broken()).toEqual([]);
});
