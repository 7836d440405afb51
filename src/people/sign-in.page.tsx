import { sayTime, sayZone } from '#calendar';
import { hasNoPost, settings } from '#platform/config.ts';
import { endCookie, readCookie, SESSION_COOKIE, setCookie } from '#platform/cookies.ts';
import type { Tx } from '#platform/database.ts';
import type { FieldError } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { anyone, get, post, type Exchange, type Route } from '#platform/route.ts';
import { sayDevice } from './device.ts';
import { findWaiting } from './provider-visit.sql.ts';
import { samlHere } from './saml-metadata.ts';
import { endSession, SESSION_LONGEST_HOURS } from './session.sql.ts';
import { LETTER_MINUTES, maskAddress } from './sign-in-letter.ts';
import { parseAsk, parseCode, wayOnOf } from './sign-in.form.ts';
import {
  askForLetter,
  findHouseName,
  lookAtLetter,
  refusalToUse,
  useCode,
  useLink,
  type Browser,
  type SignIn,
} from './sign-in.ts';
import {
  LinkView,
  NoEntryView,
  SentView,
  SignInView,
  type SignInProps,
  type Waiting,
  type WorkAccount,
} from './sign-in.view.tsx';
import { wayOn, withWayOn } from './way-on.ts';

/** Binds the code to the browser that asked for it. */
const TAB_COOKIE = 'waymark-sign-in';
/** Binds a visit to the identity provider to its browser; after it, an identity that waits there. */
export const VISIT_COOKIE = 'waymark-provider';

export const signInRoutes: readonly Route[] = [
  get('/sign-in', anyone, showSignIn),
  post('/sign-in/letter', anyone, sendLetter),
  get('/sign-in/sent', anyone, (x) => showSent(x)),
  post('/sign-in/code', anyone, takeCode),
  get('/sign-in/link/:link', anyone, showLink),
  post('/sign-in/link/:link', anyone, followLink),
  post('/sign-out', anyone, signOut),
];

async function showSignIn(x: Exchange): Promise<Response> {
  const to = wayOn(x.query.get('to') ?? '/');
  if (x.viewer) return x.redirect(to);
  return signInPage(x, { to, email: '', errors: [] });
}

/** The page of the e-mail field, fresh or with what was wrong. */
export async function signInPage(
  x: Exchange,
  props: Omit<SignInProps, 'provider' | 'accounts' | 'waiting'>,
  { status, waiting }: { status?: number | undefined; waiting?: Waiting | undefined } = {},
): Promise<Response> {
  const { name } = await findHouseName(x.db);
  const accounts = workAccounts(name);
  const provider = accounts.length > 0 ? name : undefined;
  return x.page(
    { title: 'Sign in', width: 'wide', hasErrors: props.errors.length > 0, ...(status ? { status } : {}) },
    <SignInView
      {...props}
      provider={provider}
      accounts={accounts}
      waiting={waiting ?? (await waitingIn(x))}
    />,
  );
}

/** Whose accounts open this house too, each with the page that leads there. */
function workAccounts(house: string): WorkAccount[] {
  const saml = samlHere();
  const { oidc } = settings();
  const samlName = (oidc && saml?.provider.name) ?? house;
  return [
    ...(saml ? [{ label: `Sign in with your ${samlName} account`, href: '/sign-in/saml' }] : []),
    ...(oidc
      ? [
          {
            label: `Sign in with your ${saml && samlName === house ? 'other ' : ''}${house} account`,
            href: '/sign-in/oidc',
          },
        ]
      : []),
  ];
}

async function waitingIn(x: Exchange): Promise<Waiting | undefined> {
  const tab = readCookie(x.request, VISIT_COOKIE);
  return tab ? findWaiting(x.db, tab) : undefined;
}

/** The account that signing in will be tied to, in words: "your … account, Amara Okafor". */
async function tieIn(x: Exchange, house: string): Promise<string | undefined> {
  const waiting = await waitingIn(x);
  return waiting && `your ${house} account${waiting.name && ` (${waiting.name})`}`;
}

/** One answer for every address, known or not: a redirect to the page to wait on. */
async function sendLetter(x: Exchange): Promise<Response> {
  const fields = await x.form();
  const parsed = parseAsk(fields);
  const again = { to: wayOnOf(fields), email: fields.one('email').slice(0, 254) };
  if (!parsed.ok) return signInPage(x, { ...again, errors: parsed.errors });
  try {
    const ask = { email: parsed.value.email, toPath: again.to, remote: x.remote };
    const tab = await x.transaction((tx) => askForLetter(tx, ask));
    const response = x.redirect(withWayOn('/sign-in/sent', again.to));
    response.headers.append('set-cookie', setCookie(TAB_COOKIE, tab, LETTER_MINUTES * 60));
    return response;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const errors = [{ field: 'email', message: error.refusal.says }];
    return signInPage(x, { ...again, errors }, { status: error.refusal.status });
  }
}

async function showSent(x: Exchange, errors: readonly FieldError[] = [], says?: string, status?: number) {
  const tab = readCookie(x.request, TAB_COOKIE);
  const { letter, refusal } = tab
    ? await lookAtLetter(x.db, { tab })
    : { letter: undefined, refusal: undefined };
  const { zone, name } = await findHouseName(x.db);
  const until = letter ? sayTime(letter.expiresAt.toZonedDateTimeISO(zone).toPlainTime()) : '';
  return x.page(
    {
      title: 'Look in your inbox',
      width: 'wide',
      hasErrors: errors.length > 0,
      ...(status ? { status } : {}),
    },
    <SentView
      email={letter?.email}
      until={`until ${until} (${sayZone(zone)})`}
      to={letter?.toPath ?? wayOn(x.query.get('to') ?? '/')}
      errors={errors}
      refusal={says ?? (letter && refusal?.says)}
      tie={await tieIn(x, name)}
      mailbox={isTrial() ? '/mailbox' : undefined}
    />,
  );
}

