import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { stopClockAt } from '#platform/clock.ts';
import { sampleRun, ukTime } from '../programme/samples.ts';
import { findApplicationTo } from './application.sql.ts';
import {
  beginIn as begin,
  fieldsOf as answersOf,
  fillIn as fill,
  HOSTILE,
  sampleApplying,
} from './samples.ts';

const { house, run, someone, browser } = sampleApplying();

test('S2.2 words written signed out are in the application after signing in, to the last one', async () => {
  const visitor = browser();
  const home = await begin(visitor);
  await fill(visitor, home);
  const check = await visitor.visit(`${home}/check`);
  expect(check.text).toContain('Sign in to send it');
  const away = await visitor.submit(`${home}/submit`);
  expect(away.location).toBe(`/sign-in?to=${encodeURIComponent(`${home}/check`)}`);
  visitor.signIn(await someone());
  const back = await visitor.visit(`${home}/check`);
  expect(back.text).toContain('the move of our courses');
  expect(back.text).toContain('Send my application');
  const sent = await visitor.submit(`${home}/submit`);
  expect(sent.location).toBe(`${home}/submitted`);
  const panel = await visitor.visit(`${home}/submitted`);
  expect(panel.text).toMatch(/Your number is <strong>[A-Z0-9]{4}-[A-Z0-9]{4}/);
});

test('a draft begun in one browser is not there for another, nor for someone who signs in elsewhere', async () => {
  const home = await begin(browser());
  const other = browser();
  await begin(other);
  expect((await other.visit(home)).status).toBe(404);
  expect((await other.submit(`${home}/answers/work`, answersOf('work'))).status).toBe(404);
  const stranger = browser(await someone());
  expect((await stranger.visit(home)).status).toBe(404);
  expect((await browser().visit(home)).status).toBe(303);
});

test('another person finds none of an application’s pages, whatever they ask or send', async () => {
  const owner = browser(await someone());
  const home = await begin(owner);
  const other = browser(await someone());
  for (const page of [
    '',
    '/check',
    '/answers/work',
    '/both',
    '/submitted',
    '/withdraw',
    '/offer',
    '/give-up',
  ])
    expect((await other.visit(home + page)).status, page).toBe(404);
  for (const act of ['/answers/work', '/submit', '/withdraw', '/offer', '/give-up'])
    expect((await other.submit(home + act, { answer: 'accepted' })).status, act).toBe(404);
});

test('ids and sections that do not exist are not found, never an error', async () => {
  const owner = browser(await someone());
  const home = await begin(owner);
  for (const path of [
    '/applications/00000000-0000-4000-8000-000000000000',
    '/applications/not-an-id',
    `${home}/answers/nothing`,
    `${home}/offer`,
    '/selecting/00000000-0000-4000-8000-000000000000',
  ])
    expect((await owner.visit(path)).status, path).toBe(404);
  expect((await owner.submit('/programmes/none/2024/apply')).status).toBe(404);
  const chosen = await owner.submit(`${home}/both/00000000-0000-4000-8000-000000000000`, { keep: 'other' });
  expect([303, 404]).toContain(chosen.status);
});

test('sending with something missing is refused with a link to each missing answer', async () => {
  const writer = browser(await someone());
  const home = await begin(writer);
  await writer.submit(`${home}/answers/work`, answersOf('work'));
  const refused = await writer.submit(`${home}/submit`);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain(`${home}/answers/reasons?from=check#field-motivation`);
  expect((await writer.visit(home)).text).toContain('1 of 6 sections completed');
});

test('the receipt holds every answer, and a changed application is in only once it is sent again', async () => {
  const person = await someone();
  const writer = browser(person);
  const home = await begin(writer);
  await fill(writer, home);
  await writer.submit(`${home}/submit`);
  await house().drain();
  const { rows } = await sql<{ text: string; subject: string }>`select text, subject from platform.letter
    where person_id = ${person.id} and kind = 'application.receipt'`.execute(house().db);
  expect(rows[0]?.subject).toMatch(/^\[CMALT\] We have your application/);
  for (const words of [
    'Learning Technologist',
    '80 per cent',
    '4. Working with others (Thu 11 April 2024)',
    'A seat near the front',
  ])
    expect(rows[0]?.text).toContain(words);
  await writer.submit(`${home}/answers/reasons`, { ...answersOf('reasons', 1), hopes: 'Senior, after all.' });
  expect((await writer.visit(home)).text).toContain('Send your changes');
  await writer.submit(`${home}/submit`);
  expect((await findApplicationTo(house().db, run().id, person.id))?.submissionNumber).toBe(2);
  expect((await writer.visit(home)).text).not.toContain('Send your changes');
});

test('withdrawn before the deadline it can be sent again; after the deadline it is read-only', async () => {
  stopClockAt(ukTime('2024-01-08T10:00'));
  const writer = browser(await someone());
  const home = await begin(writer);
  await fill(writer, home);
  await writer.submit(`${home}/submit`);
  expect((await writer.submit(`${home}/withdraw`, { reason: HOSTILE })).status).toBe(303);
  expect((await writer.submit(`${home}/withdraw`, {})).status).toBe(303);
  expect((await writer.visit(home)).text).toContain('Withdrawn');
  await writer.submit(`${home}/submit`);
  expect((await writer.visit(home)).text).toContain('Being read');
  stopClockAt(ukTime('2024-01-08T12:00'));
  expect((await writer.visit(home)).text).toContain('It can no longer be changed');
  const late = await writer.submit(`${home}/answers/work`, {
    ...answersOf('work', 1),
    role: 'Too late a role',
  });
  expect(late.status).toBe(409);
  expect(late.text).toContain('Too late a role');
  const auto = await writer.autosave(`${home}/answers/work`, { ...answersOf('work', 1), role: 'Too late' });
  expect(auto.status).toBe(422);
  expect((await writer.submit(`${home}/submit`)).status).toBe(409);
});

test('nobody can begin before the run opens or after it has closed', async () => {
  const early = await sampleRun(house(), {
    slug: '2030',
    opensAt: ukTime('2029-11-01T09:00'),
    closesAt: ukTime('2030-01-08T12:00'),
  });
  const visitor = browser(await someone());
  const refused = await visitor.submit(`/programmes/cmalt/${early.slug}/apply`);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('Thu 1 November 2029, 9am');
  stopClockAt(ukTime('2024-01-08T12:00'));
  expect((await visitor.submit('/programmes/cmalt/2024/apply')).status).toBe(409);
});
