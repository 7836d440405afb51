import { afterEach, expect, test } from 'vitest';
import { findPersonByEmail, type Person } from '#people';
import { rehearseFrom, releaseClock } from '#platform/clock.ts';
import { findRun, writeText } from '#programme';
import { sampleApplication } from '../../src/application/samples.ts';
import { samplePersonWith, sampleRun, ukTime } from '../../src/programme/samples.ts';
import { sweeps } from '../../src/house.ts';
import { lookOver, openStreet, type Street } from '../support/street.ts';
import { applyAsStranger } from './applying.ts';
import {
  addToOffers,
  announce,
  answerOffer,
  confirmEachDate,
  copyTheRun,
  editLetterTo,
  follow,
  givePlaces,
  holdLetterTo,
  mark,
  readTheQueue,
} from './new-run.ts';

afterEach(releaseClock);

const AMARA = { name: 'Amara Udeh', email: 'amara.udeh@ox.example' };
const OTHERS = ['Benedict Osei', 'Catriona Bell', 'Deepak Nair', 'Hannah Marsh', 'Kwame Boateng'] as const;
const OFFERED = [AMARA.name, 'Benedict Osei', 'Catriona Bell', 'Deepak Nair'];

/** Letters written to somebody, oldest first: kind, text, and how many events its calendar has. */
async function lettersTo({ pool }: Street, { id }: Pick<Person, 'id'>) {
  const { rows } = await pool.query<{ kind: string; text: string; attachment: { content: string } | null }>(
    'select kind, text, attachment from platform.letter where person_id = $1 order by written_at, id',
    [id],
  );
  return rows.map(({ kind, text, attachment }) => ({
    kind,
    text,
    events: attachment?.content.match(/BEGIN:VEVENT/g)?.length ?? 0,
  }));
}

async function kindsTo(street: Street, person: Pick<Person, 'id'>): Promise<string[]> {
  return (await lettersTo(street, person)).map(({ kind }) => kind);
}

/** What the clock brings about, which the house does every ten minutes. */
async function sweep({ db }: Street, name: string): Promise<void> {
  await sweeps.find((one) => one.name === name)?.run(db, {});
}

