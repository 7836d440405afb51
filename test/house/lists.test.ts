import { beforeAll, expect, test } from 'vitest';
import { startSession, type Person } from '#people';
import { addWorkshop, type Run } from '#programme';
import { writeLetter } from '#platform/letters.ts';
import { corridor } from '#house';
import { openHouse, type TestHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { samplePlace } from '../../src/place/samples.ts';
import { askTeam } from '../../src/programme/enquire.ts';
import { samplePersonWith, sampleRun, ukTime } from '../../src/programme/samples.ts';
import { sampleRegistration } from '../../src/registration/samples.ts';

/** A house in which everything is there `many` times: runs, people in one of them, their letters, questions, hats, devices. */
type World = { house: TestHouse; run: Run; coordinator: Person; head: Person; member: Person };

/** Whoever opens a page, by their part in the world. */
type Who = 'coordinator' | 'head' | 'member' | 'stranger';

/** Pages that show many of something, and who opens them. A new list belongs here. */
const LISTS: readonly (readonly [route: string, who: Who])[] = [
  ['/home', 'member'],
  ['/letters', 'member'],
  ['/desk', 'coordinator'],
  ['/desk/:runId', 'coordinator'],
  ['/desk/:runId/letters', 'coordinator'],
  ['/desk/:runId/letters/send', 'coordinator'],
  ['/desk/:runId/letter-texts', 'coordinator'],
  ['/summary', 'head'],
  ['/troubles', 'coordinator'],
  ['/account', 'member'],
  ['/people/hats/:organisationId', 'coordinator'],
  ['/people/keeping/:organisationId', 'coordinator'],
  ['/programmes', 'stranger'],
  ['/programmes/:programme', 'stranger'],
  ['/programmes/:programme/:run', 'stranger'],
  ['/programmes/:programme/:run/calendar.ics', 'stranger'],
  ['/desk/:runId/enquiries', 'coordinator'],
  ['/desk/:runId/workshops-plan', 'coordinator'],
  ['/desk/:runId/workshops-plan/new', 'coordinator'],
  ['/desk/:runId/dates', 'coordinator'],
  ['/desk/:runId/text', 'coordinator'],
  ['/desk/:runId/copy', 'coordinator'],
  ['/desk/:runId/form', 'coordinator'],
  ['/desk/:runId/form/copy', 'coordinator'],
  ['/desk/:runId/statements', 'coordinator'],
  ['/enquiries/new', 'stranger'],
  ['/desk/:runId/access-codes', 'coordinator'],
  ['/desk/:runId/applicants', 'coordinator'],
  ['/desk/:runId/change-requests', 'coordinator'],
  ['/selecting', 'coordinator'],
  ['/selecting/:runId', 'coordinator'],
  ['/desk/:runId/decisions', 'coordinator'],
  ['/desk/:runId/decisions/announce', 'coordinator'],
  ['/desk/:runId/places', 'coordinator'],
  ['/workshops', 'member'],
  ['/desk/:runId/workshops', 'coordinator'],
  ['/desk/:runId/registrations', 'coordinator'],
];

/** Rooms all of whose pages stand above or here, with why they show no list. */
const WHOLE_ROOMS = ['people', 'programme', 'letter', 'desk'];
const NO_LIST = new Set([
  '/', // leads on
  '/programmes/:programme/:run/calendar/:workshopId', // one workshop
  '/letters/:letterId',
  '/desk/:runId/letters/:letterId',
  '/desk/:runId/letters/:letterId/edit',
  '/desk/:runId/letter-texts/:kind',
  '/account/name',
  '/sign-in',
  '/sign-in/sent',
  '/sign-in/link/:link',
  '/sign-in/oidc',
  '/sign-in/oidc/back',
  '/sign-in/saml',
  '/sign-in/saml/in',
  '/sign-in/saml/metadata',
  '/setup/:token',
  '/accessibility',
  '/privacy',
  '/desk/:runId/workshops-plan/:workshopId',
  '/desk/new-run/:programmeId',
]);

async function openWorld(): Promise<World> {
  const house = await openHouse();
  const run = await sampleRun(house, { workshops: 0 });
  return {
    house,
    run,
    coordinator: await samplePersonWith(house, run, 'Farida Underhill', 'coordinator', 'selector'),
    head: await samplePersonWith(house, run, 'Wilhelmina Ostrander', 'head-of-department'),
    member: await samplePersonWith(house, run, 'Amara Udeh'),
  };
}

/** Adds one more of everything; `number` tells it from those before. */
async function addOne({ house, run, member }: World, number: number): Promise<void> {
  const name = `Person ${String.fromCharCode(97 + (number % 26))}${number > 25 ? 'x' : ''}`;
  const person = number === 0 ? member : await samplePersonWith(house, run, name, 'mentor');
  await samplePlace(house, run, person);
  await house.drain();
  await sampleRegistration(house, run, person, { reference: `ALT-24-${String(number).padStart(4, '0')}` });
  const year = 2025 + number;
  const next = await sampleRun(house, { slug: String(year), name: `${year} programme`, workshops: 1 });
  await samplePlace(house, next, member);
  await house.drain();
  const question = { name, email: 'asker@example.org', question: 'May I come?' };
  await house.write(async (tx) => {
    await startSession(tx, member.id, 'another browser');
    await writeLetter(tx, {
      kind: 'workshop.bounced',
      to: { personId: person.id, name, address: `bounced${number}@example.org` },
      words: { subject: 'Not taken', greeting: 'Dear reader', paragraphs: [], signedBy: 'The team' },
      asDraft: true,
    });
    await writeLetter(tx, {
      kind: 'workshop.draft',
      to: { personId: person.id, name, address: person.email },
      words: { subject: 'Not yet', greeting: 'Dear reader', paragraphs: [], signedBy: 'The team' },
      about: `run:${run.id}`,
      asDraft: true,
    });
    await askTeam(tx, { ...question, programmeId: run.programme.id, runId: run.id });
    const day = ukTime('2024-01-18T09:30').add({ hours: 24 * number });
    await addWorkshop(tx, {
      runId: run.id,
      number: number + 1,
      title: `Workshop of day ${number + 1}`,
      startsAt: day,
      endsAt: day.add({ hours: 2 }),
      place: 'Seminar Room 2',
    });
  });
  await house.pool.query("update platform.letter set state = 'bounced' where kind = 'workshop.bounced'");
}

function addressOf(route: string, { run }: World): string {
  const parts: Record<string, string> = {
    ':runId': run.id,
    ':organisationId': run.programme.institutionId,
    ':programme': run.programme.slug,
    ':run': run.slug,
  };
  return route.replaceAll(/:[A-Za-z]+/g, (part) => parts[part] ?? part);
}

async function measure(world: World): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const [route, who] of LISTS) {
    const as = who === 'stranger' ? undefined : world[who];
    found.set(route, await queriesOfPage(world.house, addressOf(route, world), as));
  }
  return found;
}

