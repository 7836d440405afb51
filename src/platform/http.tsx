import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { serveAsset } from './assets.ts';
import { readCookie, SESSION_COOKIE } from './cookies.ts';
import { settings } from './config.ts';
import type { Database } from './database.ts';
import { makeExchange, type HouseFace } from './exchange.tsx';
import { isForged, originsOf } from './forgery.ts';
import { FormProblem } from './forms.ts';
import { dressed, remoteOf, wantsJson } from './headers.ts';
import { note, noteTrouble } from './log.ts';
import { Refused, type Refusal } from './refusal.ts';
import type { Exchange, Route } from './route.ts';
import type { Viewer } from './viewer.ts';

export type AppParts = {
  readonly db: Database;
  readonly routes: readonly Route[];
  readonly face: HouseFace;
  /** Who a session's token belongs to, or nobody. */
  recognise(db: Database, token: string): Promise<Viewer | undefined>;
  /** Whether the house is ready, for /healthz. */
  health(): Promise<Record<string, boolean>>;
};

type Env = { Bindings: { incoming?: { socket?: { remoteAddress?: string } } } };
type HonoContext = Context<Env>;

/** The whole web side: every route behind its access rule, secure headers, forged posts refused, errors in words. */
export function makeApp(parts: AppParts): Hono<Env> {
  const app = new Hono<Env>();
  const origins = originsOf(settings().url);
  app.get('/healthz', () => answerHealth(parts));
  app.get('/assets/*', async (context) => (await serveAsset(context.req.path)) ?? context.notFound());
  for (const route of parts.routes) {
    app.on(route.method, route.path, (context) => answer(parts, origins, route, context));
  }
  app.notFound(async (context) => (await exchangeFor(parts, context)).missing());
  app.onError((error, context) => answerTrouble(parts, context, error));
  return app;
}

async function answer(
  parts: AppParts,
  origins: ReadonlySet<string>,
  route: Route,
  context: HonoContext,
): Promise<Response> {
  const exchange = await exchangeFor(parts, context);
  if (!route.fromElsewhere && isForged(context.req.raw, origins)) {
    return exchange.refused({
      code: 'forged',
      says: 'This form was sent from another site, so nothing was done.',
      status: 403,
    });
  }
  if (Object.entries(context.req.param()).some(([name, value]) => !isPlausible(name, value)))
    return exchange.missing();
  const refusal = await route.access.admits(exchange);
  if (refusal === 'sign-in') return askToSignIn(exchange);
  if (refusal) return refusal.status === 404 ? exchange.missing() : exchange.refused(refusal);
  return dressed(await route.handle(exchange));
}

async function exchangeFor(parts: AppParts, context: HonoContext): Promise<Exchange> {
  const token = readCookie(context.req.raw, SESSION_COOKIE);
  const viewer = token ? await parts.recognise(parts.db, token) : undefined;
  const neighbour = context.env?.incoming?.socket?.remoteAddress ?? '';
  return makeExchange({
    request: context.req.raw,
    params: context.req.param(),
    db: parts.db,
    viewer,
    face: parts.face,
    remote: remoteOf(context.req.header('x-forwarded-for') ?? null, neighbour, settings().proxies),
  });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A part of a path that no page of ours could have: answered 404 before any query sees it. */
function isPlausible(name: string, value: string): boolean {
  return /Id$/.test(name) ? UUID.test(value) : /^[A-Za-z0-9._~-]{1,200}$/.test(value);
}

function askToSignIn(exchange: Exchange): Response | Promise<Response> {
  if (wantsJson(exchange.request))
    return exchange.json({ code: 'signed-out', says: 'You are signed out.' }, 401);
  const to = exchange.request.method === 'GET' ? exchange.url.pathname + exchange.url.search : '/';
  return exchange.redirect(`/sign-in?to=${encodeURIComponent(to)}`);
}

async function answerTrouble(parts: AppParts, context: HonoContext, error: unknown): Promise<Response> {
  const exchange = await exchangeFor(parts, context).catch(() =>
    makeExchange({
      request: context.req.raw,
      params: {},
      db: parts.db,
      viewer: undefined,
      face: parts.face,
      remote: '',
    }),
  );
  if (error instanceof Refused) {
    return error.refusal.status === 404 ? exchange.missing() : exchange.refused(error.refusal);
  }
  if (error instanceof FormProblem) {
    return exchange.refused({
      code: error.status === 413 ? 'too-large' : 'not-a-form',
      says: error.message,
      status: error.status,
    });
  }
  if (isGone(error)) return exchange.refused(CUT_SHORT);
  const number = randomBytes(5).toString('hex');
  noteTrouble('request failed', error, { number, method: context.req.method, route: context.req.routePath });
  return exchange.refused({
    code: `trouble-${number}`,
    says: `Something went wrong on our side. Its number is ${number}.`,
    status: 500,
  });
}

/** True when the sender left before the end of what they sent: nobody's fault here, and nobody reads the answer. */
function isGone(error: unknown): boolean {
  return (
    error instanceof Error && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'
  );
}

const CUT_SHORT: Refusal = { code: 'cut-short', says: 'What was sent did not arrive whole.', status: 422 };

async function answerHealth(parts: AppParts): Promise<Response> {
  const checks = await parts.health().catch(() => ({ database: false }));
  const ready = Object.values(checks).every(Boolean);
  if (!ready) note('not ready', checks);
  return dressed(Response.json({ ready, ...checks }, { status: ready ? 200 : 503 }));
}