/** Where no post is set up, a demo's letters are read on a page; the house is one unless it was told or set up otherwise. */
function isTrial(): boolean {
  const { demo, databaseUrl } = settings();
  return hasNoPost() && (demo ?? databaseUrl === undefined);
}

async function takeCode(x: Exchange): Promise<Response> {
  const parsed = parseCode(await x.form());
  if (!parsed.ok) return showSent(x, parsed.errors);
  const tab = readCookie(x.request, TAB_COOKIE);
  if (!tab) return noEntry(x, { says: NO_COOKIE, status: 422 });
  const answer = await x.transaction(async (tx) => {
    const code = await useCode(tx, tab, parsed.value.code, browserOf(x));
    if ('signIn' in code) await leaveOldSession(x, tx);
    return code;
  });
  if ('signIn' in answer) return welcome(x, answer.signIn);
  if ('refusal' in answer) return showSent(x, [], answer.refusal.says, answer.refusal.status ?? 409);
  return showSent(x, [{ field: 'code', message: sayWrong(answer.wrong.triesLeft) }]);
}

const NO_COOKIE =
  'The code works in the browser that asked for it, within a quarter of an hour. Open the link in the e-mail instead, or ask for another one.';

function sayWrong(triesLeft: number): string {
  if (triesLeft === 0)
    return 'That is not the code, and that was the last try. The link in the e-mail still works';
  return `That is not the code. You have ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left`;
}

/** Opening a link never uses it up, however often a scanner, a preview or a person opens it. */
async function showLink(x: Exchange): Promise<Response> {
  const link = x.param('link');
  const { letter, refusal } = await lookAtLetter(x.db, { link });
  if (!letter || refusal) return closedLink(x, link);
  const house = await findHouseName(x.db);
  const leaving = x.viewer && x.viewer.email !== letter.email ? x.viewer.name : undefined;
  return x.page(
    { title: 'Sign in', width: 'wide' },
    <LinkView
      link={link}
      address={maskAddress(letter.email)}
      tie={await tieIn(x, house.name)}
      leaving={leaving}
    />,
  );
}

async function followLink(x: Exchange): Promise<Response> {
  const link = x.param('link');
  try {
    const signIn = await x.transaction(async (tx) => {
      const made = await useLink(tx, link, browserOf(x));
      await leaveOldSession(x, tx);
      return made;
    });
    return welcome(x, signIn);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return closedLink(x, link);
  }
}

/** A link that lets nobody in: whoever is in by it already goes on; anyone else reads why, and asks for another. */
async function closedLink(x: Exchange, link: string): Promise<Response> {
  const { letter, refusal } = await lookAtLetter(x.db, { link });
  const why = refusal ?? refusalToUse(undefined);
  if (letter?.usedAt && x.viewer?.email === letter.email) return x.redirect(letter.toPath);
  return noEntry(x, {
    says: `${why?.says ?? ''} A new one takes a minute.`,
    to: letter?.toPath ?? '/',
    status: why?.status ?? 410,
  });
}

function noEntry(x: Exchange, { says, to = '/', status }: { says: string; to?: string; status: number }) {
  const title = 'This link does not work';
  return x.page({ title, status }, <NoEntryView title={title} says={says} to={to} />);
}

/** What a sign-in needs to know of the browser. */
export function browserOf(x: Exchange): Browser {
  return { device: sayDevice(x.request.headers), waitingTab: readCookie(x.request, VISIT_COOKIE) };
}

/** A new session at every sign-in: the one that this browser had ends. */
export async function leaveOldSession(x: Exchange, tx: Tx): Promise<void> {
  if (x.viewer) await endSession(tx, x.viewer.personId, x.viewer.sessionId);
}

/** The answer to whoever is in: the session's cookie, and on to where they were going; the unnamed say their name first. */
export function welcome(x: Exchange, { token, person, toPath, untied }: SignIn): Response {
  const to = person.isNamed ? toPath : withWayOn('/account/name', toPath);
  const response = x.redirect(to, untied ? UNTIED : `You are signed in as ${person.name}.`);
  const { headers } = response;
  headers.append('set-cookie', setCookie(SESSION_COOKIE, token, SESSION_LONGEST_HOURS * 3600));
  headers.append('set-cookie', endCookie(TAB_COOKIE));
  headers.append('set-cookie', endCookie(VISIT_COOKIE));
  return response;
}

const UNTIED =
  'You are signed in. This account is tied to another work account already, so that was left as it is.';

async function signOut(x: Exchange): Promise<Response> {
  const { viewer } = x;
  if (viewer) await x.transaction((tx) => endSession(tx, viewer.personId, viewer.sessionId));
  const response = x.redirect('/', 'You are signed out.');
  response.headers.append('set-cookie', endCookie(SESSION_COOKIE));
  // Forms that came back with their faults may lie in the browser's cache; nobody after this person may go back to them.
  response.headers.set('clear-site-data', '"cache"');
  return response;
}
