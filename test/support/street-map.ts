import { routes } from '#house';
import type { Route } from '#platform/route.ts';
import { formsOn, type FormOnPage } from './forms.ts';
import type { TestHouse } from './house.ts';

/** Whoever asks; nothing is nobody. */
export type Someone = { readonly id: string } | undefined;

/** A form that a page shows to somebody. */
export type Offer = { readonly route: Route; readonly form: FormOnPage; readonly as: Someone };

/** An address that somebody's pages lead to. */
export type Way = { readonly path: string; readonly as: Someone };

/** What the pages of some people lead to: of each act the fullest form found, and every address with whom it was shown to. */
export type StreetMap = {
  readonly offers: ReadonlyMap<Route, Offer>;
  readonly ways: readonly Way[];
  /** What stands in addresses for each part of them, such as ":runId". */
  readonly parts: ReadonlyMap<string, string>;
};

const MOST_PAGES_OF_A_ROUTE = 3;
const MOST_PAGES_FOR_ALL = 8;

/** Walks a house as each of these people, a few pages of each kind, and draws what is found. */
export async function drawMap(house: TestHouse, people: readonly Someone[]): Promise<StreetMap> {
  const offers = new Map<Route, Offer>();
  const ways: Way[] = [];
  const visits = new Map<Route, number>();
  for (const as of people) await walk(house, as, { offers, ways, visits });
  return { offers, ways, parts: partsIn(ways) };
}

type Drawing = { offers: Map<Route, Offer>; ways: Way[]; visits: Map<Route, number> };

async function walk(house: TestHouse, as: Someone, { offers, ways, visits }: Drawing): Promise<void> {
  const waiting = ['/', '/home', '/sign-in'];
  const seen = new Set(waiting);
  const own = new Map<Route, number>();
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    ways.push({ path, as });
    const route = routeTo('GET', path);
    if (!route || isEnough(route, visits, own)) continue;
    const { text, location, response } = await house.visit(path, as);
    const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
    for (const form of isPage ? formsOn(text, path) : []) keepFullest(offers, form, as);
    for (const link of location ? [location] : isPage ? linksOn(text) : []) {
      if (seen.has(link)) continue;
      seen.add(link);
      waiting.push(link);
    }
  }
}

const FILES = /\.(?:pdf|zip|json|csv|ics|png)$|\/(?:file|thumbnail|files\/:\w+)$/;

/** Files hold no forms, and pages for all are the same for all. */
function isEnough(route: Route, visits: Map<Route, number>, own: Map<Route, number>): boolean {
  if (FILES.test(route.path)) return true;
  const [all, mine] = [visits, own].map((counts) => {
    counts.set(route, (counts.get(route) ?? 0) + 1);
    return counts.get(route) ?? 0;
  });
  if ((mine ?? 0) > MOST_PAGES_OF_A_ROUTE) return true;
  const isForAll = route.access.rule === 'anyone' && !['/', '/home'].includes(route.path);
  return isForAll && (all ?? 0) > MOST_PAGES_FOR_ALL;
}

function linksOn(text: string): string[] {
  return [...text.matchAll(/href="(\/(?!\/|assets)[^"#]*)/g)].map(([, path = '']) =>
    path.replaceAll('&amp;', '&'),
  );
}

function keepFullest(offers: Map<Route, Offer>, form: FormOnPage, as: Someone): void {
  const route = routeTo('POST', form.action);
  if (route && form.fields.size > (offers.get(route)?.form.fields.size ?? -1))
    offers.set(route, { route, form, as });
}

const PART = /:([A-Za-z]+)(?:\{(?:[^{}]|\{[^}]*\})*\})?/g;

/** A route's path in pieces, each a name or a part such as ":runId". */
function piecesOf({ path }: Route): string[] {
  return path.replace(PART, ':$1').split('/');
}

const patterns = new Map(
  routes.map((route) => [route, new RegExp(`^${route.path.replaceAll('.', '\\.').replace(PART, '[^/]+')}$`)]),
);

/** The route that an address leads to: the first that fits, as the house chooses it. */
export function routeTo(method: Route['method'], address: string): Route | undefined {
  const [path = ''] = address.split('?');
  return routes.find((route) => route.method === method && patterns.get(route)?.test(path));
}

/**
 * Addresses of an act that no page shows, for whoever is near to it: made from the addresses that lead furthest towards it, of
 * people from all over the list, the rest filled with parts that stand elsewhere, or with what is nowhere.
 */
export function waysTo(route: Route, { ways, parts }: StreetMap, most: number): Way[] {
  const pieces = piecesOf(route);
  const reaches = ways.map(({ path }) => reachOf(pieces, path));
  const best = Math.max(...reaches);
  const near = ways.filter((_, index) => reaches[index] === best);
  const rest = pieces
    .slice(best)
    .map((piece) => (piece.startsWith(':') ? (parts.get(piece) ?? nowhere(piece)) : piece));
  return Array.from({ length: Math.min(most, near.length) }, (_, index) => {
    const { path = '', as } = near[Math.floor((index * near.length) / most)] ?? {};
    const begun = (path.split('?')[0] ?? '').split('/').slice(0, best);
    return { path: [...begun, ...rest].join('/'), as };
  });
}

/** How many pieces of a route an address has in common with it, from the left. */
function reachOf(pieces: readonly string[], path: string): number {
  const [bare = ''] = path.split('?');
  const own = bare.split('/');
  const differs = pieces.findIndex(
    (piece, at) => own[at] === undefined || (!piece.startsWith(':') && piece !== own[at]),
  );
  return differs === -1 ? pieces.length : differs;
}

/** What stands for each part (":runId") in the first address that has it. */
function partsIn(ways: readonly Way[]): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const path of new Set(ways.map((way) => way.path.split('?')[0] ?? ''))) {
    const route = routeTo('GET', path);
    const own = path.split('/');
    for (const [at, piece] of (route ? piecesOf(route) : []).entries())
      if (piece.startsWith(':') && !parts.has(piece)) parts.set(piece, own[at] ?? '');
  }
  return parts;
}

function nowhere(piece: string): string {
  return piece.endsWith('Id') ? '00000000-0000-4000-8000-000000000000' : 'x';
}
