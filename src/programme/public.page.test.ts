import { afterEach, beforeAll, expect, test } from 'vitest';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { openFrameworks } from '#framework';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { samplePersonWith, sampleProgramme, sampleRun, ukTime } from './samples.ts';
import { writeText } from './section-text.sql.ts';

beforeAll(() => void openFrameworks('frameworks'));
afterEach(releaseClock);

const PATH = '/programmes/cmalt/2024';

async function textAt(house: TestHouse, wall: string, path = PATH): Promise<string> {
  stopClockAt(ukTime(wall));
  const { status, text } = await house.visit(path);
  expect(status).toBe(200);
  return plain(text);
}

function plain(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');
}

test('S1.1: the page says open one second before the deadline and closed at it, with nobody editing', async () => {
  const house = await openHouse();
  await sampleRun(house, { graceMinutes: 10 });
  const before = await textAt(house, '2024-01-08T11:59:59');
  expect(before).toContain('Open for applications until Mon 8 January 2024, 12 noon (UK time)');
  expect(before).toContain('Apply for a place');
  const at = await textAt(house, '2024-01-08T12:00:00');
  expect(at).toContain('Applications closed Mon 8 January 2024, 12 noon (UK time)');
  expect(at).not.toContain('Apply for a place');
});

test('S1.1: the page opens at the opening second', async () => {
  const house = await openHouse();
  await sampleRun(house);
  expect(await textAt(house, '2023-11-13T08:59:59')).toContain(
    'Applications open Mon 13 November 2023, 9am (UK time)',
  );
  expect(await textAt(house, '2023-11-13T09:00:00')).toContain('Open for applications until');
});

test('after the deadline the page follows the run: letters, notification week, each workshop, the end', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const says = async (wall: string, words: string) => expect(await textAt(house, wall)).toContain(words);
  await says('2024-01-10T10:00', 'Letters go out in the week of Mon 15 January 2024');
  await says('2024-01-15T00:00', 'Notification week');
  await says('2024-01-18T08:00', 'Workshop 1 of 5 is today');
  await says('2024-01-18T13:00', 'Workshop 2 of 5 on Mon 19 February 2024');
  await says('2024-03-11T23:59', 'Workshop 3 of 5 on Tue 12 March 2024');
  await says('2024-05-13T16:00', 'The workshops are over');
});

test('S1.2, S1.3: every date of the 2024 page stands there with its weekday, time, zone and computed term week', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const text = await textAt(house, '2024-03-01T10:00');
  for (const date of [
    'Mon 8 January 2024, 12 noon (UK time) · Wk 0, HT24',
    'Week commencing Mon 15 January 2024 · Wk 1, HT24',
    'Thu 18 January 2024, 9.30am to 12.30pm (UK time) · Wk 1, HT24',
    'Mon 19 February 2024, 10am to 12 noon (UK time) · Wk 6, HT24',
    'Tue 12 March 2024, 11am to 1pm (UK time) · Wk 9, HT24',
    'Thu 11 April 2024, 10am to 12 noon (UK time) · Wk −1, TT24',
    'Mon 13 May 2024, 2pm to 4pm (UK time) · Wk 4, TT24',
    '5, 11 hours in all',
    'Hilary and Trinity Terms',
  ])
    expect(text).toContain(date);
});

test('the page names the pathways, says what is unconfirmed, and gives no fee that is not on file', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const text = await textAt(house, '2024-01-02T10:00');
  expect(text).toContain('Senior CMALT');
  expect(text).toContain('We have not been able to confirm which sections this pathway asks for');
  expect(text.match(/to be confirmed/g)).toHaveLength(3);
});

test('S1.8: the way in for people without single sign-on stands beside the apply button', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const text = await textAt(house, '2024-01-02T10:00');
  expect(text).toMatch(/Apply for a place.{0,120}No single sign-on account\?/);
  expect(text).toContain('cmalt@ox.example');
});

test('what a coordinator writes is text, never markup', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const hostile = '<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> **bold**';
  await house.write(async (tx) => {
    const programmeId = run.programme.id;
    for (const section of ['strapline', 'intro', 'what', 'without-sso', 'office-hours'] as const)
      await writeText(tx, { programmeId, section, words: hostile });
  });
  stopClockAt(ukTime('2024-01-02T10:00'));
  const { text } = await house.visit(PATH);
  expect(text).not.toMatch(/<script>alert|<img src=x|href="javascript:/);
  expect(text).toContain('<strong>bold</strong>');
});

