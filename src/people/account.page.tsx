import { endCookie, SESSION_COOKIE } from '#platform/cookies.ts';
import type { FieldError, Fields } from '#platform/forms.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { wearsAnywhere } from './person.ts';
import { parseAccount } from './account.form.ts';
import { AccountView, NameView } from './account.view.tsx';
import { hatsOf } from './hat.sql.ts';
import { describePerson, findPerson } from './people.sql.ts';
import { providersOf, type Said } from './provider-visit.sql.ts';
import { saidOf } from './said.ts';
import { endOtherSessions, endSession, hadSession, sessionsOf } from './session.sql.ts';
import { parseName, wayOnOf } from './sign-in.form.ts';
import { findHouseName } from './sign-in.ts';
import { wayOn } from './way-on.ts';

type Known = Exchange<Viewer>;

export const accountRoutes: readonly Route[] = [
  get('/account', signedIn, (x) => showAccount(x)),
  post('/account', signedIn, saveAccount),
  get('/account/name', signedIn, showName),
  post('/account/name', signedIn, saveName),
  post('/account/sessions/:sessionId/end', signedIn, endOne),
  post('/account/sessions/end-others', signedIn, endOthers),
];

async function showAccount(x: Known, errors: readonly FieldError[] = [], typed?: Fields): Promise<Response> {
  const person = await findPerson(x.db, x.viewer.personId);
  if (!person) return x.missing();
  const house = await findHouseName(x.db);
  const said = await saidOf(x.db, person.id);
  const departmentIsFixed = isFixed(x, said);
  return x.page(
    { title: 'Your account', width: 'wide', hasErrors: errors.length > 0 },
    <AccountView
      email={person.email}
      name={typed?.one('name') ?? person.name}
      department={(departmentIsFixed ? undefined : typed?.one('department')) ?? person.department}
      departmentIsFixed={departmentIsFixed}
      said={said}
      errors={errors}
      sessions={await sessionsOf(x.db, person.id)}
      thisSession={x.viewer.sessionId}
      hats={await hatsOf(x.db, person.id)}
      tied={(await providersOf(x.db, person.id)).length > 0}
      house={house}
    />,
  );
}

async function saveAccount(x: Known): Promise<Response> {
  const fields = await x.form();
  const parsed = parseAccount(fields);
  if (!parsed.ok) return showAccount(x, parsed.errors, fields);
  const { name, department } = parsed.value;
  const change = isFixed(x, await saidOf(x.db, x.viewer.personId)) ? { name } : { name, department };
  await x.transaction((tx) => describePerson(tx, x.viewer.personId, change));
  return x.redirect('/account', 'Saved.');
}

/** Whether somebody else says which department is theirs: the provider, or for a head of department the team. */
function isFixed(x: Known, said: Said | undefined): boolean {
  return isHead(x) || (said?.department ?? '') !== '';
}

/** A head of department reads figures of their department, so it is not theirs to name. */
function isHead({ viewer }: Known): boolean {
  return wearsAnywhere(viewer, 'head-of-department');
}

async function showName(x: Known): Promise<Response> {
  const person = await findPerson(x.db, x.viewer.personId);
  const name = person?.isNamed ? person.name : '';
  return namePage(x, { to: wayOn(x.query.get('to') ?? '/'), name, errors: [] });
}

function namePage(x: Known, props: { to: string; name: string; errors: readonly FieldError[] }) {
  const title = 'What are you called?';
  return x.page({ title, hasErrors: props.errors.length > 0 }, <NameView {...props} title={title} />);
}

async function saveName(x: Known): Promise<Response> {
  const fields = await x.form();
  const to = wayOnOf(fields);
  const parsed = parseName(fields);
  if (!parsed.ok) return namePage(x, { to, name: fields.one('name'), errors: parsed.errors });
  await x.transaction((tx) => describePerson(tx, x.viewer.personId, parsed.value));
  return x.redirect(to, `Welcome, ${parsed.value.name}.`);
}

/** Ends one session, at once: its next click is answered by the sign-in page. Ending this one signs out. */
async function endOne(x: Known): Promise<Response> {
  const sessionId = x.param('sessionId');
  const ended = await x.transaction((tx) => endSession(tx, x.viewer.personId, sessionId));
  if (!ended && !(await hadSession(x.db, x.viewer.personId, sessionId))) return x.missing();
  if (sessionId !== x.viewer.sessionId)
    return x.redirect(
      '/account',
      ended ? 'That device is signed out.' : 'That device was signed out already.',
    );
  const response = x.redirect('/', 'You are signed out.');
  response.headers.append('set-cookie', endCookie(SESSION_COOKIE));
  return response;
}

async function endOthers(x: Known): Promise<Response> {
  const count = await x.transaction((tx) => endOtherSessions(tx, x.viewer.personId, x.viewer.sessionId));
  return x.redirect(
    '/account',
    count === 0 ? 'No other device was signed in.' : 'Every other device is signed out.',
  );
}
