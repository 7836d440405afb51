import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { findApplicationTo } from '#application';
import { BASE } from '#test/house.ts';
import { stopClockAt } from '#platform/clock.ts';
import { samplePersonWith, ukTime } from '../programme/samples.ts';
import { beginIn, fieldsOf, fillIn, HOSTILE, sampleApplying } from '../application/samples.ts';
import { answerAsk } from './ask.ts';
import { askOf, asksOf } from './support.sql.ts';
import { LINK_DAYS, MOST_A_DAY } from './support.ts';

const { house, run, someone, browser } = sampleApplying();

/** Somebody who has sent an application that names Morgan Sample. */
async function applied() {
  const person = await someone();
  const writer = browser(person);
  const home = await beginIn(writer);
  await fillIn(writer, home);
  await writer.submit(`${home}/submit`);
  await house().drain();
  return { person, writer, home, id: home.split('/').at(-1) ?? '' };
}

/** The links that went out about an application, the newest last. */
async function linksOf(id: string): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from platform.letter
    where kind = 'support.asked' and about = ${`application:${id}`} order by written_at, id`.execute(
    house().db,
  );
  return rows.map(({ text }) => /\/support\/[\w-]{22}\b/.exec(text)?.[0] ?? '');
}

const stateOf = async (id: string) => (await askOf(house().db, id))?.answer;

test('S2.10: the manager named in what was sent gets a link, sees exactly what is asked without an account, and confirms by a POST', async () => {
  const { person, writer, home, id } = await applied();
  const [link = ''] = await linksOf(id);
  const { rows } = await sql<{ to_address: string; secret: boolean }>`select to_address, secret
    from platform.letter where kind = 'support.asked' and about = ${`application:${id}`}`.execute(house().db);
  expect(rows).toEqual([{ to_address: 'morgan.sample@ox.example', secret: true }]);
  const page = await house().visit(link);
  expect(page.status).toBe(200);
  for (const words of [person.name, 'Thu 18 January 2024', 'My department or division'])
    expect(page.text).toContain(words);
  for (const words of ['the move of our courses', 'A seat near the front', person.email])
    expect(page.text).not.toContain(words);
  expect((await writer.visit(home)).text).toContain('Morgan Sample was asked');
  expect((await house().submit(link, { answer: 'confirmed', words: 'Gladly. <b>' })).status).toBe(303);
  expect(await stateOf(id)).toBe('confirmed');
  expect((await house().visit(link)).text).toContain(`You have confirmed it for ${person.name}</h1>`);
  await house().drain();
  expect((await writer.visit(`${home}/support`)).text).toContain('Gladly. &lt;b>');
  const told = await sql<{ subject: string }>`select subject from platform.letter
    where kind = 'support.answered' and person_id = ${person.id}`.execute(house().db);
  expect(told.rows[0]?.subject).toContain('Morgan Sample supports your application');
});

test('S2.10: whatever prefetches or opens the link changes nothing, however often', async () => {
  const { id } = await applied();
  const [link = ''] = await linksOf(id);
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
    for (const query of ['', '?answer=confirmed', '?answer=declined&words=x'])
      await house().ask(new Request(BASE + link + query, { method, headers: { purpose: 'prefetch' } }));
  const elsewhere = new Headers({ 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' });
  const body = new URLSearchParams({ answer: 'confirmed' });
  const forged = await house().ask(new Request(BASE + link, { method: 'POST', headers: elsewhere, body }));
  expect(forged.status).toBe(403);
  expect(await stateOf(id)).toBeUndefined();
});

test('S2.10: naming somebody else kills the old link, sending again replaces it, and each is a token kept only as a hash', async () => {
  const { writer, home, id } = await applied();
  stopClockAt(ukTime('2024-01-04T10:01'));
  await writer.submit(`${home}/support/again`);
  stopClockAt(ukTime('2024-01-04T10:02'));
  await writer.submit(`${home}/support`, { name: 'Robin Other', email: 'robin.other@ox.example' });
  const links = await linksOf(id);
  expect(new Set(links).size).toBe(3);
  for (const dead of links.slice(0, 2)) {
    const page = await house().visit(dead);
    expect(page.status).toBe(410);
    expect(page.text).not.toContain('Person');
    expect((await house().submit(dead, { answer: 'confirmed' })).status).toBe(409);
  }
  expect((await house().submit(links[2] ?? '', { answer: 'declined', words: 'Not this year.' })).status).toBe(
    303,
  );
  expect(await stateOf(id)).toBe('declined');
  const { rows } = await sql<{ found: boolean }>`select exists (select from support.manager_ask
    where encode(token_hash, 'escape') like ${`%${links[2]?.slice(9)}%`}) as found`.execute(house().db);
  expect(rows[0]?.found).toBe(false);
  const { rows: kept } = await sql<{ n: number }>`select count(*)::int as n from letter.wording
    where link_path like '/support/%'`.execute(house().db);
  expect(kept[0]?.n).toBe(0);
});

test('S2.10: a link works for three weeks and then says so; asking again gives a new one', async () => {
  const { id } = await applied();
  const [link = ''] = await linksOf(id);
  const askedAt = ukTime('2024-01-04T10:00');
  stopClockAt(askedAt.add({ hours: LINK_DAYS * 24 }).subtract({ seconds: 1 }));
  expect((await house().visit(link)).status).toBe(200);
  stopClockAt(askedAt.add({ hours: LINK_DAYS * 24 }));
  expect((await house().visit(link)).status).toBe(410);
  expect((await house().submit(link, { answer: 'confirmed' })).status).toBe(409);
  expect(await stateOf(id)).toBeUndefined();
});

test('S2.10: an application that is taken back needs no support: the link is dead', async () => {
  const { writer, home, id } = await applied();
  const [link = ''] = await linksOf(id);
  await writer.submit(`${home}/withdraw`, { reason: '' });
  await house().drain();
  expect((await house().visit(link)).status).toBe(410);
  expect((await writer.submit(`${home}/support/again`)).status).toBe(404);
});

test('S2.10: answered eight times at once counts once; the first answer stands', async () => {
  const { id } = await applied();
  const askId = (await askOf(house().db, id))?.id ?? '';
  const answers = await Promise.allSettled(
    Array.from({ length: 8 }, (_, at) =>
      house().write((tx) =>
        answerAsk(tx, { askId, answer: at % 2 ? 'confirmed' : 'declined', words: String(at) }),
      ),
    ),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await house().drain();
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.letter
    where kind = 'support.answered' and about = ${`application:${id}`}`.execute(house().db);
  expect(rows[0]?.n).toBe(1);
});

