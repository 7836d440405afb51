import { sayInstant } from '#calendar';
import { endSession, findPerson, findPersons, recognise, startSession } from '#people';
import { endCookie, SESSION_COOKIE, setCookie } from '#platform/cookies.ts';
import { now, rehearsedBy } from '#platform/clock.ts';
import { get, post, type Exchange, type Route } from '#platform/route.ts';
import { BeAnyonePage } from './be-anyone.view.tsx';
import { figures } from './figure.sql.ts';
import { DEMO_ZONE } from './file-parts.ts';
import { inDemo } from './in-demo.ts';
import { isAllTold } from './loading.sql.ts';
import { beginsAt } from './parts.ts';

/** A visitor of the demo may be anybody in it, or nobody. */
export const beAnyoneRoutes: readonly Route[] = [
  get('/demo', inDemo, showPeople),
  post('/demo/be/:personId', inDemo, beSomebody),
  post('/demo/be-nobody', inDemo, beNobody),
];

async function showPeople(x: Exchange): Promise<Response> {
  const all = await figures(x.db);
  const persons = await findPersons(
    x.db,
    all.map(({ personId }) => personId),
  );
  const shown = all.flatMap((figure) => {
    const person = persons.get(figure.personId);
    return person
      ? [{ ...figure, name: person.name, work: `${person.roleTitle}, ${person.department}` }]
      : [];
  });
  return x.page(
    { title: 'Who would you like to be?', section: 'demo', width: 'wide' },
    <BeAnyonePage
      figures={shown}
      isAllTold={await isAllTold(x.db)}
      present={sayInstant(now(), DEMO_ZONE)}
      isRehearsed={Math.abs(rehearsedBy()) > 60_000}
      viewer={x.viewer}
    />,
  );
}

/** Signs the visitor in as somebody in the demo, in place of whoever they were, and takes them where that day begins. */
async function beSomebody(x: Exchange): Promise<Response> {
  const person = await findPerson(x.db, x.param('personId'));
  const all = await figures(x.db);
  if (!person || !all.some(({ personId }) => personId === person.id)) return x.missing();
  const token = await x.transaction(async (tx) => {
    if (x.viewer) await endSession(tx, x.viewer.personId, x.viewer.sessionId);
    return startSession(tx, person.id, 'The demo');
  });
  const hats = (await recognise(x.db, token))?.hats ?? [];
  const response = x.redirect(beginsAt(hats.map(({ hat }) => hat)), `You are ${person.name} now.`);
  response.headers.append('set-cookie', setCookie(SESSION_COOKIE, token));
  return response;
}

async function beNobody(x: Exchange): Promise<Response> {
  const { viewer } = x;
  if (viewer) await x.transaction((tx) => endSession(tx, viewer.personId, viewer.sessionId));
  const response = x.redirect('/demo', 'You are nobody now: you see what everybody sees.');
  response.headers.append('set-cookie', endCookie(SESSION_COOKIE));
  return response;
}
