import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { describePerson } from '#people';
import { stopClockAt } from '#platform/clock.ts';
import { ukTime } from '../programme/samples.ts';
import {
  beginIn as begin,
  fieldsOf as answersOf,
  fillIn as fill,
  HOSTILE,
  sampleApplying,
} from './samples.ts';

const { house, someone, browser } = sampleApplying();

test('when the person has a draft already, both texts are shown, the newer stands, and the older can be chosen', async () => {
  const person = await someone();
  const own = browser(person);
  const home = await begin(own);
  await own.submit(`${home}/answers/reasons`, {
    version: '0',
    motivation: 'The older words.',
    hopes: 'Older.',
  });
  await own.submit(`${home}/answers/support`, answersOf('support'));
  stopClockAt(ukTime('2024-01-04T11:00'));
  const visitor = browser();
  const anonymous = await begin(visitor);
  await visitor.submit(`${anonymous}/answers/reasons`, {
    version: '0',
    motivation: 'The newer words.',
    hopes: 'Newer.',
  });
  await visitor.submit(`${anonymous}/answers/work`, answersOf('work'));
  visitor.signIn(person);
  const arrived = await visitor.visit(`${anonymous}/check`);
  expect(arrived.location).toBe(`${home}/both`);
  const both = await visitor.visit(`${home}/both`);
  expect(both.text).toContain('The older words.');
  expect(both.text).toContain('The newer words.');
  expect((await visitor.visit(`${home}/answers/reasons`)).text).toContain('The newer words.');
  expect((await visitor.visit(`${home}/answers/work`)).text).toContain('Learning Technologist');
  const action = /action="([^"]*\/both\/[^"]*)"/.exec(both.text)?.[1] ?? '';
  expect((await visitor.submit(action, { keep: 'other' })).status).toBe(303);
  expect((await visitor.visit(`${home}/answers/reasons`)).text).toContain('The older words.');
  expect((await visitor.visit(anonymous)).location).toBe(home);
});

test('two windows on one section never overwrite each other: the later sees both texts', async () => {
  const writer = browser(await someone());
  const home = await begin(writer);
  const path = `${home}/answers/reasons`;
  const first = await writer.autosave(path, { version: '0', motivation: 'From the first window', hopes: '' });
  expect(JSON.parse(first.text)).toEqual({ savedAt: '10am', version: 1 });
  const second = await writer.autosave(path, {
    version: '0',
    motivation: 'From the second window',
    hopes: '',
  });
  expect(second.status).toBe(409);
  expect(JSON.parse(second.text)).toEqual({ conflict: `${home}/both` });
  const plain = await writer.submit(path, { version: '0', motivation: 'From a third window', hopes: '' });
  expect(plain.status).toBe(409);
  for (const words of ['first', 'second', 'third']) expect(plain.text).toContain(`${words} window`);
  expect((await writer.visit(home)).text).toContain('written twice');
});

test('S2.3 a session that ends mid-sentence answers the autosave with 401, and nothing saved before is lost', async () => {
  const person = await someone();
  const writer = browser(person);
  const home = await begin(writer);
  await writer.autosave(`${home}/answers/reasons`, { version: '0', motivation: 'Half a sen', hopes: '' });
  const expired = browser();
  const answer = await expired.autosave(`${home}/answers/reasons`, {
    version: '1',
    motivation: 'Half a sentence',
    hopes: '',
  });
  expect(answer.status).toBe(401);
  const again = await writer.autosave(`${home}/answers/reasons`, {
    version: '1',
    motivation: 'Half a sentence',
    hopes: '',
  });
  expect(again.status).toBe(200);
  expect((await writer.visit(`${home}/answers/reasons`)).text).toContain('Half a sentence');
});

test('malformed, doubled, oversized and hostile answers come back as 422 with the words kept', async () => {
  const writer = browser(await someone());
  const home = await begin(writer);
  const path = `${home}/answers/work`;
  const wrong: [string, Record<string, string | string[]>, string][] = [
    [path, { ...answersOf('work'), role: ['One', 'Two'] }, 'Give one answer only'],
    [path, { ...answersOf('work'), role: 'x'.repeat(301) }, 'x'.repeat(301)],
    [path, { ...answersOf('work'), years: 'many' }, 'many'],
    [path, { ...answersOf('work', 1), years: '51' }, 'from 0 to 50'],
    [path, { ...answersOf('work'), version: 'NaN' }, 'out of date'],
    [`${home}/answers/support`, { ...answersOf('support'), payer: 'the-moon' }, 'Choose one of the answers'],
    [
      `${home}/answers/support`,
      { ...answersOf('support'), managerEmail: 'nobody' },
      'must be an e-mail address',
    ],
    [
      `${home}/answers/dates`,
      { version: '0', unavailable: ['4', '99'] },
      'Choose the workshops from the list',
    ],
    [
      `${home}/answers/reasons`,
      { version: '0', motivation: HOSTILE, hopes: HOSTILE },
      'words; write at least 80',
    ],
    [
      `${home}/answers/reasons`,
      { version: '0', motivation: 'word '.repeat(5000) },
      '20,000 characters or fewer',
    ],
  ];
  for (const [at, fields, words] of wrong) {
    const answer = await writer.submit(at, fields);
    expect(answer.status, JSON.stringify(fields).slice(0, 80)).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).not.toContain('<script>alert');
  }
  const kept = await writer.visit(`${home}/answers/reasons`);
  expect(kept.text).toContain('&lt;script>alert(1)');
});

test('what the account knows is shown and not asked for, and cannot be typed over', async () => {
  const person = await someone();
  await house().write((tx) =>
    describePerson(tx, person.id, { department: 'Faculty of Music', roleTitle: 'Tutor' }),
  );
  const writer = browser(person);
  const home = await begin(writer);
  const page = await writer.visit(`${home}/answers/work`);
  expect(page.text).toContain('Faculty of Music');
  expect(page.text).not.toContain('name="department"');
  expect(page.text).toContain('value="Tutor"');
  await fill(writer, home);
  await writer.submit(`${home}/submit`);
  const { rows } = await sql<{ answers: Record<string, string> }>`select answers from application.submission
    join application.application on application.id = application_id where person_id = ${person.id}`.execute(
    house().db,
  );
  expect(rows[0]?.answers.department).toBe('Faculty of Music');
  expect(rows[0]?.answers).not.toHaveProperty('access');
});

test('S2.3 without scripts, words sent after the session ended come back on the page and can be sent again', async () => {
  const person = await someone();
  const writer = browser(person);
  const home = await begin(writer);
  const words = { version: '0', motivation: 'Half a sentence <b>', hopes: 'More' };
  const signedOut = browser();
  const back = await signedOut.submit(`${home}/answers/reasons`, words);
  expect(back.status).toBe(401);
  expect(back.text).toContain('Half a sentence &lt;b>');
  expect(back.text).toContain(`/sign-in?to=${encodeURIComponent(`${home}/answers/reasons`)}`);
  const nowhere = await signedOut.submit(
    '/applications/00000000-0000-4000-8000-000000000000/answers/x',
    words,
  );
  expect(nowhere.status).toBe(401);
  const again = await writer.submit(`${home}/answers/reasons`, words);
  expect(again.status).toBe(422);
  expect((await writer.visit(`${home}/answers/reasons`)).text).toContain('Half a sentence &lt;b>');
});
