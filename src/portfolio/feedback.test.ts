import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Person } from '#people';
import { now, releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePersonWith } from '../programme/samples.ts';
import { commentsOf } from './comment.sql.ts';
import { giveFeedback, stillQuotes } from './comment.ts';
import { sectionCounts } from './portfolio.sql.ts';
import type { Portfolio } from './portfolio.ts';
import { samplePortfolio, sampleSection } from './samples.ts';
import { mentorsOf, sharedWith } from './share.sql.ts';
import { refusalOfDay, sharePortfolio } from './share.ts';

let house: TestHouse;
let owner: Person;
let portfolio: Portfolio;
let mentor: Person;
let other: Person;

beforeAll(async () => {
  house = await openHouse();
  const sample = await samplePortfolio(house);
  owner = sample.person;
  portfolio = sample.portfolio;
  mentor = await samplePersonWith(house, sample.run, 'Dana Whitfield', 'mentor');
  other = await samplePersonWith(house, sample.run, 'Rafael Ito', 'mentor');
  await sampleSection(
    house,
    portfolio,
    'c1a',
    {
      description:
        'I compared three tools.\n\nThe **plain one** was chosen, <script>alert(1)</script> or not.',
    },
    { mark: 'ready-for-feedback' },
  );
});
afterEach(() => releaseClock());

const until = (days: number) =>
  now().toZonedDateTimeISO('Europe/London').toPlainDate().add({ days }).toString();
const share = (withPersonId = mentor.id, days = 30) =>
  house.submit(
    `/portfolio/${portfolio.id}/shares`,
    { withPersonId, untilDay: until(days), asks: 'Read 1a, <b>please</b>' },
    owner,
  );
const lettersOf = async (person: Person, kind: string) =>
  (
    await house.pool.query<{ subject: string; text: string }>(
      'select subject, text from platform.letter where person_id = $1 and kind = $2 order by written_at',
      [person.id, kind],
    )
  ).rows;

test('before anything is shared a mentor finds nothing; sharing says who sees it until when, and tells them', async () => {
  expect((await house.visit(`/mentoring/${portfolio.id}`, mentor)).status).toBe(404);
  expect((await house.visit('/mentoring/portfolios', mentor)).text).toContain(
    'No portfolio is shared with you',
  );
  expect((await share()).status).toBe(303);
  const page = await house.visit(`/portfolio/${portfolio.id}/shares`, owner);
  expect(page.text).toContain('Dana Whitfield');
  await house.drain();
  const [letter] = await lettersOf(mentor, 'portfolio.shared');
  expect(letter?.text).toContain('Read 1a, <b>please</b>');
  expect((await house.visit('/mentoring/portfolios', mentor)).text).toContain('Amara Udeh');
});

test('a share is refused for somebody who is no mentor, for a day gone by or too far away, with the words kept', async () => {
  const tries = [
    { withPersonId: owner.id, untilDay: until(3), asks: 'My words' },
    { withPersonId: mentor.id, untilDay: until(-1), asks: 'My words' },
    { withPersonId: mentor.id, untilDay: until(500), asks: 'My words' },
    { withPersonId: mentor.id, untilDay: 'tomorrow', asks: 'My words' },
    { withPersonId: '', untilDay: '', asks: 'My words' },
  ];
  for (const fields of tries) {
    const page = await house.submit(`/portfolio/${portfolio.id}/shares`, fields, owner);
    expect(page.status).toBe(422);
    expect(page.text).toContain('My words');
  }
});

