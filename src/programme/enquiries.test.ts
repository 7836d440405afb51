import { afterEach, beforeAll, expect, test } from 'vitest';
import { openFrameworks } from '#framework';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { forgetSenders, MOST_AN_HOUR } from './enquire.ts';
import { enquiriesOf } from './enquiry.sql.ts';
import { samplePersonWith, sampleRun, ukTime } from './samples.ts';

beforeAll(() => void openFrameworks('frameworks'));
afterEach(releaseClock);

const QUESTION = {
  name: 'Tilda Marchetti',
  email: 'tilda@ox.example',
  question: 'Does <b>my</b> role count?',
};

async function letters(house: TestHouse) {
  const { rows } = await house.pool.query<{
    to_address: string;
    reply_to: string;
    subject: string;
    text: string;
  }>('select to_address, reply_to, subject, text from platform.letter order by written_at, id');
  return rows;
}

test('a question reaches the team by letter, and a reply to it reaches whoever asked', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  expect((await house.visit(`/enquiries/new?run=${run.id}`)).status).toBe(200);
  const sent = await house.submit('/enquiries/new', { ...QUESTION, run: run.id });
  expect(sent.status).toBe(303);
  await house.drain();
  const [letter] = await letters(house);
  expect(letter).toMatchObject({
    to_address: 'cmalt@ox.example',
    reply_to: 'tilda@ox.example',
    subject: '[CMALT] A question from Tilda Marchetti',
  });
  expect(letter?.text).toContain('Does <b>my</b> role count?');
  expect(letter?.text).toContain(`/desk/${run.id}/enquiries`);
});

test('of two answers at once, one is sent and the other is told who was first, with its words kept', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  const benedict = await samplePersonWith(house, run, 'Benedict Osei', 'coordinator');
  await house.submit('/enquiries/new', QUESTION);
  const [enquiry] = await enquiriesOf(house.db, run.programme.id);
  const path = `/desk/${run.id}/enquiries/${enquiry?.id}`;
  const field = `words-${enquiry?.id}`;
  const answers = await Promise.all([
    house.submit(path, { [field]: 'Yes, from Farida.' }, farida),
    house.submit(path, { [field]: 'Yes, from Benedict.' }, benedict),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  const late = answers.find(({ status }) => status === 409);
  expect(late?.text).toMatch(/(Farida Rahmani|Benedict Osei) has answered this question already/);
  expect(late?.text).toContain('Yes, from Farida.');
  expect(late?.text).toContain('Yes, from Benedict.');
  await house.drain();
  const sent = (await letters(house)).filter(({ to_address }) => to_address === 'tilda@ox.example');
  expect(sent).toHaveLength(1);
  expect(sent[0]?.reply_to).toBe('cmalt@ox.example');
  expect(sent[0]?.text).toContain('Does <b>my</b> role count?');
});

test('a program that fills in the hidden field is thanked and not heard', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const answer = await house.submit('/enquiries/new', { ...QUESTION, homepage: 'https://spam.example' });
  expect(answer.status).toBe(303);
  expect(await enquiriesOf(house.db, run.programme.id)).toEqual([]);
  await house.drain();
  expect(await letters(house)).toEqual([]);
});

test('one network asks so often an hour and no more, even at once; an hour later it may again', async () => {
  stopClockAt(ukTime('2024-01-02T10:00'));
  const house = await openHouse();
  const run = await sampleRun(house);
  const many = await Promise.all(
    Array.from({ length: MOST_AN_HOUR + 3 }, () => house.submit('/enquiries/new', QUESTION)),
  );
  expect(many.filter(({ status }) => status === 303)).toHaveLength(MOST_AN_HOUR);
  const refused = many.find(({ status }) => status === 429);
  expect(refused?.text).toContain('Does &lt;b>my&lt;/b> role count?');
  stopClockAt(ukTime('2024-01-02T11:00:01'));
  expect((await house.submit('/enquiries/new', QUESTION)).status).toBe(303);
  stopClockAt(ukTime('2024-01-04T03:20'));
  await forgetSenders.run(house.db, {});
  const marks = await house.pool.query('select id from programme.enquiry where sender_mark is not null');
  expect(marks.rowCount).toBe(0);
  expect(await enquiriesOf(house.db, run.programme.id)).toHaveLength(MOST_AN_HOUR + 1);
});

test('a malformed question gets 422 with its words kept; an unknown or foreign one is not there', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  for (const fault of [
    { email: 'nobody' },
    { email: 'a@b.example\r\nBcc: x@y.example' },
    { name: '' },
    { question: '' },
  ]) {
    const { status, text } = await house.submit('/enquiries/new', { ...QUESTION, ...fault });
    expect(status, JSON.stringify(fault)).toBe(422);
    if (fault.question === undefined) expect(text).toContain('role count?');
  }
  expect((await house.submit('/enquiries/new', { ...QUESTION, run: "1' or true" })).status).toBe(303);
  const unknown = '00000000-0000-4000-8000-000000000000';
  expect((await house.submit(`/desk/${run.id}/enquiries/${unknown}`, { words: 'x' }, farida)).status).toBe(
    404,
  );
  const [enquiry] = await enquiriesOf(house.db, run.programme.id);
  const path = `/desk/${run.id}/enquiries/${enquiry?.id}`;
  expect((await house.submit(path, {}, farida)).status).toBe(422);
  expect((await house.submit(path, { [`words-${enquiry?.id}`]: 'x' })).location).toContain('/sign-in');
});

test('a post from another site asks nothing', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const answer = await house.ask(
    new Request('http://localhost:3000/enquiries/new', {
      method: 'POST',
      body: new URLSearchParams(QUESTION),
      headers: { 'sec-fetch-site': 'cross-site' },
    }),
  );
  expect(answer.status).toBe(403);
  expect(await enquiriesOf(house.db, run.programme.id)).toEqual([]);
});
