import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BASE, openHouse, type TestHouse } from '#test/house.ts';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { sayDevice } from './device.ts';
import { describePerson, findPerson, giveHat } from './people.sql.ts';
import { browserAt, readSignInLetter, sampleInstitution, samplePerson, type Jar } from './samples.ts';
import { sessionsOf } from './session.sql.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openHouse();
  await house.write((tx) => sampleInstitution(tx));
});

afterEach(async () => {
  releaseClock();
  expect(await house.broken()).toEqual([]);
});

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** A person signed in, by letter, in a browser that names itself. */
async function signedInAs(email: string, agent = FIREFOX): Promise<Jar> {
  const browser = browserAt(house);
  await browser.post('/sign-in/letter', { email });
  const { link } = await readSignInLetter(house.db, email);
  const used = await browser.post(`/sign-in/link/${link}`, {}, { 'user-agent': agent });
  expect(used.status).toBe(303);
  return browser;
}

async function personOf(email: string) {
  return house.db
    .selectFrom('people.person')
    .selectAll()
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
}

describe('a session', () => {
  test('ended on another device is over at that device’s next click', async () => {
    const [desk, phone] = [
      await signedInAs('two@northfield.example'),
      await signedInAs('two@northfield.example'),
    ];
    const { id } = await personOf('two@northfield.example');
    const page = await (await desk.get('/account')).text();
    expect(page.match(/Firefox on Windows/g)?.length).toBeGreaterThanOrEqual(2);
    expect(page).toContain('This one, now');
    const sessions = await sessionsOf(house.db, id);
    const own = await house.pool.query(`select id from people.session where token_hash = sha256($1::bytea)`, [
      phone.cookies.get('waymark-session'),
    ]);
    const phoneId = (own.rows[0] as { id: string }).id;
    expect(sessions.map((session) => session.id)).toContain(phoneId);
    await desk.post(`/account/sessions/${phoneId}/end`, {});
    expect((await phone.get('/account')).headers.get('location')).toBe('/sign-in?to=%2Faccount');
    expect((await desk.get('/account')).status).toBe(200);
    expect(await sessionsOf(house.db, id)).toHaveLength(1);
  });

  test('of somebody else cannot be ended', async () => {
    const [mine, theirs] = [
      await signedInAs('mine@northfield.example'),
      await signedInAs('theirs@northfield.example'),
    ];
    const [session] = await sessionsOf(house.db, (await personOf('theirs@northfield.example')).id);
    const answer = await mine.post(`/account/sessions/${session?.id ?? ''}/end`, {});
    expect(answer.status).toBe(404);
    expect((await theirs.get('/account')).status).toBe(200);
  });

  test('and all others end together, this one stays', async () => {
    const all = [];
    for (let number = 0; number < 4; number++) all.push(await signedInAs('many@northfield.example'));
    const [here, ...others] = all;
    expect((await here?.post('/account/sessions/end-others', {}))?.status).toBe(303);
    expect((await here?.get('/account'))?.status).toBe(200);
    for (const other of others) expect((await other.get('/account')).status).toBe(303);
  });

  test('ends by signing out, and its cookie is worth nothing after', async () => {
    const browser = await signedInAs('out@northfield.example');
    const token = browser.cookies.get('waymark-session') ?? '';
    const out = await browser.post('/sign-out', {});
    expect(out.headers.get('location')).toBe('/');
    expect(browser.cookies.has('waymark-session')).toBe(false);
    expect(out.headers.get('clear-site-data'), 'nobody goes back to a form of theirs').toBe('"cache"');
    const thief = browserAt(house);
    thief.cookies.set('waymark-session', token);
    expect((await thief.get('/account')).status).toBe(303);
    expect((await browser.post('/sign-out', {})).status).toBe(303);
  });

  test('cannot be ended from another site', async () => {
    const browser = await signedInAs('forged.out@northfield.example');
    expect((await browser.post('/sign-out', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await browser.get('/account')).status).toBe(200);
  });

  test('is over twelve hours after its last use, and lives on when used every eleven', async () => {
    stopClockAt('2026-11-23T08:00:00Z');
    const [idle, used] = [
      await signedInAs('idle@northfield.example'),
      await signedInAs('used@northfield.example'),
    ];
    stopClockAt('2026-11-23T19:00:00Z');
    expect((await used.get('/account')).status).toBe(200);
    stopClockAt('2026-11-23T20:00:00Z');
    expect((await idle.get('/account')).status).toBe(303);
    stopClockAt('2026-11-24T06:00:00Z');
    expect((await used.get('/account')).status).toBe(200);
  });

  test('is over seven days after it began, however much it is used', async () => {
    stopClockAt('2026-11-23T08:00:00Z');
    const browser = await signedInAs('week@northfield.example');
    for (let hours = 11; hours < 7 * 24; hours += 11) {
      stopClockAt(new Date(Date.UTC(2026, 10, 23, 8 + hours)).toISOString());
      expect((await browser.get('/account')).status).toBe(200);
    }
    stopClockAt('2026-11-30T08:00:00Z');
    expect((await browser.get('/account')).status).toBe(303);
  });

  test('is kept as a hash, and the device as words', async () => {
    const browser = await signedInAs('kept@northfield.example');
    const { rows } = await house.pool.query<{ all: string }>(
      `select session::text as all from people.session`,
    );
    for (const row of rows) {
      expect(row.all).not.toContain(browser.cookies.get('waymark-session'));
      expect(row.all).not.toContain('Mozilla');
    }
  });
});

describe('the account', () => {
  test('says what a person wrote of themselves, and shows hostile text as text', async () => {
    const browser = await signedInAs('name@northfield.example');
    const name = `"><img src=x onerror=alert(1)> O’Brien & Söhne 王`;
    expect((await browser.post('/account', { name, department: '<b>Physics</b>' })).status).toBe(303);
    const page = await (await browser.get('/account')).text();
    expect(page).not.toContain('<img src=x');
    expect(page).not.toContain('<b>Physics');
    expect((await findPerson(house.db, (await personOf('name@northfield.example')).id))?.name).toBe(name);
  });

  test.each([
    [{ name: '', department: '' }, 'Your name is missing'],
    [{ name: '   ', department: '' }, 'Your name is missing'],
    [{ name: 'A', department: 'x'.repeat(5000) }, 'Your department must be 200 characters or fewer'],
    [{ name: 'y'.repeat(201), department: 'Kept' }, 'Your name must be 200 characters or fewer'],
    [{}, 'Your name is missing'],
  ])('sends %j back with the words kept', async (fields, says) => {
    const person = await house.write((tx) => samplePerson(tx, 'Form Filler'));
    const { status, text } = await house.submit('/account', fields, person);
    expect(status).toBe(422);
    expect(text).toContain(says);
    if ('department' in fields && fields.department === 'Kept') expect(text).toContain('value="Kept"');
  });

  test('with a NUL in the name is saved without one', async () => {
    const person = await house.write((tx) => samplePerson(tx, 'Nul Name'));
    const { status } = await house.submit('/account', { name: 'Nul\x00Name', department: '' }, person);
    expect(status).toBe(303);
    expect((await findPerson(house.db, person.id))?.name).toBe('Nul\uFFFDName');
  });

  test('asks the name, and a refused one keeps the way on', async () => {
    const browser = await signedInAs('unnamed@northfield.example');
    expect(await (await browser.get('/account/name?to=/programmes')).text()).not.toContain('value="unnamed"');
    const answer = await browser.post('/account/name', { name: '', to: '/programmes' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('name="to" value="/programmes"');
    const evil = await browser.post('/account/name', { name: 'Ann', to: '//evil.example' });
    expect(evil.headers.get('location')).toBe('/');
  });

  test('lists the roles, with the way to manage them for a coordinator only', async () => {
    const person = await house.write((tx) => samplePerson(tx, 'Role Holder'));
    expect((await house.visit('/account', person)).text).toContain('No role yet');
    const [first] = (
      await house.db.selectFrom('people.organisation').select('id').where('slug', '=', 'northfield').execute()
    ).map(({ id }) => id);
    const organisationId = first ?? '';
    await house.write((tx) => giveHat(tx, { personId: person.id, organisationId, hat: 'mentor' }));
    const asMentor = await house.visit('/account', person);
    expect(asMentor.text).toContain('Mentor');
    expect(asMentor.text).not.toContain('/people/hats/');
    await house.write((tx) => giveHat(tx, { personId: person.id, organisationId, hat: 'coordinator' }));
    expect((await house.visit('/account', person)).text).toContain(`/people/hats/${organisationId}`);
  });
});

describe('a device is said in words', () => {
  const CHROME =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
  test.each([
    [CHROME, undefined, 'Chrome on Linux'],
    [CHROME, '"Chromium";v="156", "Not A Brand";v="99"', 'Chromium on Linux'],
    [CHROME, '"Google Chrome";v="156", "Chromium";v="156"', 'Chrome on Linux'],
    [`${CHROME} Edg/156.0`, undefined, 'Edge on Linux'],
    [FIREFOX, undefined, 'Firefox on Windows'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
      undefined,
      'Safari on an iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36',
      undefined,
      'Samsung Internet on Android',
    ],
    ['', undefined, 'A browser on a device that does not say what it is'],
    ['<script>', undefined, 'A browser on a device that does not say what it is'],
  ])('%s', (agent, brands, words) => {
    const headers = new Headers({ 'user-agent': agent, ...(brands ? { 'sec-ch-ua': brands } : {}) });
    expect(sayDevice(headers)).toBe(words);
  });
});

test('a form that breaks off on its way is no trouble of the house', async () => {
  const browser = await signedInAs('away@northfield.example');
  const gone = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  const body = new ReadableStream({ pull: (stream) => stream.error(gone) });
  const answer = await house.ask(
    new Request(`${BASE}/account`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: {
        cookie: await house.cookieOf(await personOf('away@northfield.example')),
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
    } as RequestInit),
  );
  expect(answer.status).toBe(422);
  expect((await browser.post('/account', { name: 'A\nB', department: '' })).status).toBe(303);
  expect((await personOf('away@northfield.example')).name).toBe('A B');
});

test('nobody who reads figures of a department says themselves which department is theirs', async () => {
  const head = await house.write(async (tx) => {
    const organisation = await sampleInstitution(tx, { slug: 'southfield' });
    const person = await samplePerson(tx, 'Philippa Strand', { hat: 'head-of-department', organisation });
    await describePerson(tx, person.id, { department: 'IT Services' });
    return person;
  });
  await house.submit('/account', { name: 'Philippa Strand', department: 'Physics' }, head);
  expect((await findPerson(house.db, head.id))?.department).toBe('IT Services');
  expect((await house.visit('/account', head)).text).not.toContain('name="department"');
});
