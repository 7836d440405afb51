import { feeOn, findEdition, frameworksOnFile, type Edition } from '#framework';
import { now } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';
import { choice, parseForm } from '#platform/forms.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { PageHead } from '#look/page-parts.tsx';
import { beforePlace } from './before-place.ts';
import { BeforePlaceView } from './before-place.view.tsx';
import { choosePathway } from './choose-pathway.ts';
import { choiceHistory, currentChoice } from './choice.sql.ts';
import { PathwaysView } from './pathway.view.tsx';
import { todayOf } from './dates.ts';
import { pausesOf } from './pause.sql.ts';
import { endRegistration } from './register.ts';
import { registrationOf, registrationsOf } from './registration.sql.ts';
import { REGISTRATION_TITLE, RegistrationView } from './registration.view.tsx';
import { openRequestOf } from './request.sql.ts';
import { withdrawRequest } from './request.ts';
import { wayPath, waysOf, type Way } from './way.ts';

type Known = Exchange<Viewer>;

export const ownRoutes: readonly Route[] = [
  get('/registration', signedIn, showRegistration),
  get('/registration/pathway', signedIn, showPathways),
  post('/registration/pathway', signedIn, choose),
  post('/registration/request/withdraw', signedIn, withdraw),
  post('/registration/remove', signedIn, remove),
];

/** The viewer's way that a page is about, with all of them; nothing where they have none, or none in that programme. */
export async function findWay(
  x: Known,
  slug: string,
): Promise<{ way: Way; ways: readonly Way[]; edition: Edition } | undefined> {
  const ways = await waysOf(x.db, x.viewer.personId);
  const way = slug === '' ? ways[0] : ways.find(({ programme }) => programme.slug === slug);
  const edition = way && (await editionFor(x.db, x.viewer.personId, way));
  return way && edition ? { way, ways, edition } : undefined;
}

/** The edition that the person chose by, else the one of the programme. */
async function editionFor(db: Database, personId: string, { programme }: Way): Promise<Edition | undefined> {
  const chosen = await currentChoice(db, personId, programme.id);
  return findEdition(frameworksOnFile(), chosen?.editionId ?? programme.editionId);
}

async function showRegistration(x: Known): Promise<Response> {
  const slug = x.query.get('programme') ?? '';
  const found = await findWay(x, slug);
  if (!found) return slug === '' ? noWay(x) : x.missing();
  const { way, ways, edition } = found;
  const { personId } = x.viewer;
  const { programme } = way;
  const registration = await registrationOf(x.db, personId, programme.id);
  const [choice, history, all, request, pauses] = await Promise.all([
    currentChoice(x.db, personId, programme.id),
    choiceHistory(x.db, personId),
    registrationsOf(x.db, personId),
    openRequestOf(x.db, personId, programme.id),
    pausesOf(x.db, registration ? [registration.id] : []),
  ]);
  const ofThis = <T extends { programmeId: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.programmeId === programme.id);
  return x.page(
    { title: REGISTRATION_TITLE, section: 'home', width: 'wide' },
    <RegistrationView
      {...{ programme, edition, choice, registration, request, pauses }}
      history={ofThis(history)}
      earlier={ofThis(all).filter(({ id }) => id !== registration?.id)}
      now={now()}
      path={(below) => wayPath(ways, way, below)}
      others={ways
        .filter((one) => one !== way)
        .map((one) => ({ label: one.programme.name, href: wayPath(ways, one) }))}
    />,
  );
}

async function noWay(x: Known): Promise<Response> {
  const before = await beforePlace(x.db, x.viewer.personId);
  return x.page(
    { title: REGISTRATION_TITLE, section: 'home' },
    <>
      <PageHead
        title={REGISTRATION_TITLE}
        lede="With a place on a programme you choose your pathway here and keep your registration with the awarding body."
      />
      <BeforePlaceView before={before} />
    </>,
  );
}

async function showPathways(x: Known): Promise<Response> {
  const found = await findWay(x, x.query.get('programme') ?? '');
  if (!found) return x.missing();
  const { way, ways, edition } = found;
  const chosen = await currentChoice(x.db, x.viewer.personId, way.programme.id);
  const registration = await registrationOf(x.db, x.viewer.personId, way.programme.id);
  const today = todayOf(edition);
  const title = chosen ? 'Change your pathway' : 'Choose your pathway';
  return x.page(
    { title, section: 'home', width: 'wide' },
    <PathwaysView
      title={title}
      edition={edition}
      programmeSlug={way.programme.slug}
      offered={edition.pathways.map((pathway) => ({ pathway, fee: feeOn(edition, pathway.id, today) }))}
      chosenId={chosen?.pathwayId}
      registeredFor={registration?.pathwayId}
      back={wayPath(ways, way)}
    />,
  );
}

async function choose(x: Known): Promise<Response> {
  const fields = await x.form();
  const found = await findWay(x, fields.one('programme'));
  if (!found) return x.missing();
  const { way, ways, edition } = found;
  const parsed = parseForm(fields, {
    pathway: choice(
      'a pathway',
      edition.pathways.map(({ id }) => id),
    ),
  });
  if (!parsed.ok)
    return x.refused({
      code: 'unknown-pathway',
      says: 'The scheme has no pathway of that name.',
      status: 422,
    });
  const pathwayId = parsed.value.pathway;
  const changed = await x.transaction((tx) =>
    choosePathway(tx, {
      personId: x.viewer.personId,
      programmeId: way.programme.id,
      runId: way.runId,
      editionId: edition.id,
      pathwayId,
    }),
  );
  const title = edition.pathways.find(({ id }) => id === pathwayId)?.title ?? pathwayId;
  return x.redirect(
    wayPath(ways, way),
    changed ? `Your pathway is now ${title}.` : `Your pathway is ${title} already.`,
  );
}

async function withdraw(x: Known): Promise<Response> {
  const found = await findWay(x, (await x.form()).one('programme'));
  if (!found) return x.missing();
  const { way, ways } = found;
  const { personId } = x.viewer;
  const taken = await x.transaction(async (tx) => {
    const request = await openRequestOf(tx, personId, way.programme.id);
    return request !== undefined && withdrawRequest(tx, { requestId: request.id, by: personId });
  });
  const says = taken ? 'Your request is taken back.' : 'There was no request to take back.';
  return x.redirect(wayPath(ways, way), says);
}

/** Removes a record that the person made themselves and under which nothing was submitted. */
async function remove(x: Known): Promise<Response> {
  const fields = await x.form();
  const found = await findWay(x, fields.one('programme'));
  if (!found) return x.missing();
  const { way, ways } = found;
  const { personId } = x.viewer;
  const removed = await x.transaction(async (tx) => {
    const registration = await registrationOf(tx, personId, way.programme.id);
    if (!registration || registration.id !== fields.one('registration')) return false;
    if (registration.madeHere || registration.submittedAt) return false;
    await endRegistration(tx, { personId, programmeId: way.programme.id, because: 'withdrawn' });
    return true;
  });
  return x.redirect(
    wayPath(ways, way),
    removed ? 'The record is removed. You can write it down again.' : 'That record is not there any more.',
  );
}
