import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openForms } from '#form';
import { openFrameworks } from '#framework';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { chosenIn, inWords, loadChecks, suggest } from './check.ts';

beforeAll(() => {
  openFrameworks('frameworks');
  openForms('forms');
});
beforeEach(() => stopClockAt(ukTime('2024-01-02T10:00')));
afterEach(releaseClock);

const PATH = '/is-it-for-me/cmalt';
const [CHECK] = loadChecks('checks');
const LIKELY = { part: 'most', since: 'long', examples: 'yes-several', time: 'yes', dates: 'all' };
const query = (answers: Record<string, string>) => new URLSearchParams(answers).toString();

async function accessOf(house: TestHouse, location: string | undefined, as: { id: string }) {
  return (await house.visit(`${location}/answers/access`, as)).text;
}

test('S1.5: four to six questions without an account suggest, say why, and keep nothing', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const page = await house.visit(PATH);
  const asked = page.text.match(/<fieldset/g)?.length ?? 0;
  expect(asked).toBeGreaterThanOrEqual(4);
  expect(asked).toBeLessThanOrEqual(6);
  expect((await house.visit('/programmes/cmalt/2024')).text).toContain(`href="${PATH}"`);
  const answer = await house.submit(PATH, LIKELY);
  expect(answer.location).toBe(`${PATH}/result?${query(LIKELY)}`);
  const result = await house.visit(answer.location!);
  expect(result.text).toContain('This looks as if it were for you');
  expect(result.text).toContain('You can be there.');
  expect(result.text).toContain('Apply for the CMALT 2024 programme');
  expect(await house.db.selectFrom('application.application').selectAll().execute()).toEqual([]);
});

test('S1.5: the result never says no: whatever is answered, one can apply or ask', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const worst = { part: 'none', since: 'none', examples: 'no', time: 'no', dates: 'few' };
  const { text } = await house.visit(`${PATH}/result?${query(worst)}`);
  expect(text).toContain('Perhaps: ask the team before you decide');
  expect(text).toContain('Apply for the CMALT 2024 programme');
  expect(text).toContain('/enquiries/new');
  stopClockAt(ukTime('2024-02-02T10:00'));
  const closed = await house.visit(`${PATH}/result?${query(worst)}`);
  expect(closed.text).toContain('/tell-me/cmalt');
  expect((await house.submit(`${PATH}/apply`, worst)).status).toBe(404);
});

test('S1.5: answers are carried into the application where that was ticked, and only there', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const imani = await samplePersonWith(house, run, 'Imani Sorensen');
  const tilda = await samplePersonWith(house, run, 'Tilda Marchetti');
  const without = await house.submit(`${PATH}/apply`, LIKELY, imani);
  expect(without.location).toMatch(/^\/applications\//);
  expect(await accessOf(house, without.location, imani)).not.toContain('looks as if it were for you');
  const ticked = await house.submit(`${PATH}/apply`, { ...LIKELY, carry: 'yes' }, tilda);
  const section = await accessOf(house, ticked.location, tilda);
  expect(section).toContain('Is CMALT for me? This looks as if it were for you.');
  expect(section).toContain('Most of it');
  expect(await house.broken()).toEqual([]);
});

test('S1.5: somebody signed out carries their answers too', async () => {
  const house = await openHouse();
  await sampleRun(house);
  const began = await house.submit(`${PATH}/apply`, { ...LIKELY, carry: 'yes' });
  const cookie = began.response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  const url = `http://localhost:3000${began.location}/answers/access`;
  const page = await house.ask(new Request(url, { headers: { cookie: cookie.join('; ') } }));
  expect(await page.text()).toContain('This looks as if it were for you');
});

test('S1.5: what stands in the application already is not overwritten', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const tilda = await samplePersonWith(house, run, 'Tilda Marchetti');
  const { location } = await house.submit(`${PATH}/apply`, { ...LIKELY, carry: 'yes' }, tilda);
  await house.submit(`${PATH}/apply`, { ...LIKELY, part: 'some', carry: 'yes' }, tilda);
  expect(await accessOf(house, location, tilda)).toContain('Most of it');
});

test('S1.5: an unanswered question is pointed at, and hostile answers are no answers', async () => {
  const house = await openHouse();
  await sampleRun(house);
  for (const part of ['', '__proto__', '<script>', 'most ', 'most\u0000']) {
    const answer = await house.submit(PATH, { ...LIKELY, part });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Choose an answer: How much of your work');
    expect(answer.text).not.toContain('<script>alert');
  }
  const half = await house.visit(`${PATH}/result?part=most&toString=x`);
  expect(half.location).toBe(`${PATH}?part=most`);
  expect((await house.visit(half.location!)).text).toMatch(
    /value="most"[^>]* checked|checked[^>]*value="most"/,
  );
  for (const path of ['/is-it-for-me/nothing', '/is-it-for-me/nothing/result'])
    expect((await house.visit(path)).status).toBe(404);
  expect((await house.submit('/is-it-for-me/nothing/apply', LIKELY)).status).toBe(404);
});

test('S1.5: every set of answers suggests something with as many reasons as answers, in the same words everywhere', () => {
  const check = CHECK!;
  const anyAnswers = fc.record(
    Object.fromEntries(
      check.questions.map(({ id, choices }) => [id, fc.constantFrom(...choices.map(({ value }) => value))]),
    ),
  );
  fc.assert(
    fc.property(anyAnswers, (answers) => {
      const chosen = chosenIn(check, (question) => answers[question] ?? '');
      const { kind, says, reasons } = suggest(check, chosen);
      expect(reasons).toHaveLength(check.questions.length);
      const worthAsking = [...chosen.values()].some(({ asks }) => asks === 'team');
      expect(kind).toBe(worthAsking ? 'ask' : 'likely');
      expect(inWords(check, chosen)).toContain(says);
      expect(says).not.toMatch(/\bnot\b|\bno\b|cannot/i);
    }),
  );
});

test('S1.5: a check of three questions, or a folder without a first one, stops with file and reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-checks-'));
  const question = {
    id: 'q',
    asks: 'A?',
    choices: ['x', 'y'].map((value) => ({ value, label: 'L', because: 'B' })),
  };
  const questions = ['a', 'b', 'c', 'd'].map((id) => ({ ...question, id }));
  const put = (content: object) => writeFileSync(join(folder, 'one.yaml'), JSON.stringify(content));
  put({ id: 'one', title: 'One?', first: true, questions });
  expect(loadChecks(folder)).toHaveLength(1);
  put({ id: 'one', title: 'One?', questions });
  expect(() => loadChecks(folder)).toThrow('first: true');
  put({ id: 'one', title: 'One?', first: true, questions: questions.slice(1) });
  expect(() => loadChecks(folder)).toThrow(/one\.yaml cannot be used.*4 to 6 questions/);
});
