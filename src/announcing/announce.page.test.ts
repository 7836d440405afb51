import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { findApplication, runCounts, withdrawApplication } from '#application';
import { replyToOffer } from '#place';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { sampleAskedRun } from '../application/samples.ts';
import { samplePlace } from '../place/samples.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => stopClockAt(ukTime('2024-01-15T14:00')));
afterAll(async () => {
  await house.drain();
  expect(await house.broken()).toEqual([]);
  releaseClock();
});

const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo'];

async function scene(capacity: number, applicants: number) {
  const asked = await sampleAskedRun(house, capacity, NAMES.slice(0, applicants));
  const desk = `/desk/${asked.run.id}/decisions`;
  const { coordinator } = asked;
  return {
    ...asked,
    desk,
    /** Their ids by number. */
    id: (number: number) => asked.ids[number] ?? '',
    person: (number: number) => asked.people[number]?.person ?? coordinator,
    see: async (path: string) => (await house.visit(desk + path, coordinator)).text,
    send: (path: string, fields: Record<string, string | string[]>) =>
      house.submit(desk + path, fields, coordinator),
    mark: (outcome: string, application: string[]) =>
      house.submit(desk, { outcome, application }, coordinator),
    announce: async () => {
      const page = await house.visit(`${desk}/announce/confirm`, coordinator);
      const seen = /name="seen" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
      return house.submit(`${desk}/announce`, { seen }, coordinator);
    },
  };
}

async function textsTo(applicationId: string, kind: string): Promise<string[]> {
  await house.drain();
  const { rows } = await sql<{ text: string }>`select text from platform.letter
    where about = ${`application:${applicationId}`} and kind = ${kind}`.execute(house.db);
  return rows.map((row) => row.text);
}

