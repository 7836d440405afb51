import type { Person } from '#people';
import type { TestHouse } from '#test/house.ts';

/** How many addresses were visited, and a line for each that leads to something else than a sound page or file. */
export type Crawl = { readonly pages: number; readonly faults: readonly string[] };

type Step = { readonly path: string; readonly from: string };

/** At most so many pages of one shape (`/portfolio/:id/sections/c1a`), so that the limit reaches every kind of page. */
const MOST_OF_A_SHAPE = 4;

/**
 * Follows, as somebody, every link of this site from their home and from `also`, up to `limit` addresses, and answers each
 * that does not lead to a sound page or file. Links are followed, forms are not.
 */
export async function crawl(
  house: TestHouse,
  { as, also = [], limit = 150 }: { as?: Pick<Person, 'id'>; also?: readonly string[]; limit?: number },
): Promise<Crawl> {
  const waiting: Step[] = ['/', ...also].map((path) => ({ path, from: 'the start' }));
  const seen = new Set(waiting.map(({ path }) => path));
  const shapes = new Map<string, number>();
  const faults: string[] = [];
  let pages = 0;
  for (let step = waiting.shift(); step && pages < limit; step = waiting.shift()) {
    const shape = shapeOf(step.path);
    const before = shapes.get(shape) ?? 0;
    if (before >= MOST_OF_A_SHAPE) continue;
    shapes.set(shape, before + 1);
    pages += 1;
    const found = await follow(house, step, as);
    if (found.says) faults.push(`${step.path} (linked from ${step.from}) ${found.says}`);
    for (const path of found.links.filter((one) => !seen.has(one))) {
      seen.add(path);
      waiting.push({ path, from: step.path });
    }
  }
  return { pages, faults };
}

async function follow(
  house: TestHouse,
  { path }: Step,
  as: Pick<Person, 'id'> | undefined,
): Promise<{ links: string[]; says?: string }> {
  try {
    const { status, text, location, response } = await house.visit(path, as);
    if (status === 303 && location) return { links: ownLinks(`href="${location}"`) };
    if (status !== 200) return { links: [], says: `answers ${status}` };
    const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
    return { links: isPage ? ownLinks(text) : [] };
  } catch (error) {
    return { links: [], says: String(error).slice(0, 300) };
  }
}

/** Scripts, styles and fonts are the build's; signing out ends the walk; the mailbox holds what others are told. */
const NOT_PAGES = /^\/(?:assets|sign-out|demo|mailbox)\b/;

function ownLinks(html: string): string[] {
  return [...html.matchAll(/href="(\/(?!\/)[^"#]*)/g)]
    .map(([, path = '']) => path.replaceAll('&amp;', '&'))
    .filter((path) => !NOT_PAGES.test(path));
}

/** An address without its ids and values: pages of one kind have the same. */
export function shapeOf(path: string): string {
  const [bare = '', query] = path.split('?');
  const shape = bare.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
  return query === undefined ? shape : `${shape}?${query.replace(/=[^&]*/g, '=')}`;
}
