import type { VNode } from 'preact';
import { document, Layout, type Banner, type Institution, type LinkTo, type NavItem } from '#look/layout.tsx';
import { assetHref, assetHrefIfBuilt } from './assets.ts';
import { endCookie, readCookie, setCookie } from './cookies.ts';
import { inTransaction, type Database } from './database.ts';
import { readForm, type Fields } from './forms.ts';
import { dressed, wantsJson } from './headers.ts';
import { NOT_THERE, type Refusal } from './refusal.ts';
import type { Exchange, PageFrame } from './route.ts';
import type { Viewer } from './viewer.ts';

/** What the house says about itself on every page. */
export type HouseFace = {
  institution(db: Database): Promise<Institution>;
  navigation(db: Database, viewer: Viewer | undefined): Promise<readonly NavItem[]>;
  accountLinks(viewer: Viewer): readonly LinkTo[];
  readonly footer: readonly LinkTo[];
  banner(): Banner | undefined;
};

type Ingredients = {
  request: Request;
  params: Record<string, string>;
  db: Database;
  viewer: Viewer | undefined;
  face: HouseFace;
  remote: string;
};

const NOTICE_COOKIE = 'waymark-notice';

/** Puts a request and what it needs together. */
export function makeExchange(from: Ingredients): Exchange {
  const { request, db, viewer } = from;
  const url = new URL(request.url);
  let fields: Promise<Fields> | undefined;
  const exchange: Exchange = {
    request,
    url,
    query: withoutNul(url.searchParams),
    viewer,
    db,
    remote: from.remote,
    param: (name) => paramOf(from.params, name),
    form: () => (fields ??= readForm(request)),
    transaction: (act) => inTransaction(db, act),
    page: (frame, body) => renderPage(from, frame, body),
    redirect: (path, notice) => redirect(path, notice),
    json: (value, status = 200) => dressed(Response.json(value, { status })),
    missing: () => exchange.refused(NOT_THERE),
    refused: (refusal) => renderRefusal(from, exchange, refusal),
  };
  return exchange;
}

/** As in a form, NUL characters, which no database keeps, become U+FFFD. */
function withoutNul(query: URLSearchParams): URLSearchParams {
  if (!/%00/.test(query.toString())) return query;
  return new URLSearchParams([...query].map(([name, value]) => [name, value.replaceAll('\0', '\uFFFD')]));
}

function paramOf(params: Record<string, string>, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`This route has no part called "${name}".`);
  return value;
}

/** 303 to a path of ours; anything that could leave the house goes home instead. */
function redirect(path: string, notice?: string): Response {
  const headers = new Headers({ location: ownPath(path) });
  if (notice) headers.append('set-cookie', setCookie(NOTICE_COOKIE, notice, 60));
  return dressed(new Response(null, { status: 303, headers }));
}

/** A path on this site, safe in a header, or "/" when the text could lead elsewhere: for every address from outside. */
export function ownPath(path: string): string {
  return /^\/(?![/\\])[^\\\p{Cc}\p{Cs}]*$/u.test(path) ? encodeURI(path).replaceAll('%25', '%') : '/';
}

async function renderPage(from: Ingredients, frame: PageFrame, body: VNode): Promise<Response> {
  const notice = readCookie(from.request, NOTICE_COOKIE);
  const { face, viewer } = from;
  const [institution, nav] = await Promise.all([face.institution(from.db), face.navigation(from.db, viewer)]);
  const html = document(
    <Layout
      title={frame.title}
      institution={institution}
      section={frame.section}
      nav={nav}
      account={
        viewer
          ? { viewer: { name: viewer.name }, links: face.accountLinks(viewer), signOutAction: '/sign-out' }
          : { signInHref: signInHref(from.request) }
      }
      notice={notice ? { kind: 'done', text: notice } : undefined}
      banner={face.banner()}
      width={frame.width}
      hasErrors={frame.hasErrors}
      footer={face.footer}
      assets={assetsFor(frame)}
    >
      {body}
    </Layout>,
  );
  const headers = new Headers({ 'content-type': 'text/html; charset=utf-8' });
  if (notice) headers.append('set-cookie', endCookie(NOTICE_COOKIE));
  if (frame.publicFor && !viewer && !notice)
    headers.set('cache-control', `public, max-age=${frame.publicFor}`);
  // A form that came back with its faults can be gone back to: of a page that is not kept, browsers show an error of their own.
  if (frame.hasErrors && from.request.method === 'POST') headers.set('cache-control', 'private, no-cache');
  return dressed(new Response(html, { status: frame.status ?? (frame.hasErrors ? 422 : 200), headers }));
}

function signInHref(request: Request): string {
  const { pathname, search } = new URL(request.url);
  const back = request.method === 'GET' && pathname !== '/' && !pathname.startsWith('/sign-in');
  return back ? `/sign-in?to=${encodeURIComponent(pathname + search)}` : '/sign-in';
}

function assetsFor(frame: PageFrame) {
  return {
    style: assetHref('style.css'),
    scripts: ['look/waymark.js', ...(frame.scripts ?? [])].map(assetHref),
    fonts: ['fonts/atkinson.woff2'].flatMap((name) => assetHrefIfBuilt(name) ?? []),
    icon: assetHrefIfBuilt('icon.svg'),
  };
}

const HEADINGS: Record<number, string> = {
  403: 'This was not done',
  404: 'Page not found',
  409: 'This cannot be done now',
  413: 'This is too large',
  422: 'This could not be read',
  500: 'Something went wrong',
};

async function renderRefusal(from: Ingredients, exchange: Exchange, refusal: Refusal): Promise<Response> {
  const status = refusal.status ?? 409;
  if (wantsJson(from.request)) return exchange.json({ code: refusal.code, says: refusal.says }, status);
  const title = HEADINGS[status] ?? 'This was not done';
  return exchange.page(
    { title, status },
    <div class="stack">
      <h1>{title}</h1>
      <p class="lede">{refusal.says}</p>
      <p>
        <a href="/">Go to the start</a>
      </p>
    </div>,
  );
}
