import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { giveUpPlace, offerOf } from '#place';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { announce } from '#platform/news.ts';
import { workshopsOf } from '#programme';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePlace } from '../place/samples.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { enrol } from './enrol.ts';
import { enrolmentsOf } from './enrolment.sql.ts';

beforeEach(() => stopClockAt(ukTime('2024-01-16T09:00')));
afterEach(releaseClock);

type Kept = {
  kind: string;
  subject: string;
  text: string;
  attachment: { method: string; content: string } | null;
};

async function lettersTo(house: TestHouse, personId: string): Promise<Kept[]> {
  const { rows } = await house.pool.query<Kept>(
    `select kind, subject, text, attachment from platform.letter where person_id = $1 and kind like 'workshop.%'
     order by written_at, kind <> 'workshop.invited', id`,
    [personId],
  );
  return rows.map((row) => ({ ...row, text: row.text.replaceAll('\u00a0', ' ') }));
}

async function withPlace() {
  const house = await openHouse();
  const run = await sampleRun(house);
  const amara = await samplePersonWith(house, run, 'Amara Udeh');
  const applicationId = await samplePlace(house, run, amara);
  await house.drain();
  const offerId = (await offerOf(house.db, applicationId))!.id;
  return { house, run, amara, applicationId, offerId, workshops: await workshopsOf(house.db, run.id) };
}

/** Start of each event in UTC, by two parsers that know nothing of each other. */
function startsOf(content: string): string[] {
  const root = new ICAL.Component(ICAL.parse(content) as unknown[]);
  for (const zone of root.getAllSubcomponents('vtimezone')) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const one = root
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event).startDate.toJSDate().toISOString());
  const other = Object.values(nodeIcal.sync.parseICS(content)).flatMap((item) =>
    item?.type === 'VEVENT' ? [new Date(item.start.getTime()).toISOString()] : [],
  );
  expect(other.sort()).toEqual(one.sort());
  return one;
}

test('a place brings one letter whose calendar has five workshops at the right hour on both sides of the clock change', async () => {
  const { house, amara } = await withPlace();
  const letters = await lettersTo(house, amara.id);
  expect(letters.map(({ kind }) => kind)).toEqual(['workshop.invited']);
  const [letter] = letters;
  expect(letter!.subject).toBe('[CMALT] Your workshops: dates for your calendar');
  expect(letter!.text).toContain('Tue 12 March 2024, 11am to 1pm (UK time) · Wk 9, HT24');
  expect(startsOf(letter!.attachment!.content)).toEqual([
    '2024-01-18T09:30:00.000Z',
    '2024-02-19T10:00:00.000Z',
    '2024-03-12T11:00:00.000Z',
    '2024-04-11T09:00:00.000Z',
    '2024-05-13T13:00:00.000Z',
  ]);
});

test('news of one place heard twice gives one seat and one letter', async () => {
  const { house, run, amara, applicationId, offerId } = await withPlace();
  const again = { runId: run.id, personId: amara.id, applicationId, offerId };
  await house.write((tx) => announce(tx, 'place.accepted', again));
  await house.drain();
  expect(await enrolmentsOf(house.db, amara.id)).toHaveLength(1);
  expect(await lettersTo(house, amara.id)).toHaveLength(1);
});

test('a place that was given up before the news of it was heard gives no seat, whichever news comes first', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const amara = await samplePersonWith(house, run, 'Amara Udeh');
  const applicationId = await samplePlace(house, run, amara);
  const place = { applicationId, runId: run.id, personId: amara.id };
  const offerId = (await offerOf(house.db, applicationId))!.id;
  await house.write((tx) => giveUpPlace(tx, { ...place, reason: '' }));
  await house.drain();
  await house.write((tx) => announce(tx, 'place.accepted', { ...place, offerId }));
  await house.drain();
  expect(await enrolmentsOf(house.db, amara.id)).toEqual([]);
});

