import { randomBytes } from 'node:crypto';
import { now } from '#platform/clock.ts';
import { settings } from '#platform/config.ts';
import { mintToken, readCookie, setCookie } from '#platform/cookies.ts';
import { noteTrouble } from '#platform/log.ts';
import { anyone, get, post, type Exchange, type Route } from '#platform/route.ts';
import { enter, notThisBrowser } from './oidc.page.tsx';
import { addVisit, findOpenRequest, keepAnswer, takeAnswer } from './provider-visit.sql.ts';
import { ASKED, judgeAnswer, requestAddress, requestIdOf, SamlRefused, VISIT_MINUTES } from './saml.ts';
import type { SamlFault } from './saml.ts';
import { ownMetadata, samlHere, type SamlHere } from './saml-metadata.ts';
import { VISIT_COOKIE } from './sign-in.page.tsx';
import { NoEntryView } from './sign-in.view.tsx';
import { findHouseName } from './sign-in.ts';
import { wayOn, withWayOn } from './way-on.ts';

export const samlRoutes: readonly Route[] = [
  get('/sign-in/saml', anyone, leaveForProvider),
  // The provider's page posts here. What is posted proves itself by its signatures, and signs nobody in yet.
  { ...post('/sign-in/saml/back', anyone, takePost), fromElsewhere: true },
  get('/sign-in/saml/in', anyone, comeIn),
  get('/sign-in/saml/metadata', anyone, showMetadata),
];

/** Sends the browser to the provider. Nothing but the visit is written; a browser that only looks ahead is not sent. */
async function leaveForProvider(x: Exchange): Promise<Response> {
  const here = samlHere();
  if (!here) return x.missing();
  if (x.request.headers.has('sec-purpose')) return new Response(null, { status: 204 });
  const tab = mintToken();
  const visit = {
    tab,
    toPath: wayOn(x.query.get('to') ?? '/'),
    expiresAt: now().add({ minutes: VISIT_MINUTES }),
    requestId: requestIdOf(tab),
  };
  const location = await requestAddress(here, tab);
  await x.transaction((tx) => addVisit(tx, visit));
  return new Response(null, {
    status: 303,
    headers: { location, 'set-cookie': setCookie(VISIT_COOKIE, tab, VISIT_MINUTES * 60) },
  });
}

/**
 * Takes the provider's answer. A post from another site brings none of our cookies, so the answer is judged and kept with the
 * request that it answers, and the browser is sent on to a page of ours, to which it brings them.
 */
async function takePost(x: Exchange): Promise<Response> {
  const here = samlHere();
  if (!here) return x.missing();
  const fields = await x.form();
  try {
    await keepJudged(x, here, fields.one('SAMLResponse'));
    return x.redirect('/sign-in/saml/in');
  } catch (error) {
    if (!(error instanceof SamlRefused)) throw error;
    const relayed = fields.one('RelayState');
    if (error.code === 'unsolicited' && settings().saml?.unsolicited && relayed !== ASKED)
      return x.redirect(withWayOn('/sign-in/saml', wayOn(relayed || '/')));
    return refuseAnswer(x, error);
  }
}

async function keepJudged(x: Exchange, here: SamlHere, posted: string): Promise<void> {
  const { requestId, claims } = await judgeAnswer(here, posted, (id) => findOpenRequest(x.db, id));
  // Of two who bring one answer at once, one is first.
  if (!(await x.transaction((tx) => keepAnswer(tx, requestId, claims)))) throw new SamlRefused('used');
}

/** The browser shows the cookie that it was sent away with, and is in: by the answer to its own request and no other. */
async function comeIn(x: Exchange): Promise<Response> {
  if (!samlHere()) return x.missing();
  if (x.request.headers.has('sec-purpose')) return new Response(null, { status: 204 });
  const tab = readCookie(x.request, VISIT_COOKIE);
  const taken = tab ? await x.transaction((tx) => takeAnswer(tx, tab)) : undefined;
  if (taken) return enter(x, taken.visit, taken.claims);
  return x.viewer ? x.redirect('/') : notThisBrowser(x, '/sign-in/saml');
}

async function showMetadata(x: Exchange): Promise<Response> {
  const here = samlHere();
  if (!here) return x.missing();
  return new Response(ownMetadata(here.key, await findHouseName(x.db)), {
    headers: { 'content-type': 'application/samlmetadata+xml; charset=utf-8' },
  });
}

type Says = { title: string; says: string; status: number };

const NOT_TRUSTED: Says = {
  title: 'You are not signed in',
  says: 'What came from your work account could not be trusted, so nobody was signed in. It is nothing that you did.',
  status: 403,
};

const WORDS: Partial<Record<SamlFault, Says>> = {
  unsolicited: {
    title: 'You are not signed in yet',
    says: 'You came from a page of your work account, and we had not sent you there. Sign in from here: if that account is open already, you need not type anything.',
    status: 409,
  },
  used: {
    title: 'You are not signed in yet',
    says: 'This answer from your work account was used before, or came too late. Starting again takes a moment.',
    status: 409,
  },
  time: {
    title: 'You are not signed in yet',
    says: 'This answer from your work account came too late, or one of our two clocks is wrong. Starting again takes a moment.',
    status: 409,
  },
  declined: {
    title: 'You are not signed in',
    says: 'Your work account said no, so nothing was done. An e-mailed link works without it.',
    status: 403,
  },
  'no-subject': {
    title: 'You are not signed in',
    says: 'Your work account did not say who you are in a way that stays the same, so we could not know you again. Whoever looks after it can change that. An e-mailed link works without it.',
    status: 403,
  },
};

/** Says why in words, with the number under which the log has the reason for whoever runs the house. */
async function refuseAnswer(x: Exchange, error: SamlRefused): Promise<Response> {
  const number = randomBytes(5).toString('hex');
  noteTrouble('saml answer refused', error, { number });
  const { title, says, status } = WORDS[error.code] ?? NOT_TRUSTED;
  const again = { label: 'Try the work account again', href: '/sign-in/saml' };
  return x.page(
    { title, status },
    <NoEntryView title={title} says={`${says} Its number is ${number}.`} to="/" again={again} />,
  );
}
