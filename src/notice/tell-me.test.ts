import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openFrameworks } from '#framework';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { addRun, type Run } from '#programme';
import { BASE, openHouse, type TestHouse } from '#test/house.ts';
import { tellRunOpened } from '../programme/news.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';

beforeAll(() => void openFrameworks('frameworks'));
beforeEach(() => stopClockAt('2026-09-01T10:00:00Z'));
afterEach(releaseClock);

const PATH = '/tell-me/cmalt';
const TILDA = 'tilda@elsewhere.example';

async function ask(house: TestHouse, email = TILDA) {
  const answer = await house.submit(PATH, { email, homepage: '' });
  await house.drain();
  return answer;
}

type Written = { to_address: string; kind: string; text: string; unsubscribe_path: string | null };

async function letters(house: TestHouse, kind: string): Promise<Written[]> {
  return house.db
    .selectFrom('platform.letter')
    .select(['to_address', 'kind', 'text', 'unsubscribe_path'])
    .where('kind', '=', kind)
    .orderBy('written_at')
    .execute();
}

async function linkIn(house: TestHouse): Promise<string> {
  const text = (await letters(house, 'notice.confirm')).at(-1)?.text ?? '';
  return /\/tell-me\/confirm\/[\w.-]+/.exec(text)?.[0] ?? '';
}

async function confirmed(house: TestHouse, email = TILDA): Promise<void> {
  await ask(house, email);
  expect((await house.submit(await linkIn(house), {})).status).toBe(303);
}

/** The next year's run, which opens on 1 October 2026. */
async function nextRun(house: TestHouse, run: Run): Promise<Run> {
  return house.write((tx) =>
    addRun(tx, {
      programmeId: run.programme.id,
      slug: '2027',
      name: '2027 programme',
      capacity: 14,
      opensAt: ukTime('2026-10-01T09:00'),
      closesAt: ukTime('2027-01-11T12:00'),
      notifyWeekOf: '2027-01-18',
      zone: 'Europe/London',
    }),
  );
}

/** What the house does at a moment about whether a run has opened. */
async function open(house: TestHouse, run: Run, wall = '2026-10-01T09:00'): Promise<void> {
  stopClockAt(ukTime(wall));
  await tellRunOpened.run(house.db, { runId: run.id });
  await house.drain();
}

test('S1.7: whoever confirmed their address gets one letter when the next run opens, and no second one', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  await confirmed(house);
  const next = await nextRun(house, run);
  await open(house, next, '2026-10-01T08:59');
  expect(await letters(house, 'notice.opened')).toEqual([]);
  await open(house, next);
  const [letter, ...others] = await letters(house, 'notice.opened');
  expect(others).toEqual([]);
  expect(letter?.to_address).toBe(TILDA);
  expect(letter?.text).toContain(
    'CMALT 2027 programme are open, until Mon 11 January 2027, 12 noon (UK time)',
  );
  expect(letter?.text).toContain('/programmes/cmalt/2027');
  await open(house, next);
  expect(await letters(house, 'notice.opened')).toHaveLength(1);
  expect(await house.db.selectFrom('notice.notice').selectAll().execute()).toEqual([]);
  expect(await house.broken()).toEqual([]);
});

test('S1.7: an address that nobody confirmed is not told', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  await ask(house);
  await open(house, await nextRun(house, run));
  expect(await letters(house, 'notice.opened')).toEqual([]);
});

test('S1.7: opening a link changes nothing; its button does', async () => {
  const house = await openHouse();
  await sampleRun(house);
  await ask(house);
  const link = await linkIn(house);
  const seen = await house.visit(link);
  expect(seen.text).toContain('Confirm my address');
  const isConfirmed = async () => {
    const kept = await house.db.selectFrom('notice.notice').select('confirmed_at').executeTakeFirstOrThrow();
    return kept.confirmed_at !== null;
  };
  expect(await isConfirmed()).toBe(false);
  expect((await house.submit(link, {})).status).toBe(303);
  expect(await isConfirmed()).toBe(true);
  expect((await house.visit(link)).text).toContain('Your address is confirmed');
  const end = (await letters(house, 'notice.confirm'))[0]?.unsubscribe_path ?? '';
  expect((await house.visit(end)).text).toContain('Forget my address');
  expect(await isConfirmed()).toBe(true);
});

test('S1.7: a mail program ends it by one POST from elsewhere, and again without harm', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  await confirmed(house);
  const path = (await letters(house, 'notice.confirm'))[0]?.unsubscribe_path ?? '';
  const press = () =>
    house.ask(
      new Request(BASE + path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
        body: 'List-Unsubscribe=One-Click',
      }),
    );
  expect((await press()).status).toBeLessThan(400);
  expect(await house.db.selectFrom('notice.notice').selectAll().execute()).toEqual([]);
  expect((await press()).status).toBeLessThan(400);
  expect((await house.visit(path)).text).toContain('You will not be told');
  await open(house, await nextRun(house, run));
  expect(await letters(house, 'notice.opened')).toEqual([]);
});