test('a mentor reads the section and comments on a passage; the owner sees it beside the text and answers', async () => {
  const path = `/mentoring/${portfolio.id}/sections/c1a`;
  const page = await house.visit(path, mentor);
  expect(page.text).toContain('<strong>plain one</strong>');
  expect(page.text).not.toContain('<script>alert');
  const said = {
    component: '',
    quote: 'The plain one was chosen',
    rating: 'adequate',
    words: 'By whom?\n\n<img src=x onerror=alert(1)>',
  };
  expect((await house.submit(path, said, mentor)).status).toBe(303);
  const [comment] = await commentsOf(house.db, portfolio.id, 'c1a');
  expect(comment).toMatchObject({
    component: 'description',
    quote: 'The plain one was chosen',
    partVersion: 1,
    rating: 'adequate',
  });
  const all = await house.visit(`/portfolio/${portfolio.id}/feedback`, owner);
  expect(all.text).toContain('By whom?');
  expect(all.text).toContain('Adequate');
  expect(all.text).not.toContain('<img src=x');
  expect((await sectionCounts(house.db, portfolio.id)).get('c1a')?.openComments).toBe(1);
  const answer = `/portfolio/${portfolio.id}/comments/${comment?.id}`;
  expect((await house.submit(answer, { words: ' ' }, owner)).status).toBe(422);
  expect((await house.submit(answer, { words: 'By the committee.' }, owner)).status).toBe(303);
  expect((await house.visit(path, mentor)).text).toContain('By the committee.');
  expect(
    (await house.submit(`/mentoring/${portfolio.id}/comments/${comment?.id}`, { words: 'Say so.' }, mentor))
      .status,
  ).toBe(303);
});

test('words that do not stand in the text cannot be quoted; those that left it later say so', async () => {
  const path = `/mentoring/${portfolio.id}/sections/c1a`;
  const wrong = await house.submit(
    path,
    { component: 'description', quote: 'I never wrote this', rating: '', words: 'Keep me' },
    mentor,
  );
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Keep me');
  expect((await house.visit(path, mentor)).text).not.toContain('No longer in the text');
  await sampleSection(
    house,
    portfolio,
    'c1a',
    { description: 'I compared three tools and chose one.' },
    { mark: 'ready-for-feedback' },
  );
  expect((await house.visit(path, mentor)).text).toContain('No longer in the text');
});

test('a comment is done and opened again by its owner alone', async () => {
  const [comment] = await commentsOf(house.db, portfolio.id, 'c1a');
  const path = `/portfolio/${portfolio.id}/comments/${comment?.id}`;
  expect((await house.submit(`${path}/done`, {}, mentor)).status).toBe(404);
  await Promise.all([1, 2, 3].map(() => house.submit(`${path}/done`, {}, owner)));
  expect((await sectionCounts(house.db, portfolio.id)).get('c1a')?.openComments).toBeUndefined();
  await house.submit(`${path}/reopen`, {}, owner);
  expect((await sectionCounts(house.db, portfolio.id)).get('c1a')?.openComments).toBe(1);
  expect(await house.broken()).toEqual([]);
});

test('six comments within an hour are told by two letters: one at once, one that collects the rest', async () => {
  await house.drain();
  const before = (await lettersOf(owner, 'portfolio.feedback-given')).length;
  stopClockAt(now().add({ hours: 2 }));
  const say = (slot: string) =>
    house.write((tx) => giveFeedback(tx, portfolio, mentor.id, { slot, component: '', words: 'Good.' }));
  await say('c1b');
  await house.drain();
  for (const slot of ['c1b', 'c1c', 'c1c', 'c2a', 'c2b']) await say(slot);
  await house.drain();
  expect(await lettersOf(owner, 'portfolio.feedback-given')).toHaveLength(before + 1);
  const { rows } = await house.pool.query<{ run_at: string }>(
    "select run_at from graphile_worker.jobs where task_identifier = 'tell-feedback'",
  );
  expect(rows).toHaveLength(1);
  await house.pool.query(
    "update graphile_worker._private_jobs set run_at = '2000-01-01' where key is not null and locked_at is null",
  );
  await house.drain();
  const letters = await lettersOf(owner, 'portfolio.feedback-given');
  expect(letters).toHaveLength(before + 2);
  const collected = letters.find(({ subject }) => subject.includes('4 sections'));
  expect(collected?.text).toContain('2 comments');
  expect(collected?.text).not.toContain('Good.');
});

test('a look ends at the end of its last day in the institution’s zone, without anybody doing anything', async () => {
  await house.write((tx) =>
    sharePortfolio(tx, portfolio, { withPersonId: other.id, untilDay: '2027-06-30', asks: '' }),
  );
  stopClockAt('2027-06-30T22:59:59Z');
  expect((await sharedWith(house.db, portfolio.id, other.id))?.untilDay).toBe('2027-06-30');
  stopClockAt('2027-06-30T23:00:00Z');
  expect(await sharedWith(house.db, portfolio.id, other.id)).toBeUndefined();
});