test('a moved workshop is one request under the same id with a higher sequence, and is told once', async () => {
  const { house, run, amara, workshops } = await withPlace();
  const third = workshops[2]!;
  await house.pool.query(
    `update programme.workshop set starts_at = $2, ends_at = $3, place = 'Room 9', online_link = null,
     sequence = sequence + 1 where id = $1`,
    [third.id, ukTime('2024-04-02T11:00').toString(), ukTime('2024-04-02T13:00').toString()],
  );
  const news = { workshopId: third.id, runId: run.id };
  await house.write((tx) => announce(tx, 'programme.workshop-moved', news));
  await house.write((tx) => announce(tx, 'programme.workshop-moved', news));
  await house.drain();
  const [first, moved, ...more] = await lettersTo(house, amara.id);
  expect(more).toEqual([]);
  expect(moved!.attachment!.method).toBe('REQUEST');
  expect(moved!.text).toContain('It was: Tue 12 March 2024, 11am to 1pm (UK time) · Wk 9, HT24');
  expect(startsOf(moved!.attachment!.content)).toEqual(['2024-04-02T10:00:00.000Z']);
  const uid = `UID:workshop-${third.id}@localhost`;
  expect(first!.attachment!.content).toContain(uid);
  expect(moved!.attachment!.content).toContain(uid);
  expect(moved!.attachment!.content).toContain('SEQUENCE:1');
});

test('a cancelled workshop is taken back from those who were told of it', async () => {
  const { house, run, amara, workshops } = await withPlace();
  await house.pool.query(
    `update programme.workshop set cancelled_at = $2, sequence = sequence + 1 where id = $1`,
    [workshops[1]!.id, ukTime('2024-01-16T09:00').toString()],
  );
  await house.write((tx) =>
    announce(tx, 'programme.workshop-cancelled', { workshopId: workshops[1]!.id, runId: run.id }),
  );
  await house.drain();
  const taken = (await lettersTo(house, amara.id)).at(-1)!;
  expect(taken.kind).toBe('workshop.cancelled');
  expect(taken.attachment!.method).toBe('CANCEL');
  expect(taken.attachment!.content).toContain('STATUS:CANCELLED');
});

test('a place given up after two workshops takes the other three out of the calendar and frees the seat', async () => {
  const { house, run, amara, applicationId, offerId } = await withPlace();
  stopClockAt(ukTime('2024-02-20T09:00'));
  const news = { applicationId, offerId, runId: run.id, personId: amara.id };
  await house.write((tx) => announce(tx, 'place.given-up', news));
  await house.write((tx) => announce(tx, 'place.given-up', news));
  await house.drain();
  expect(await enrolmentsOf(house.db, amara.id)).toEqual([]);
  const left = (await lettersTo(house, amara.id)).at(-1)!;
  expect(left.kind).toBe('workshop.left');
  expect(left.attachment!.content.match(/STATUS:CANCELLED/g)).toHaveLength(3);
  expect((await lettersTo(house, amara.id)).filter(({ kind }) => kind === 'workshop.left')).toHaveLength(1);
});

test('a place given up that is heard late ends no newer seat, in whichever order and how often the news come', async () => {
  const { house, run, amara, applicationId, offerId } = await withPlace();
  const givenUp = (which: string) =>
    house.write((tx) =>
      announce(tx, 'place.given-up', {
        applicationId,
        offerId: which,
        runId: run.id,
        personId: amara.id,
      }),
    );
  // The same news of an accepted offer that is not the one in force gives no second seat and moves none.
  const accepted = { applicationId, offerId: randomUUID(), runId: run.id, personId: amara.id };
  await house.write((tx) => announce(tx, 'place.accepted', accepted));
  await givenUp(randomUUID());
  await house.drain();
  expect(await enrolmentsOf(house.db, amara.id)).toHaveLength(1);
  // A second offer is accepted before it is heard that the first was given up: the seat stands for the second.
  const second = randomUUID();
  await house.write((tx) => enrol(tx, { runId: run.id, personId: amara.id, offerId: second }));
  await givenUp(offerId);
  await givenUp(offerId);
  await house.drain();
  expect(await enrolmentsOf(house.db, amara.id)).toHaveLength(1);
  await givenUp(second);
  await givenUp(offerId);
  await house.drain();
  expect(await enrolmentsOf(house.db, amara.id)).toEqual([]);
  expect((await lettersTo(house, amara.id)).map(({ kind }) => kind)).toEqual([
    'workshop.invited',
    'workshop.left',
  ]);
});