let ofOne: Map<string, string[]>;
let ofThirty: Map<string, string[]>;

beforeAll(async () => {
  const world = await openWorld();
  await addOne(world, 0);
  ofOne = await measure(world);
  for (let number = 1; number < 30; number++) await addOne(world, number);
  ofThirty = await measure(world);
}, 120_000);

/** Statements that the second page sends and the first does not, each as often as it does so. */
function more(one: readonly string[], thirty: readonly string[]): string[] {
  const left = [...one];
  return thirty.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

test.each(LISTS)('%s asks the database as often for thirty as for one', (route) => {
  const [one = [], thirty = []] = [ofOne.get(route), ofThirty.get(route)];
  expect(one.length).toBeGreaterThan(0);
  expect(more(one, thirty)).toEqual([]);
  expect(thirty).toHaveLength(one.length);
});

test('a page that asks once more for each row would be found', () => {
  expect(more(['runs'], ['runs'])).toEqual([]);
  expect(more(['runs', 'person 1'], ['runs', 'person 1', 'person 1'])).toEqual(['person 1']);
});

test.each(WHOLE_ROOMS)('every page of %s that may hold a list is measured here', (name) => {
  const routes = corridor.find((room) => room.name === name)?.routes ?? [];
  const known = new Set([...LISTS.map(([route]) => route), ...NO_LIST]);
  const unknown = routes.filter(({ method, path }) => method === 'GET' && !known.has(path));
  expect(unknown.map(({ path }) => path)).toEqual([]);
});