test('a mentor whose look is taken back loses every page and act at once; what they wrote stays', async () => {
  const [comment] = await commentsOf(house.db, portfolio.id, 'c1a');
  const base = `/mentoring/${portfolio.id}`;
  expect((await house.visit(`${base}/sections/c1a`, mentor)).status).toBe(200);
  expect(
    (await house.submit(`/portfolio/${portfolio.id}/shares/${mentor.id}/revoke`, {}, owner)).status,
  ).toBe(303);
  for (const path of [base, `${base}/sections/c1a`, `${base}/comments/${comment?.id}`])
    expect((await house.visit(path, mentor)).status, path).toBe(404);
  const said = { component: '', quote: '', rating: '', words: 'Still here' };
  expect((await house.submit(`${base}/sections/c1a`, said, mentor)).status).toBe(404);
  expect((await house.submit(`${base}/comments/${comment?.id}`, { words: 'x' }, mentor)).status).toBe(404);
  expect((await house.visit(`/portfolio/${portfolio.id}/feedback`, owner)).text).toContain('By whom?');
  expect([...(await mentorsOf(house.db, portfolio.id))].sort()).toEqual([mentor.id, other.id].sort());
});

test('the owner is no mentor of their own portfolio, and strangers find neither feedback nor shares', async () => {
  const [comment] = await commentsOf(house.db, portfolio.id, 'c1a');
  expect((await house.visit(`/mentoring/${portfolio.id}`, owner)).status).toBe(404);
  const stranger = await house.write(async () => mentor);
  for (const path of ['feedback', 'shares', `comments/${comment?.id}`])
    expect((await house.visit(`/portfolio/${portfolio.id}/${path}`, stranger)).status, path).toBe(404);
  expect(
    (
      await house.submit(
        `/portfolio/${portfolio.id}/shares`,
        { withPersonId: stranger.id, untilDay: until(3) },
        stranger,
      )
    ).status,
  ).toBe(404);
});

test('portfolios that asked longest ago stand first on a mentor’s list', async () => {
  const late = await samplePortfolio(house, { name: 'Bela Later' });
  const quiet = await samplePortfolio(house, { name: 'Cora Quiet' });
  const early = await samplePortfolio(house, { name: 'Ada Early' });
  for (const { portfolio: one } of [quiet, late, early])
    await house.write((tx) =>
      sharePortfolio(tx, one, { withPersonId: mentor.id, untilDay: until(20), asks: '' }),
    );
  stopClockAt(now().subtract({ hours: 30 }));
  await sampleSection(house, early.portfolio, 'c2a', { description: 'x' }, { mark: 'ready-for-feedback' });
  stopClockAt(now().add({ hours: 20 }));
  await sampleSection(house, late.portfolio, 'c2a', { description: 'x' }, { mark: 'ready-for-feedback' });
  releaseClock();
  const { text } = await house.visit('/mentoring/portfolios', mentor);
  const places = ['Ada Early', 'Bela Later', 'Cora Quiet'].map((name) => text.indexOf(name));
  expect(places).toEqual([...places].sort((one, next) => one - next));
});

test('a passage that is cut from a text as it is shown is always found in it again', () => {
  const sentence = fc
    .array(fc.constantFrom('one', 'two', 'thrée', 'four'), { minLength: 1, maxLength: 12 })
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(
      fc.array(sentence, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.nat(),
      (paragraphs, from, length) => {
        const shown = paragraphs.join('\n\n');
        const start = from % shown.length;
        const quote = shown.slice(start, start + 1 + (length % 40)).trim();
        expect(quote === '' || stillQuotes(paragraphs.join('\n\n'), quote)).toBe(true);
      },
    ),
  );
});

test('a day is taken for a share exactly from today to 400 days on', () => {
  const today = Temporal.PlainDate.from('2026-11-23');
  fc.assert(
    fc.property(fc.integer({ min: -600, max: 600 }), (days) => {
      expect(refusalOfDay(today.add({ days }), today) === undefined).toBe(days >= 0 && days <= 400);
    }),
  );
});