test("a run's own words stand in place of the programme's until they are emptied", async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const programmeId = run.programme.id;
  await house.write((tx) => writeText(tx, { programmeId, section: 'who', words: 'For everyone.' }));
  await house.write((tx) =>
    writeText(tx, { programmeId, runId: run.id, section: 'who', words: 'For 2024.' }),
  );
  const own = await textAt(house, '2024-01-02T10:00');
  expect(own).toContain('For 2024.');
  expect(own).not.toContain('For everyone.');
  expect(await textAt(house, '2024-01-02T10:00', '/programmes/cmalt')).toContain('For everyone.');
  await house.write((tx) => writeText(tx, { programmeId, runId: run.id, section: 'who', words: '' }));
  expect(await textAt(house, '2024-01-02T10:00')).toContain('For everyone.');
});

test('a run that waits for its dates is there for its coordinators and for nobody else', async () => {
  const house = await openHouse();
  const run = await sampleRun(house, { unconfirmed: ['deadline'] });
  const coordinator = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  stopClockAt(ukTime('2024-01-02T10:00'));
  expect((await house.visit(PATH)).status).toBe(404);
  expect((await house.visit(`${PATH}/calendar.ics`)).status).toBe(404);
  expect((await house.visit('/programmes/cmalt')).text).not.toContain('CMALT 2024 programme');
  const seen = await house.visit(PATH, coordinator);
  expect(plain(seen.text)).toContain('Only coordinators see this.');
  expect(plain(seen.text)).not.toContain('Apply for a place');
});

test('a closed run leads to the run that is open', async () => {
  const house = await openHouse();
  await sampleRun(house);
  await sampleRun(house, {
    slug: '2025',
    name: '2025 programme',
    workshops: 0,
    opensAt: ukTime('2024-06-01T09:00'),
    closesAt: ukTime('2025-01-06T12:00'),
    notifyWeekOf: '2025-01-13',
  });
  expect(await textAt(house, '2024-07-01T10:00')).toContain('Apply for the CMALT 2025 programme');
  expect(await textAt(house, '2024-05-01T10:00')).not.toContain('Apply for');
  const list = await textAt(house, '2024-07-01T10:00', '/programmes/cmalt');
  expect(list).toMatch(/Open now CMALT 2025 programme.*Past and under way CMALT 2024 programme/);
});

test('one programme is said to be one; unknown addresses are not there', async () => {
  const house = await openHouse();
  await sampleProgramme(house);
  expect(await textAt(house, '2024-01-02T10:00', '/programmes')).toContain('One programme runs here.');
  for (const path of ['/programmes/nothing', '/programmes/cmalt/1999', '/programmes/cmalt/1999/calendar.ics'])
    expect((await house.visit(path)).status).toBe(404);
});

test('S1.6: two independent readers find five workshops in the feed, at the right hour on both sides of the clock change', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const { response, text } = await house.visit(`${PATH}/calendar.ics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/calendar; charset=utf-8/);
  const expected = [
    '2024-01-18T09:30',
    '2024-02-19T10:00',
    '2024-03-12T11:00',
    '2024-04-11T09:00',
    '2024-05-13T13:00',
  ];
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  expect(events.map(({ startDate }) => startDate.toJSDate().toISOString().slice(0, 16))).toEqual(expected);
  const others = Object.values(nodeIcal.sync.parseICS(text)).filter((part) => part?.type === 'VEVENT');
  expect(others.map((event) => (event as { start: Date }).start.toISOString().slice(0, 16))).toEqual(
    expected,
  );
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(5);
  expect(text).not.toContain('meet.example.org');
});

test('a feed that has not changed is not sent again', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const { response } = await house.visit(`${PATH}/calendar.ics`);
  const etag = response.headers.get('etag') ?? '';
  expect(response.headers.get('last-modified')).toMatch(/GMT$/);
  const again = await house.ask(
    new Request(`http://localhost:3000${PATH}/calendar.ics`, { headers: { 'if-none-match': etag } }),
  );
  expect(again.status).toBe(304);
});

test('the page of a run asks the database four times, however many workshops and texts there are', async () => {
  const house = await openHouse();
  const run = await sampleRun(house, { workshops: 1 });
  await sampleRun(house, { slug: '2023', name: '2023 programme' });
  await house.write((tx) => writeText(tx, { programmeId: run.programme.id, section: 'who', words: 'All.' }));
  expect(await queriesOfPage(house, PATH)).toHaveLength(4);
  expect(await queriesOfPage(house, '/programmes/cmalt/2023')).toHaveLength(4);
});