test('S2.10: nobody is written to more than five times a day, at their own address, or about somebody else’s application', async () => {
  const { writer, home, id, person } = await applied();
  expect((await writer.submit(`${home}/support`, { name: 'Me', email: person.email })).status).toBe(422);
  const tries = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      writer.submit(`${home}/support`, { name: `Manager ${at}`, email: `manager${at}@ox.example` }),
    ),
  );
  expect(tries.filter(({ status }) => status === 303)).toHaveLength(MOST_A_DAY - 1);
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(10 - MOST_A_DAY + 1);
  expect((await linksOf(id)).length).toBe(MOST_A_DAY);
  const other = browser(await someone());
  expect((await other.visit(`${home}/support`)).status).toBe(404);
  expect((await other.submit(`${home}/support`, { name: 'X', email: 'x@ox.example' })).status).toBe(404);
  const coordinator = await samplePersonWith(house(), run(), 'Farida Looks', 'coordinator');
  expect((await house().visit(`${home}/support`, coordinator)).status).toBe(404);
});

test('S2.10: hostile links and fields are 404 and 422, never an error, and nothing of theirs is markup', async () => {
  const { writer, home, id } = await applied();
  for (const token of ['x', 'a'.repeat(22), encodeURIComponent(HOSTILE), '%00', 'a'.repeat(4000)])
    expect([404, 414, 400]).toContain((await house().visit(`/support/${token}`)).status);
  const [link = ''] = await linksOf(id);
  for (const fields of [
    {},
    { answer: 'maybe' },
    { answer: ['confirmed', 'declined'] },
    { answer: 'confirmed', words: 'x'.repeat(2001) },
  ] as Record<string, string | string[]>[])
    expect((await house().submit(link, fields)).status).toBe(422);
  for (const fields of [
    { name: '', email: '' },
    { name: HOSTILE, email: HOSTILE },
    { name: 'x'.repeat(201), email: 'a@b.example' },
  ])
    expect((await writer.submit(`${home}/support`, fields)).status).toBe(422);
  expect(await stateOf(id)).toBeUndefined();
});

test('S2.10: changing the manager in the form and sending it again asks the new one; the same one is not asked twice', async () => {
  const { person, writer, home, id } = await applied();
  await writer.submit(`${home}/answers/reasons`, { ...fieldsOf('reasons', 1), hopes: 'Otherwise.' });
  await writer.submit(`${home}/submit`);
  await house().drain();
  expect(await linksOf(id)).toHaveLength(1);
  await writer.submit(`${home}/answers/support`, {
    ...fieldsOf('support', 1),
    managerEmail: 'new.one@ox.example',
  });
  await writer.submit(`${home}/submit`);
  await house().drain();
  expect((await askOf(house().db, id))?.managerEmail).toBe('new.one@ox.example');
  const application = await findApplicationTo(house().db, run().id, person.id);
  expect((await asksOf(house().db, [application?.id ?? ''])).size).toBe(1);
});
