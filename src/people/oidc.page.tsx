import { now } from '#platform/clock.ts';
import { settings } from '#platform/config.ts';
import { mintToken, readCookie, setCookie } from '#platform/cookies.ts';
import { anyone, get, type Exchange, type Route } from '#platform/route.ts';
import { sayDevice } from './device.ts';
import {
  authorizationAddress,
  finishVisit,
  isAnswerTo,
  ProviderDeclined,
  ProviderTrouble,
  type ProviderClaims,
} from './oidc.ts';
import { signInFromProvider } from './provider-sign-in.ts';
import { addVisit, takeVisit } from './provider-visit.sql.ts';
import { leaveOldSession, signInPage, VISIT_COOKIE, welcome } from './sign-in.page.tsx';
import { NoEntryView } from './sign-in.view.tsx';
import { wayOn, withWayOn } from './way-on.ts';

/** How long somebody may take at the provider; an identity may wait in the same cookie after. */
const VISIT_MINUTES = 30;

export const oidcRoutes: readonly Route[] = [
  get('/sign-in/oidc', anyone, leaveForProvider),
  get('/sign-in/oidc/back', anyone, comeBack),
];

/** Sends the browser to the provider. Nothing but the visit is written; a browser that only looks ahead is not sent. */
async function leaveForProvider(x: Exchange): Promise<Response> {
  const provider = settings().oidc;
  if (!provider) return x.missing();
  if (x.request.headers.has('sec-purpose')) return new Response(null, { status: 204 });
  const to = wayOn(x.query.get('to') ?? '/');
  const tab = mintToken();
  try {
    const location = await authorizationAddress(provider, tab);
    const expiresAt = now().add({ minutes: VISIT_MINUTES });
    await x.transaction((tx) => addVisit(tx, { tab, toPath: to, expiresAt }));
    return new Response(null, {
      status: 303,
      headers: { location, 'set-cookie': setCookie(VISIT_COOKIE, tab, VISIT_MINUTES * 60) },
    });
  } catch (error) {
    return sayTrouble(x, error, to);
  }
}

async function comeBack(x: Exchange): Promise<Response> {
  const provider = settings().oidc;
  if (!provider) return x.missing();
  const tab = readCookie(x.request, VISIT_COOKIE);
  if (!tab || !isAnswerTo(tab, x.query.get('state'))) return notThisBrowser(x);
  const visit = await x.transaction((tx) => takeVisit(tx, tab));
  if (!visit) return x.viewer ? x.redirect('/') : notThisBrowser(x);
  try {
    const claims = await finishVisit(provider, tab, x.url.search);
    return await enter(x, visit, claims);
  } catch (error) {
    return sayTrouble(x, error, visit.toPath);
  }
}

/** Lets in whoever a provider says it was, or asks them first to prove an address. */
export async function enter(
  x: Exchange,
  visit: { id: string; toPath: string },
  claims: ProviderClaims,
): Promise<Response> {
  const answer = await x.transaction(async (tx) => {
    const entered = await signInFromProvider(tx, visit, claims, sayDevice(x.request.headers));
    if ('signIn' in entered) await leaveOldSession(x, tx);
    return entered;
  });
  if ('signIn' in answer) return welcome(x, answer.signIn);
  const form = { to: visit.toPath, email: answer.proveAddress, errors: [] };
  return signInPage(x, form, { waiting: { name: claims.name } });
}

/** The answer is not this browser's to use. */
export function notThisBrowser(x: Exchange, way = '/sign-in/oidc'): Promise<Response> {
  return noEntry(x, {
    way,
    title: 'You are not signed in yet',
    says: 'This answer from your work account was used before, came too late, or belongs to another browser or tab. Starting again takes a moment.',
    to: '/',
    status: 409,
  });
}

function sayTrouble(x: Exchange, error: unknown, to: string): Promise<Response> {
  if (error instanceof ProviderDeclined)
    return noEntry(x, {
      title: 'You are not signed in',
      says: 'Your work account was not shared with us, so nothing was done. An e-mailed link works without it.',
      to,
      status: 403,
    });
  if (!(error instanceof ProviderTrouble)) throw error;
  return noEntry(x, {
    title: 'Your work account cannot be reached',
    says: 'The service that checks work accounts does not answer as it should just now. An e-mailed link works without it, and opens the same account.',
    to,
    status: 503,
  });
}

type NoEntry = { title: string; says: string; to: string; status: number; way?: string };

function noEntry(
  x: Exchange,
  { title, says, to, status, way = '/sign-in/oidc' }: NoEntry,
): Promise<Response> {
  const again = { label: 'Try the work account again', href: withWayOn(way, to) };
  return x.page({ title, status }, <NoEntryView title={title} says={says} to={to} again={again} />);
}