test('S1.7: the letter carries its end in its head, as mail programs look for it', async () => {
  const mails: ParsedMail[] = [];
  const post = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((listening) => post.listen(0, '127.0.0.1', listening));
  try {
    const { port } = post.server.address() as { port: number };
    const house = await openHouse({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    await sampleRun(house);
    await ask(house);
    const [mail] = mails;
    const raw = mail?.headerLines.map(({ line }) => line.replaceAll(/\r?\n\s+/g, ' ')).join('\n') ?? '';
    expect(raw).toMatch(/^List-Unsubscribe: <http:\/\/localhost:3000\/tell-me\/end\/[\w.-]+>$/m);
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
  } finally {
    await new Promise<void>((closed) => post.close(() => closed()));
  }
});

test('S1.7: an address is forgotten after as many days as the institution says, confirmed or not', async () => {
  const house = await openHouse();
  await sampleRun(house);
  await confirmed(house, 'kept@elsewhere.example');
  await ask(house, 'unconfirmed@elsewhere.example');
  const known = async () =>
    (await house.db.selectFrom('notice.notice').select('address').orderBy('address').execute()).map(
      ({ address }) => address,
    );
  const night = async (at: string) => {
    stopClockAt(at);
    const { forgetNotices } = await import('./forget.ts');
    await forgetNotices.run(house.db, {});
    return known();
  };
  expect(await night('2026-09-08T09:59:00Z')).toHaveLength(2);
  expect(await night('2026-09-08T10:01:00Z')).toEqual(['kept@elsewhere.example']);
  expect(await night('2028-03-02T09:00:00Z')).toHaveLength(1);
  expect(await night('2028-03-02T11:00:00Z')).toEqual([]);
});

test('S1.7: an answer tells nobody whether an address is known, and no mailbox is filled', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const first = await ask(house);
  const second = await ask(house, TILDA.toUpperCase());
  expect([second.status, second.location]).toEqual([first.status, first.location]);
  expect(await letters(house, 'notice.confirm')).toHaveLength(1);
  stopClockAt('2026-09-01T11:01:00Z');
  await ask(house);
  expect(await letters(house, 'notice.confirm')).toHaveLength(2);
  await house.submit(await linkIn(house), {});
  stopClockAt('2026-09-01T13:00:00Z');
  expect((await ask(house)).location).toBe(first.location);
  expect(await letters(house, 'notice.confirm')).toHaveLength(2);
});

test('S1.7: ten who ask at once for one address make one notice and one letter', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const asked = await Promise.all(
    Array.from({ length: 10 }, () => house.submit(PATH, { email: TILDA, homepage: '' })),
  );
  expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([303]));
  await house.drain();
  expect(await letters(house, 'notice.confirm')).toHaveLength(1);
  expect(await house.db.selectFrom('notice.notice').selectAll().execute()).toHaveLength(1);
});

test('S1.7: somebody signed in need not confirm their own address, but does any other', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const imani = await samplePersonWith(house, run, 'Imani Sorensen');
  for (const email of [imani.email.toUpperCase(), TILDA])
    await house.submit(PATH, { email, homepage: '' }, imani);
  const rows = await house.db.selectFrom('notice.notice').select(['address', 'confirmed_at']).execute();
  const isConfirmed = new Map(rows.map(({ address, confirmed_at }) => [address, confirmed_at !== null]));
  expect(isConfirmed).toEqual(
    new Map([
      [imani.email, true],
      [TILDA, false],
    ]),
  );
});

test('S1.7: links that we did not make are not there, and hostile addresses are refused', async () => {
  const house = await openHouse();
  await sampleRun(house);
  await ask(house);
  const link = await linkIn(house);
  const crossed = link.replace('/confirm/', '/end/');
  for (const path of [crossed, `${link}x`, '/tell-me/end/x', '/tell-me/confirm/%00.x', '/tell-me/nothing']) {
    expect((await house.visit(path)).status).toBe(404);
    expect((await house.submit(path, { email: TILDA })).status).toBe(404);
  }
  for (const email of [
    '',
    'x',
    'a@b',
    'a@example.org\r\nBcc: b@example.org',
    `${'a'.repeat(400)}@example.org`,
  ])
    expect((await house.submit(PATH, { email, homepage: '' })).status).toBe(422);
  expect((await house.submit(PATH, { email: 'bot@elsewhere.example', homepage: 'x' })).status).toBe(303);
  expect(await house.db.selectFrom('notice.notice').selectAll().execute()).toHaveLength(1);
});

test('S1.7: a closed run and its programme lead to it, an open one to applying', async () => {
  const house = await openHouse();
  await sampleRun(house);
  for (const path of ['/programmes/cmalt/2024', '/programmes/cmalt'])
    expect((await house.visit(path)).text).toContain('href="/tell-me/cmalt"');
  stopClockAt(ukTime('2024-01-02T10:00'));
  expect((await house.visit('/programmes/cmalt/2024')).text).not.toContain('/tell-me/');
  expect((await house.visit(PATH)).text).toContain('A run is open now');
});
