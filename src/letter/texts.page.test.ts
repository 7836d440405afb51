import { expect, test } from 'vitest';
import { openHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';

const KIND = 'programme.enquiry-answered';
const GOOD = {
  subject: '[{programme}] Our answer',
  body: 'Dear {asker},\n\n{answer}\n\n> {question}',
  linkLabel: '',
  version: '0',
  as: 'examples',
  intent: 'save',
};

async function open() {
  const house = await openHouse();
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Underhill', 'coordinator');
  const benedict = await samplePersonWith(house, run, 'Benedict Osei', 'coordinator');
  const amara = await samplePersonWith(house, run, 'Amara Udeh');
  const list = `/desk/${run.id}/letter-texts`;
  return { house, run, farida, benedict, amara, list, path: `${list}/${KIND}` };
}

test('a coordinator finds every kind of letter, writes its text, and the next letter says it', async () => {
  const { house, farida, list, path } = await open();
  expect((await house.visit(list, farida)).text).toContain(`href="${path}"`);
  expect((await house.visit(path, farida)).text).toContain('Our answer to your question');
  expect((await house.submit(path, GOOD, farida)).location).toBe(list);
  expect((await house.visit(list, farida)).text).toContain('your own: Farida Underhill');
  await house.submit('/enquiries/new', { name: 'Tilda', email: 'tilda@ox.example', question: 'May I?' });
  const [enquiry] = (await house.pool.query<{ id: string }>('select id from programme.enquiry')).rows;
  const [run] = (await house.pool.query<{ id: string }>('select id from programme.run')).rows;
  const answer = { [`words-${enquiry?.id}`]: 'You may.' };
  expect((await house.submit(`/desk/${run?.id}/enquiries/${enquiry?.id}`, answer, farida)).status).toBe(303);
  await house.drain();
  const { rows } = await house.pool.query('select subject, text from platform.letter where kind = $1', [
    KIND,
  ]);
  expect(rows).toEqual([{ subject: '[CMALT] Our answer', text: 'Dear Tilda,\n\nYou may.\n\n> May I?\n' }]);
});

test('a preview shows the letter in both forms and keeps nothing; a fault names the placeholder and keeps the words', async () => {
  const { house, farida, path } = await open();
  const shown = await house.submit(path, { ...GOOD, intent: 'preview' }, farida);
  expect(shown.status).toBe(200);
  expect(shown.text).toContain('[CMALT] Our answer');
  expect(shown.text).toContain('Dear Amara Udeh,');
  expect((await house.visit(path, farida)).text).toContain('Our answer to your question');
  const wrong = await house.submit(path, { ...GOOD, body: `${GOOD.body} {anser} <b>kept</b>` }, farida);
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('There is no placeholder {anser} in this letter. Did you mean {answer}?');
  expect(wrong.text).toContain('{anser} &lt;b>kept');
  const left = await house.submit(path, { ...GOOD, body: 'Dear {asker}, {question}' }, farida);
  expect(left.text).toContain('{answer} is left out, and this letter needs it');
  expect(left.status).toBe(422);
});

test('of two coordinators who edit at once the second is told who was first and keeps both texts', async () => {
  const { house, farida, benedict, path } = await open();
  const answers = await Promise.all([
    house.submit(path, { ...GOOD, subject: 'From Farida' }, farida),
    house.submit(path, { ...GOOD, subject: 'From Benedict' }, benedict),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  const late = answers.find(({ status }) => status === 409);
  expect(late?.text).toMatch(/(Farida Underhill|Benedict Osei) saved it on/);
  expect(late?.text).toContain('From Farida');
  expect(late?.text).toContain('From Benedict');
});

test('a text goes back to an earlier version or to the default, and every version stays', async () => {
  const { house, farida, path } = await open();
  await house.submit(path, { ...GOOD, subject: 'First' }, farida);
  await house.submit(path, { ...GOOD, subject: 'Second', version: '1', waits: 'yes' }, farida);
  expect((await house.submit(`${path}/back`, { to: '1', version: '2' }, farida)).status).toBe(303);
  expect((await house.visit(path, farida)).text).toContain('value="First"');
  await house.submit(`${path}/back`, { to: '0', version: '3' }, farida);
  const page = (await house.visit(path, farida)).text;
  expect(page).toContain('value="[{programme}] Our answer to your question"');
  for (const version of ['Version 1', 'Version 2', 'Version 3']) expect(page).toContain(version);
  expect(page).toContain('went back to the default');
  await house.submit(`${path}/back`, { to: '1', version: '2' }, farida);
  expect((await house.visit(path, farida)).text).toContain('In force: Version 4');
  expect((await house.submit(`${path}/back`, { to: '9', version: '4' }, farida)).status).toBe(404);
  expect(await house.broken()).toEqual([]);
});

test('for anyone but its coordinators the texts of a programme do not exist, nor does a kind that no room declares', async () => {
  const { house, farida, amara, list, path } = await open();
  expect((await house.visit(list, amara)).status).toBe(404);
  expect((await house.visit(path, amara)).status).toBe(404);
  expect((await house.submit(path, GOOD, amara)).status).toBe(404);
  expect((await house.submit(`${path}/back`, { to: '0', version: '0' }, amara)).status).toBe(404);
  expect((await house.visit(`${list}/place.banana`, farida)).status).toBe(404);
  expect((await house.submit(path, { ...GOOD, version: 'x' }, farida)).status).toBe(422);
  expect((await house.submit(path, {}, farida)).status).toBe(422);
  const elsewhere = '00000000-0000-4000-8000-000000000000';
  expect((await house.visit(`/desk/${elsewhere}/letter-texts`, farida)).status).toBe(404);
});
