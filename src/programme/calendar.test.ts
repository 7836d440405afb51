import ICAL from 'ical.js';
import { encode } from 'uqr';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openFrameworks } from '#framework';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun, ukTime } from './samples.ts';
import { cancelWorkshop, changeWorkshop } from './change-workshop.ts';
import { workshopsOf } from './workshop.sql.ts';

beforeAll(() => void openFrameworks('frameworks'));
beforeEach(() => stopClockAt(ukTime('2024-01-02T10:00')));
afterEach(releaseClock);

const PATH = '/programmes/cmalt/2024';

async function eventsAt(house: TestHouse, path: string) {
  const { status, text } = await house.visit(path);
  expect(status).toBe(200);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const status = String(component.getFirstPropertyValue('status'));
    return { uid: event.uid, sequence: event.sequence, at: event.startDate.toJSDate().toISOString(), status };
  });
}

test('S1.6: a moved workshop moves in the calendar of whoever subscribed, and a cancelled one is cancelled there', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const [first, second] = await workshopsOf(house.db, run.id);
  const before = await eventsAt(house, `${PATH}/calendar.ics`);
  stopClockAt(ukTime('2024-01-03T10:00'));
  await house.write(async (tx) => {
    const { title, about, place, onlineLink, joining, accessNotes, version } = first!;
    const moved = { startsAt: ukTime('2024-01-19T14:00'), endsAt: ukTime('2024-01-19T17:00') };
    const words = { title, about, place, onlineLink, joining, accessNotes };
    await changeWorkshop(tx, first!.id, { ...words, ...moved }, version);
    await cancelWorkshop(tx, second!.id);
  });
  const after = await eventsAt(house, `${PATH}/calendar.ics`);
  expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
  expect(before[0]?.at).toBe('2024-01-18T09:30:00.000Z');
  expect(after[0]?.at).toBe('2024-01-19T14:00:00.000Z');
  expect(after[0]?.sequence).toBeGreaterThan(before[0]!.sequence);
  expect(after[1]?.status).toBe('CANCELLED');
  expect(after[1]?.sequence).toBeGreaterThan(before[1]!.sequence);
  expect(after.slice(2)).toEqual(before.slice(2));
});

test('S1.6: one workshop is a file under the same id as in the feed, and is there only where the run is', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const other = await sampleRun(house, { slug: '2025', name: '2025 programme', unconfirmed: ['deadline'] });
  const [first] = await workshopsOf(house.db, run.id);
  const [hidden] = await workshopsOf(house.db, other.id);
  const file = await house.visit(`${PATH}/calendar/${first!.id}`);
  expect(file.response.headers.get('content-type')).toMatch(/^text\/calendar/);
  expect(file.response.headers.get('content-disposition')).toContain('cmalt-2024-workshop-1.ics');
  const [event, ...others] = await eventsAt(house, `${PATH}/calendar/${first!.id}`);
  expect(others).toEqual([]);
  expect(event).toEqual((await eventsAt(house, `${PATH}/calendar.ics`))[0]);
  for (const path of [
    `${PATH}/calendar/${hidden!.id}`,
    `/programmes/cmalt/2025/calendar/${hidden!.id}`,
    `/programmes/cmalt/2025/calendar/${first!.id}`,
    `${PATH}/calendar/x`,
    `${PATH}/calendar/${run.id}`,
  ])
    expect((await house.visit(path)).status, path).toBe(404);
});

test('S1.6: the page leads to subscribing in any program, Google and Outlook, and phones read the same address', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const { text } = await house.visit(PATH);
  const feed = `localhost:3000${PATH}/calendar.ics`;
  const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  expect(links).toContain(`webcal://${feed}`);
  const google = links.find((link) => link.startsWith('https://calendar.google.com/calendar/r?')) ?? '';
  expect(new URL(google).searchParams.get('cid')).toBe(`webcal://${feed}`);
  const outlook = links.find((link) => link.includes('/addfromweb?')) ?? '';
  expect(Object.fromEntries(new URL(outlook).searchParams)).toEqual({
    url: `http://${feed}`,
    name: 'CMALT 2024 programme',
  });
  expect(squaresIn(text)).toEqual(squaresOf(`webcal://${feed}`));
});

/** Which squares of the drawing are black. */
function squaresIn(html: string): string[] {
  const path = /<svg class="qr".*?<path d="([^"]+)"/s.exec(html)?.[1] ?? '';
  return [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x},${y}`);
}

function squaresOf(address: string): string[] {
  const { data } = encode(address, { ecc: 'M', border: 4 });
  return data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`${x},${y}`] : [])));
}

test('S1.8: somebody without single sign-on gets a link by e-mail from beside the apply button, and applies with it', async () => {
  const house = await openHouse({
    OIDC_ISSUER: 'https://sso.example',
    OIDC_CLIENT_ID: 'x',
    OIDC_CLIENT_SECRET: 'y',
  });
  await sampleRun(house);
  const page = await house.visit(PATH);
  expect(page.text).toMatch(/Apply for a place.*No single sign-on account\?.*action="\/sign-in\/letter"/s);
  const asked = await house.submit('/sign-in/letter', { email: 'tilda@elsewhere.example', to: PATH });
  expect(asked.status).toBe(303);
  await house.drain();
  const { text } = await house.db
    .selectFrom('platform.letter')
    .select('text')
    .where('to_address', '=', 'tilda@elsewhere.example')
    .executeTakeFirstOrThrow();
  const link = /\/sign-in\/link\/[\w-]+/.exec(text)?.[0] ?? '';
  expect((await house.visit(link)).status).toBe(200);
  const entered = await house.submit(link, { name: 'Tilda Marchetti' });
  expect(entered.status).toBe(303);
  // Who is new here is asked for a name first; the way on is carried along.
  expect(decodeURIComponent(entered.location ?? '')).toContain(PATH);
  const cookie = entered.response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const applied = await house.ask(
    new Request(`http://localhost:3000${PATH}/apply`, {
      method: 'POST',
      headers: {
        cookie,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      },
    }),
  );
  expect(applied.headers.get('location')).toMatch(/^\/applications\//);
});

test('S1.8: somebody who is signed in is not asked for an address beside the apply button', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const imani = await samplePersonWith(house, run, 'Imani Sorensen');
  const { text } = await house.visit(PATH, imani);
  expect(text).toContain('Apply for a place');
  expect(text).not.toContain('No single sign-on account?');
});