test('S3.2 the letters are counted by kind, each can be looked at as it will read, and the count is restated before any is sent', async () => {
  const { ids, mark, see, announce, run } = await scene(2, 4);
  await mark('offered', ids.slice(0, 2));
  await mark('reserve', ids.slice(2, 3));
  await mark('not-offered', ids.slice(3));
  expect(await see('/announce')).toContain('4 decisions: 2 offers, 1 reserve, 1 not offered');
  const letter = await see(`/announce/${ids[0]}`);
  for (const words of [
    'Letter to Ada',
    '[Action required] You have the offer of a place: reply by Wed 17 January 2024, 5pm (UK time)',
    'Workshop 1',
    'Answer the offer',
  ])
    expect(letter).toContain(words);
  expect(letter).toMatch(/\d of 4/);
  expect(await see('/announce/confirm')).toContain(
    'You are about to send 4 letters. This cannot be taken back.',
  );
  expect((await runCounts(house.db, run.id)).offered).toBe(0);
  expect((await announce()).location).toBe(`/desk/${run.id}/places`);
  await house.drain();
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.letter
    where about = any(${ids.map((one) => `application:${one}`)}::text[])`.execute(house.db);
  expect(rows[0]?.n).toBe(4);
});

test('S3.2 the letter before and the letter after lead through all of them, the held ones last', async () => {
  const { ids, mark, send, see, id } = await scene(6, 6);
  await mark('offered', ids);
  await send('/announce/hold', { application: [id(2)], held: 'yes' });
  const met: string[] = [];
  let at = /announce\/([0-9a-f-]{36})"/.exec(await see('/announce'))?.[1];
  while (at && met.length < 10) {
    met.push(at);
    const page = await see(`/announce/${at}`);
    expect(page).toContain(`${met.length} of 6`);
    at = /rel="next" href="[^"]*announce\/([0-9a-f-]{36})"/.exec(page)?.[1];
  }
  expect([...met].sort()).toEqual([...ids].sort());
  expect(met.at(-1)).toBe(id(2));
});

test('S3.2 one person’s letter is held back: the others are sent, and that decision stays pending and unseen', async () => {
  const { ids, mark, send, see, announce, id, person, run, coordinator } = await scene(2, 3);
  await mark('offered', ids.slice(0, 2));
  await mark('not-offered', ids.slice(2));
  const held = await send('/announce/hold', { application: [id(1)], held: 'yes' });
  expect(held.status).toBe(303);
  expect(await see('/announce')).toContain('2 decisions: 1 offer, 1 not offered');
  expect(await see('/announce?show=held')).toContain('Bo');
  expect(await see('/announce/confirm')).toContain('1, still pending');
  await announce();
  expect((await findApplication(house.db, id(1)))?.state).toBe('submitted');
  expect((await house.visit(`/applications/${id(1)}`, person(1))).text).not.toContain('Offered');
  expect(await textsTo(id(1), 'place.offered')).toEqual([]);
  expect((await house.visit(`/desk/${run.id}/places`, coordinator)).text).toContain(
    '0 marked, and 1 held back',
  );
  await send('/announce/hold', { application: [id(1)], held: 'no' });
  await announce();
  expect((await findApplication(house.db, id(1)))?.state).toBe('offered');
});

test('S3.2 one person’s letter says a coordinator’s own words, with the time to reply as it is when it is sent', async () => {
  const { ids, mark, send, see, announce, id } = await scene(2, 2);
  await mark('offered', ids);
  const words = 'Dear colleague, we are glad.\n\nSay yes by {reply-by} & bring <tea>.';
  expect((await send(`/announce/${id(0)}`, { words, version: '0' })).status).toBe(303);
  expect(await see(`/announce/${id(0)}`)).toContain(
    'Say yes by Wed 17 January 2024, 5pm (UK time) &amp; bring &lt;tea',
  );
  stopClockAt(ukTime('2024-01-15T18:00'));
  await announce();
  const [own] = await textsTo(id(0), 'place.offered');
  expect(own).toContain('Say yes by Thu 18 January 2024, 9.30am (UK time) & bring <tea>.');
  expect(own).toContain('Workshop 1');
  expect(own).not.toContain('We are glad to offer you a place');
  expect((await textsTo(id(1), 'place.offered'))[0]).toContain('We are glad to offer you a place');
});

test('S3.2 words of one’s own: unknown braces are named, another’s words are not overwritten, and the usual ones come back', async () => {
  const { ids, mark, send, see, id } = await scene(1, 1);
  await mark('offered', ids);
  const write = (words: string, version: string) => send(`/announce/${id(0)}`, { words, version });
  const strange = await write('Dear {name}, {reply-by}', '0');
  expect(strange.status).toBe(422);
  expect(strange.text).toContain('{name}');
  expect((await write('First words', '0')).status).toBe(303);
  const late = await write('Second words', '0');
  expect(late.status).toBe(409);
  expect(late.text).toContain('First words');
  expect(late.text).toContain('Second words');
  expect((await send(`/announce/${id(0)}`, { usual: 'yes', version: '1' })).status).toBe(303);
  expect(await see(`/announce/${id(0)}`)).not.toContain('First words');
  // Who still has the first words open does not write over what came after.
  expect((await write('Third words', '2')).status).toBe(303);
  expect((await write('Old words', '1')).status).toBe(409);
  // Words for an offer are not sent with a no.
  await mark('not-offered', ids);
  expect(await see('/announce')).toContain('written while the mark was another. They are not used.');
  expect(await see(`/announce/${id(0)}`)).toContain('There were 1 applications for 1 places');
});

test('a letter that changes after the count was looked at is noticed by the button', async () => {
  const { ids, mark, send, id, desk, coordinator, run } = await scene(2, 2);
  await mark('offered', ids);
  const changes: (() => Promise<unknown>)[] = [
    () => send(`/announce/${id(0)}`, { words: 'Other words', version: '0' }),
    () => send('/announce/hold', { application: [id(1)], held: 'yes' }),
    () => mark('not-offered', ids.slice(0, 1)),
  ];
  for (const change of changes) {
    const page = await house.visit(`${desk}/announce/confirm`, coordinator);
    const seen = /name="seen" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await change();
    const refused = await house.submit(`${desk}/announce`, { seen }, coordinator);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('after you opened this page');
  }
  expect((await runCounts(house.db, run.id)).offered).toBe(0);
});

test('S3.3 an offer after a no warns of the contrary letter, unsent or sent, and of what was withdrawn or stands already', async () => {
  const { ids, mark, see, announce, id, person, run } = await scene(3, 4);
  await mark('not-offered', [id(0)]);
  await announce();
  await mark('offered', [id(0)]);
  expect(await see('/announce')).toMatch(
    /Ada v+: was told “Not offered” before. The new letter contradicts it/,
  );
  await house.drain();
  await sql`update platform.letter set state = 'queued', sent_at = null where about = ${`application:${id(0)}`}`.execute(
    house.db,
  );
  expect(await see('/announce')).toContain('the letter that says “Not offered” has not gone out yet');
  await mark('offered', ids.slice(1, 3));
  const leaving = { applicationId: id(1), runId: run.id, personId: person(1).id, reason: '' };
  await house.write((tx) => withdrawApplication(tx, leaving));
  expect(await see('/announce')).toMatch(/Bo v+: has withdrawn since. The mark is left alone/);
  expect(await see('/announce/confirm')).toContain('has withdrawn since');
  await announce();
  expect((await findApplication(house.db, id(1)))?.state).toBe('withdrawn');
});

test('S3.3 a number of the reserve list given twice, a place on an overlapping run, and more offers than places are said first', async () => {
  const { ids, mark, see, id, person, run, send } = await scene(1, 5);
  await mark('reserve', ids.slice(0, 2));
  await sql`update selection.decision set reserve_rank = 1 where application_id = ${id(1)}`.execute(house.db);
  expect(await see('/announce')).toContain('share number 1 of the reserve list');
  await send('/announce/hold', { application: [id(1)], held: 'yes' });
  expect(await see('/announce')).not.toContain('share number 1');
  const elsewhere = await sampleRun(house, { slug: 'at-the-same-time', name: 'other programme' });
  const later = await sampleRun(house, { slug: 'without-dates', name: 'later programme', workshops: 0 });
  await samplePlace(house, elsewhere, person(2));
  await samplePlace(house, later, person(3));
  await mark('offered', ids.slice(2, 4));
  const page = await see('/announce');
  expect(page).toMatch(/Cy v+: has a place on the CMALT other programme, which runs at the same time/);
  expect(page).not.toContain('later programme');
  expect(page).toContain('2 offers are marked, but only 1 of 1 places are free');
  expect(page).not.toContain('Go on to send');
  const refused = await send('/announce', { seen: 'x' });
  expect(refused.status).toBe(409);
  expect((await house.visit(`/desk/${run.id}/decisions/announce/confirm`, person(0))).status).toBe(404);
});

test('hostile posts to the pages of announcing are refused in words, and others’ marks and runs are not there', async () => {
  const { ids, mark, send, see, id, desk, person, selector, coordinator } = await scene(1, 2);
  const other = await scene(1, 1);
  await mark('offered', [id(0)]);
  await other.mark('offered', other.ids);
  const hostile = [
    '',
    'x',
    '%00',
    "'; drop table selection.decision; --",
    '00000000-0000-4000-8000-000000000000',
  ];
  for (const value of [...hostile, '\0', 'x'.repeat(30_000)]) {
    expect([303, 422]).toContain(
      (await send('/announce/hold', { application: [value], held: 'yes' })).status,
    );
    expect((await send('/announce/hold', { application: ids, held: value })).status).toBe(422);
    expect((await send('/announce', { seen: value })).status).toBe(409);
    const words = await send(`/announce/${id(0)}`, { words: value, version: value });
    expect(words.status).toBe(422);
  }
  for (const value of [...hostile.slice(1), other.id(0), id(1)]) {
    expect((await house.visit(`${desk}/announce/${encodeURIComponent(value)}`, coordinator)).status).toBe(
      404,
    );
    const path = `/announce/${encodeURIComponent(value)}`;
    expect((await send(path, { words: 'Mine', version: '0' })).status, value).toBe(404);
    expect((await send(path, { usual: 'yes', version: '0' })).status, value).toBe(404);
  }
  await send('/announce/hold', { application: other.ids, held: 'yes' });
  expect(await other.see('/announce')).toContain('1 decision: 1 offer');
  const paths = ['/announce', '/announce/confirm', `/announce/${id(0)}`];
  const outsider = await samplePersonWith(house, other.run, 'Zora Elsewhere', 'mentor');
  for (const as of [person(0), selector, outsider]) {
    for (const path of paths) expect((await house.visit(desk + path, as)).status).toBe(404);
    for (const path of ['/announce', '/announce/hold', `/announce/${id(0)}`])
      expect(
        (await house.submit(desk + path, { held: 'yes', application: ids, words: 'x', version: '0' }, as))
          .status,
      ).toBe(404);
  }
  for (const query of ['?page=-1', '?page=1e9', '?page=x&outcome=crowned', '?show=all&outcome=offered'])
    expect(await see(`/announce${query}`)).toContain('1 decision: 1 offer');
});

test('/places counts who asked, is pending, offered, accepted, silent and on the list, and reminds by hand', async () => {
  const { ids, mark, announce, id, person, run, coordinator } = await scene(3, 6);
  await mark('offered', ids.slice(0, 3));
  await mark('reserve', [id(3)]);
  await announce();
  await mark('not-offered', [id(4)]);
  await house.write((tx) =>
    replyToOffer(tx, { applicationId: id(0), runId: run.id, personId: person(0).id, answer: 'accepted' }),
  );
  await house.write((tx) =>
    replyToOffer(tx, { applicationId: id(1), runId: run.id, personId: person(1).id, answer: 'declined' }),
  );
  const page = await house.visit(`/desk/${run.id}/places`, coordinator);
  const plain = page.text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  for (const words of [
    'Asked 6',
    'Submitted 2 without a decision announced',
    'Pending 1 marked',
    'Offered 1 waiting for a reply',
    // Bo's place is held for ten minutes more.
    'Accepted 1 of 3 places, 0 free',
    'No reply yet 1',
    'Reserve list 1',
    'No reply yet (1)',
    'None sent; next on Tue 16 January 2024, 5pm',
  ])
    expect(plain).toContain(words);
  const remind = /action="([^"]+\/remind)"/.exec(page.text)?.[1] ?? '';
  expect((await house.submit(remind, {}, coordinator)).status).toBe(303);
  const after = await house.visit(`/desk/${run.id}/places`, coordinator);
  expect(after.text).toContain('1 sent, the last on Mon 15 January 2024, 2pm');
  expect((await house.submit(remind, {}, coordinator)).status).toBe(303);
  expect((await house.visit(`/desk/${run.id}/places?unanswered=-3&reserve=9e9`, coordinator)).status).toBe(
    200,
  );
});
