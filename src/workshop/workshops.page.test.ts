import nodeIcal from 'node-ical';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { workshopsOf } from '#programme';
import { openHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { agendaOf } from './agenda.ts';
import { enrol, leave } from './enrol.ts';
import { sampleParticipant, samplePreparation } from './samples.ts';

beforeEach(() => stopClockAt(ukTime('2024-01-17T21:45')));
afterEach(releaseClock);

async function withSeat() {
  const house = await openHouse();
  const run = await sampleRun(house);
  const amara = await sampleParticipant(house, run);
  const item = await samplePreparation(house, run);
  const workshops = await workshopsOf(house.db, run.id);
  return { house, run, amara, item, workshops, first: workshops[0]! };
}

test('somebody with a seat sees the course site and the joining link, and somebody without sees neither', async () => {
  const { house, run, amara, workshops } = await withSeat();
  const stranger = await samplePersonWith(house, run, 'Noor Strange');
  const mine = await house.visit('/workshops', amara);
  expect(mine.text).toContain('https://canvas.example.org/courses/cmalt-2024');
  expect(mine.text).toContain('15 minutes of preparation');
  const third = await house.visit(`/workshops/${workshops[2]!.id}`, amara);
  expect(third.text).toContain('https://meet.example.org/cmalt-3');
  const theirs = await house.visit('/workshops', stranger);
  expect(theirs.text).not.toContain('canvas.example.org');
  expect(theirs.text).toContain('You have no seat in a series of workshops yet.');
  expect((await house.visit(`/workshops/${workshops[2]!.id}`, stranger)).status).toBe(404);
});

test('an item is ticked and unticked by its form, and nobody ticks without a seat', async () => {
  const { house, run, amara, item, first } = await withSeat();
  const path = `/workshops/${first.id}/preparation/${item.id}`;
  const done = await house.submit(path, { done: 'yes' }, amara);
  expect(done.location).toBe(`/workshops/${first.id}#prepare-${item.id}`);
  await house.submit(path, { done: 'yes' }, amara);
  expect((await house.visit('/workshops', amara)).text).toContain('All done.');
  await house.submit(path, { done: 'no' }, amara);
  expect((await agendaOf(house.db, amara.id))[0]!.preparation[0]!.tickedAt).toBeUndefined();
  const stranger = await samplePersonWith(house, run, 'Noor Strange');
  expect((await house.submit(path, { done: 'yes' }, stranger)).status).toBe(404);
});

test('apologies need a reason, stand until they are taken back, and cannot be sent once the workshop has begun', async () => {
  const { house, amara, first } = await withSeat();
  const path = `/workshops/${first.id}`;
  const without = await house.submit(`${path}/apologies`, { reason: ' ' }, amara);
  expect(without.status).toBe(422);
  expect(without.text).toContain('Your reason is missing');
  await house.submit(`${path}/apologies`, { reason: 'A school visit <b>' }, amara);
  expect((await house.visit(path, amara)).text).toContain('You wrote: A school visit &lt;b>');
  await house.submit(`${path}/coming`, {}, amara);
  expect((await agendaOf(house.db, amara.id))[0]!.attendance?.state).toBe('expected');
  stopClockAt(ukTime('2024-01-18T09:30'));
  const late = await house.submit(`${path}/apologies`, { reason: 'A school visit' }, amara);
  expect(late.status).toBe(409);
});

test('a private calendar has the five workshops until its address is ended, and stays the same while nothing changes', async () => {
  const { house, amara } = await withSeat();
  await house.submit('/workshops/calendar', {}, amara);
  await house.submit('/workshops/calendar', {}, amara);
  const page = await house.visit('/workshops', amara);
  const address = /value="http:\/\/localhost:3000(\/workshops\/calendar\/[^"]+)"/.exec(page.text)![1]!;
  const feed = await house.visit(address);
  expect(feed.response.headers.get('content-type')).toContain('text/calendar');
  const events = Object.values(nodeIcal.sync.parseICS(feed.text)).filter((one) => one?.type === 'VEVENT');
  expect(events).toHaveLength(5);
  stopClockAt(ukTime('2024-01-17T23:00'));
  expect((await house.visit(address)).text).toBe(feed.text);
  expect((await house.visit(address.replace(/.\.ics$/, '-.ics'))).status).toBe(404);
  await house.submit('/workshops/calendar/end', {}, amara);
  expect((await house.visit(address)).status).toBe(404);
});

test('whoever has left sees the series no more, and sees it again with a new seat', async () => {
  const { house, run, amara } = await withSeat();
  stopClockAt(ukTime('2024-01-17T22:00'));
  await house.write((tx) => leave(tx, { runId: run.id, personId: amara.id }));
  expect((await house.visit('/workshops', amara)).text).toContain('You have no seat');
  stopClockAt(ukTime('2024-01-17T23:00'));
  await house.write((tx) => enrol(tx, { runId: run.id, personId: amara.id }));
  expect(await agendaOf(house.db, amara.id)).toHaveLength(5);
  expect(await house.broken()).toEqual([]);
});

test('a coordinator adds, changes and removes what is to be prepared, and is told what is wrong with it', async () => {
  const { house, run, amara, first } = await withSeat();
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  const path = `/desk/${run.id}/workshops/${first.id}/preparation`;
  expect((await house.visit(`${path}/new`, farida)).text).toContain('value="2024-01-17"');
  const typed = {
    what: 'Bring two pieces of evidence',
    minutes: '10',
    dueDate: '2024-01-17',
    dueTime: '17:00',
    link: '/portfolio',
  };
  const wrong = await house.submit(
    `${path}/new`,
    { ...typed, link: 'javascript:alert(1)', minutes: '0' },
    farida,
  );
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('The minutes must be a whole number from 1 to 600');
  expect(wrong.text).toContain('The link must be a web address');
  expect((await house.submit(`${path}/new`, typed, farida)).status).toBe(303);
  const added = (await agendaOf(house.db, amara.id))[0]!.preparation.find(({ what }) => what === typed.what)!;
  expect(added.link).toBe('/portfolio');
  await house.submit(`${path}/${added.id}`, { ...typed, minutes: '25' }, farida);
  expect((await house.visit(`/desk/${run.id}/workshops`, farida)).text).toContain('0 of 1');
  await house.submit(`${path}/${added.id}/remove`, {}, farida);
  expect((await agendaOf(house.db, amara.id))[0]!.preparation).toHaveLength(1);
  expect((await house.submit(`${path}/new`, typed, amara)).status).toBe(404);
});
