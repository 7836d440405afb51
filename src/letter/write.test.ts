import { expect, test } from 'vitest';
import { findLetter } from '#platform/letter-list.sql.ts';
import { sendDraft } from '#platform/letters.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';
import { enquiryAnsweredLetter } from './enquiry.letter.ts';
import { insertLetterText, textVersions } from './letter-text.sql.ts';
import { previewLetterOf, writeLetterOf } from './write.ts';

const VALUES = { asker: 'Tilda', question: 'Does *my* role count?', answer: 'Yes.' };
const TO = { name: 'Tilda Marchetti', address: 'tilda@ox.example' };

async function open() {
  const house = await openHouse();
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Underhill', 'coordinator');
  const write = (values: { answer?: string | undefined } = {}, more = {}) =>
    house.write((tx) =>
      writeLetterOf(tx, enquiryAnsweredLetter, {
        run,
        to: TO,
        values: { ...VALUES, ...values },
        ...more,
      }),
    );
  const own = (body: string, { waits = false, basedOn = 0 } = {}) =>
    house.write((tx) =>
      insertLetterText(tx, {
        programmeId: run.programme.id,
        kind: enquiryAnsweredLetter.kind,
        text: { subject: 'Re: {asker}', body, linkLabel: '' },
        waits,
        by: farida.id,
        basedOn,
      }),
    );
  return { house, run, write, own };
}

const stateOf = async (house: TestHouse, id: string) => (await findLetter(house.db, id))?.state;

test('a letter says what the house says until the programme has words of its own', async () => {
  const { house, write, own } = await open();
  const before = await findLetter(house.db, (await write()).id);
  expect(before).toMatchObject({
    subject: '[CMALT] Our answer to your question',
    replyTo: 'cmalt@ox.example',
  });
  expect(before?.text).toContain('You asked:\nDoes *my* role count?');
  await own('{answer}\n\n{question}');
  expect(await findLetter(house.db, (await write()).id)).toMatchObject({
    subject: 'Re: Tilda',
    text: 'Yes.\n\nDoes *my* role count?\n',
  });
});

test('a letter goes to the post, waits where the programme chose so, and as its caller asks before that', async () => {
  const { house, write, own } = await open();
  expect(await write()).toMatchObject({ isDraft: false });
  await own('{answer} {question}', { waits: true });
  const { id } = await write();
  expect(await write({}, { asDraft: false })).toMatchObject({ isDraft: false });
  await house.drain();
  expect(await stateOf(house, id)).toBe('draft');
  expect(await house.write((tx) => sendDraft(tx, id))).toBe(true);
  await house.drain();
  expect(await stateOf(house, id)).toBe('sent');
  expect(await house.broken()).toEqual([]);
});

test('a letter for which a value is missing waits, says which, and cannot be sent', async () => {
  const { house, write } = await open();
  const written = await write({ answer: undefined }, { asDraft: false });
  expect(written).toMatchObject({ isDraft: true, missing: ['answer'] });
  expect(await findLetter(house.db, written.id)).toMatchObject({
    state: 'draft',
    trouble: 'no value for {answer}',
  });
  expect(await house.write((tx) => sendDraft(tx, written.id))).toBe(false);
});

test('what a page shows beforehand is what goes out, and showing it writes nothing', async () => {
  const { house, run, write, own } = await open();
  await own('Dear {name},\n\n{answer}\n\n{question}');
  const shown = await previewLetterOf(house.db, enquiryAnsweredLetter, { run, to: TO, values: VALUES });
  const { rowCount } = await house.pool.query('select from platform.letter');
  expect(rowCount).toBe(0);
  const sent = await findLetter(house.db, (await write()).id);
  expect(sent).toMatchObject({ subject: shown.subject, text: shown.text });
});

test('two texts at once on real connections: one is kept as the next version, the other is told', async () => {
  const { house, run, own } = await open();
  const kept = await Promise.all(
    Array.from({ length: 6 }, (_, n) => own(`{answer} {question} ${n}`).catch((error: unknown) => error)),
  );
  expect(kept.filter((one) => one === 1)).toHaveLength(1);
  expect(kept.filter((one) => one === undefined)).toHaveLength(5);
  expect(await textVersions(house.db, run.programme.id, enquiryAnsweredLetter)).toHaveLength(2);
  expect(await own('{answer} {question}', { basedOn: 1 })).toBe(2);
  expect(await house.broken()).toEqual([]);
});