test('a coordinator takes a new run from copy to welcome letters in the browser without help', async () => {
  const street = await openStreet();
  const old = await sampleRun(street);
  const paula = await samplePersonWith(street, old, 'Paula Verney', 'coordinator');
  const panel = [
    await samplePersonWith(street, old, 'Ursula Finch', 'selector'),
    await samplePersonWith(street, old, 'Idris Vale', 'selector'),
  ];
  await street.write((tx) =>
    writeText(tx, {
      programmeId: old.programme.id,
      runId: undefined,
      section: 'intro',
      words: 'Five workshops.',
    }),
  );

  // Copied from last year's, each date confirmed; until then nobody else sees it.
  rehearseFrom(ukTime('2024-10-01T10:00'));
  const desk = await street.open(paula);
  const stranger = await street.open(undefined, { narrow: true });
  const base = await copyTheRun(desk);
  const hidden = await stranger.goto('/programmes/cmalt/2025');
  expect(hidden?.status()).toBe(404);
  expect(await confirmEachDate(desk, base)).toBe(8);
  await givePlaces(desk, base, 4);
  await stranger.goto('/programmes/cmalt/2025');
  await lookOver(stranger);
  expect(await stranger.textContent('main')).toContain('Mon 13 January 2025, 12 noon');
  const run = await findRun(street.db, 'cmalt', '2025');
  if (!run) throw new Error('The new run is not there.');

  // What the page, the form and the letters say is looked at; one letter gets a sentence of the programme's own.
  for (const page of ['text', 'workshops-plan', 'form', 'criteria', 'statements', 'enquiries']) {
    await desk.goto(`${base}/${page}`);
    await lookOver(desk);
  }
  await addToOffers(desk, base, 'The kettle is on from nine.');

  // The run opens at its hour: one person applies on a phone, the others' applications arrive.
  rehearseFrom(ukTime('2025-01-06T10:00'));
  await applyAsStranger(
    street,
    await street.open(undefined, { narrow: true }),
    AMARA,
    '/programmes/cmalt/2025',
  );
  const amara = await findPersonByEmail(street.db, AMARA.email);
  if (!amara) throw new Error('Whoever applied is a person here.');
  const others: Person[] = [];
  for (const name of OTHERS) {
    const person = await samplePersonWith(street, run, name);
    await sampleApplication(street, run, person);
    others.push(person);
  }
  const [benedict, catriona, deepak, hannah, kwame] = others as [Person, Person, Person, Person, Person];

  // A panel of two reads what the queue deals.
  rehearseFrom(ukTime('2025-01-14T10:00'));
  for (const selector of panel) await readTheQueue(await street.open(selector), run.id, 6);

  // Marks in bulk. A place too many is refused with the reason, before anybody hears.
  rehearseFrom(ukTime('2025-01-20T09:00'));
  const office = await street.open(paula);
  await mark(office, base, [...OFFERED, 'Hannah Marsh'], 'Mark as offer');
  await mark(office, base, ['Kwame Boateng'], 'Not offered');
  await office.goto(`${base}/decisions/announce`);
  await lookOver(office);
  expect(await office.textContent('main')).toContain('5 offers are marked, but only 4 of 4 places are free.');
  expect(await office.getByRole('link', { name: /^Go on to send/ }).count()).toBe(0);
  await mark(office, base, ['Hannah Marsh'], 'Reserve list');

  // One letter edited, one held; then announced, with the count said once more.
  await editLetterTo(office, base, AMARA.name, 'Your clinics are what this run wants to hear of.');
  await holdLetterTo(office, base, 'Kwame Boateng');
  expect(await kindsTo(street, deepak)).toEqual([]);
  await announce(office, base, '5 letters');
  await expect.poll(() => kindsTo(street, hannah), { timeout: 10_000 }).toEqual(['place.reserved']);
  const [offer] = (await lettersTo(street, amara)).filter(({ kind }) => kind === 'place.offered');
  expect(offer?.text).toContain('Your clinics are what this run wants to hear of.');
  expect(offer?.text).toContain('The kettle is on from nine.');
  expect(await kindsTo(street, kwame)).toEqual([]);
  await office.goto(base);
  await lookOver(office);
  expect(await office.getByRole('link', { name: '1 decision held back' }).count()).toBe(1);
  expect(await office.getByRole('link', { name: '4 offers without a reply' }).count()).toBe(1);

  // One accepts, one declines, one puts it off. When the time to change one's mind is over, the reserve list moves.
  await answerOffer(await street.open(amara, { narrow: true }), 'accept');
  await answerOffer(await street.open(benedict), 'decline');
  await answerOffer(await street.open(catriona), 'defer');
  rehearseFrom(ukTime('2025-01-20T09:30'));
  await sweep(street, 'lapse-offers');
  await answerOffer(await street.open(hannah), 'accept');

  // One is reminded, does not reply, and the offer lapses. The held letter is sent after all.
  rehearseFrom(ukTime('2025-01-21T14:00'));
  await sweep(street, 'remind-of-offers');
  await expect
    .poll(() => kindsTo(street, deepak), { timeout: 10_000 })
    .toEqual(['place.offered', 'place.reminder']);
  rehearseFrom(ukTime('2025-01-22T18:00'));
  await sweep(street, 'lapse-offers');
  const evening = await street.open(paula);
  await evening.goto(`${base}/decisions/announce?show=held`);
  await evening.getByLabel('Choose Kwame Boateng').check();
  await evening.getByRole('button', { name: 'Let these go' }).click();
  await evening.getByText('1 letter let go.').waitFor();
  await announce(evening, base, '1 letter');
  const places = (await evening.textContent('main')) ?? '';
  expect(places).toContain('2 of 4 places');
  expect(places).toContain('1 declined, 1 did not reply');
  expect(places).toContain('1 to the next run');
  await expect
    .poll(() => kindsTo(street, deepak), { timeout: 10_000 })
    .toEqual(['place.offered', 'place.reminder', 'place.lapsed']);
  await expect.poll(() => kindsTo(street, kwame), { timeout: 10_000 }).toEqual(['announcing.not-offered']);

  // Both who accepted have their welcome with five workshops for their calendar, and nobody else has.
  for (const person of [amara, hannah]) {
    const welcome = (await lettersTo(street, person)).filter(({ kind }) => kind === 'workshop.invited');
    expect(welcome.map(({ events }) => events)).toEqual([5]);
  }
  for (const person of [benedict, catriona, deepak, kwame])
    expect(await kindsTo(street, person)).not.toContain('workshop.invited');
  await evening.goto(`${base}/letters`);
  await lookOver(evening);
  await evening.goto(base);
  await lookOver(evening);
  const participant = await street.open(amara, { narrow: true });
  await participant.goto('/letters');
  await follow(participant, /Your workshops: dates for your calendar/);
  await participant.goto('/workshops');
  await lookOver(participant);
  expect(await participant.textContent('main')).toContain('23 January');
  expect(await street.broken()).toEqual([]);
}, 240_000);
