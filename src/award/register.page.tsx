import { frameworksOnFile, pathwayOf, type Pathway } from '#framework';
import { findPersons } from '#people';
import { anyone, get, type Exchange, type Route } from '#platform/route.ts';
import { editionOf } from './give.ts';
import { daysAtBodies } from './list.ts';
import { pageOf, searched, type Holder } from './register.ts';
import { listedAwards } from './register.sql.ts';
import { RegisterView, registerTitle } from './register.view.tsx';

/** The public list of holders who want to be in it. */
export const registerRoutes: readonly Route[] = [get('/register', anyone, showRegister)];

async function showRegister(x: Exchange): Promise<Response> {
  const sought = {
    words: (x.query.get('q') ?? '').slice(0, 200),
    pathway: x.query.get('pathway') ?? '',
    page: Number(x.query.get('page') ?? '1'),
  };
  const awards = await listedAwards(x.db, await daysAtBodies(x.db), undefined);
  const persons = await findPersons(
    x.db,
    awards.map(({ personId }) => personId),
  );
  const all: Holder[] = awards.flatMap((award) => {
    const person = persons.get(award.personId);
    const pathway = pathwayOf(editionOf(award.editionId), award.pathwayId);
    return person ? [{ award, name: person.name, pathway }] : [];
  });
  const found = searched(all, sought);
  const page = pageOf(found, sought.page);
  const response = await x.page(
    { title: registerTitle, section: 'register', width: 'wide' },
    <RegisterView sought={sought} page={page} pathways={pathwaysIn(all)} listed={all.length} />,
  );
  // A page that shows anybody who asked not to be found stays out of search engines, and so does every search.
  const open = sought.words === '' && page.rows.every(({ award }) => award.register?.mayBeIndexed);
  if (!open) response.headers.set('x-robots-tag', 'noindex');
  return response;
}

/** The pathways that the list could be narrowed to, in the order of their schemes. */
function pathwaysIn(holders: readonly Holder[]): Pathway[] {
  const there = new Set(holders.map(({ pathway }) => pathway.id));
  const all = [...frameworksOnFile().values()].flatMap(({ pathways }) => pathways);
  return all.filter(
    (pathway, index) => there.has(pathway.id) && all.findIndex(({ id }) => id === pathway.id) === index,
  );
}
