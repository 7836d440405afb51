import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { findApplication, latestSubmission } from '#application';
import { stopClockAt } from '#platform/clock.ts';
import { sampleOtherRun } from './samples.ts';
import { samplePersonWith, ukTime } from '../programme/samples.ts';
import {
  beginIn,
  fieldsOf,
  fillIn,
  HOSTILE,
  howManyDone,
  sampleApplying,
  sampleLetters,
} from '../application/samples.ts';
import { answerChange } from './change-request.ts';
import { changeRequestsOf } from './change-request.sql.ts';
import { onBehalfOf } from './on-behalf.sql.ts';

const { house, run, someone, browser } = sampleApplying();
let made = 0;

const coordinator = () =>
  samplePersonWith(house(), run(), `Farida Helps ${'y'.repeat(++made)}`, 'coordinator');

/** A complete draft of somebody, and where it is for them and for the team. */
async function drafted() {
  stopClockAt(ukTime('2024-01-08T11:00'));
  const person = await someone();
  const writer = browser(person);
  const home = await beginIn(writer);
  await fillIn(writer, home);
  const id = home.split('/').at(-1) ?? '';
  return { person, writer, home, id, desk: `/desk/${run().id}/applicants/${id}` };
}

async function textsOf(kind: string, personId: string): Promise<string[]> {
  await house().drain();
  const { rows } = await sql<{ text: string }>`select text from platform.letter
    where kind = ${kind} and person_id = ${personId}`.execute(house().db);
  return rows.map(({ text }) => text);
}

test('S2.12: a coordinator changes answers for somebody after the deadline with a reason, which is logged and told by letter', async () => {
  const { person, writer, home, id, desk } = await drafted();
  const farida = await coordinator();
  stopClockAt(ukTime('2024-01-08T13:00'));
  const page = await house().visit(`${desk}/answers/work`, farida);
  expect(page.text).toContain('Learning Technologist');
  const fields = { ...fieldsOf('work', 1), role: 'Senior Lecturer', reason: 'You rang us <b>.' };
  expect((await house().submit(`${desk}/answers/work`, { ...fields, reason: '' }, farida)).status).toBe(422);
  expect((await house().submit(`${desk}/answers/work`, fields, farida)).status).toBe(303);
  const [done] = await onBehalfOf(house().db, id);
  expect(done?.changes).toEqual([['What is your role?', 'Learning Technologist', 'Senior Lecturer']]);
  const [letter] = await textsOf('amendment.edited', person.id);
  for (const words of [farida.name, 'You rang us <b>.', 'Senior Lecturer']) expect(letter).toContain(words);
  expect((await house().visit(desk, farida)).text).toContain('You rang us &lt;b>.');
  expect((await writer.visit(home)).status).toBe(200);
  expect((await house().submit(`${desk}/answers/work`, { ...fields, version: '2' }, farida)).status).toBe(
    303,
  );
  expect(await onBehalfOf(house().db, id)).toHaveLength(1);
});

test('S2.12: a coordinator sends for somebody: "submitted by X on behalf of Y", with the reason, and the receipt is theirs', async () => {
  const { person, id, desk } = await drafted();
  const farida = await coordinator();
  stopClockAt(ukTime('2024-01-08T13:00'));
  const sent = await Promise.all(
    Array.from({ length: 6 }, () =>
      house().submit(`${desk}/send`, { reason: 'The network was down.' }, farida),
    ),
  );
  expect(sent.every(({ status }) => status === 303)).toBe(true);
  expect((await findApplication(house().db, id))?.submissionNumber).toBe(1);
  const page = await house().visit(desk, farida);
  expect(page.text).toContain(`Submitted by ${farida.name} on behalf of ${person.name}.`);
  expect(page.text).toContain('The network was down.');
  expect(await textsOf('amendment.sent', person.id)).toHaveLength(1);
  expect(await sampleLetters(house(), 'application.receipt', [id])).toBe(1);
  expect((await latestSubmission(house().db, id))?.answers.role).toBe('Learning Technologist');
});

test('S2.12: who wrote meanwhile is not written over, and what is missing cannot be sent by anybody', async () => {
  const { writer, home, desk } = await drafted();
  const farida = await coordinator();
  await writer.submit(`${home}/answers/work`, { ...fieldsOf('work', 1), role: 'Their own words' });
  const fields = { ...fieldsOf('work', 1), role: 'The team’s words', reason: 'Asked by telephone.' };
  const met = await house().submit(`${desk}/answers/work`, fields, farida);
  expect(met.status).toBe(409);
  expect(met.text).toContain('The team’s words');
  expect((await writer.visit(`${home}/answers/work`)).text).toContain('Their own words');
  expect((await writer.visit(home)).text).not.toContain('written twice');
  await writer.submit(`${home}/answers/reasons`, { version: '1', motivation: 'Too short.', hopes: '' });
  expect((await house().submit(`${desk}/send`, { reason: 'Asked.' }, farida)).status).toBe(422);
});

test('S2.12: only coordinators of the run act for somebody, only in their run, and never where nobody reads', async () => {
  const { person, id, desk } = await drafted();
  const farida = await coordinator();
  const elsewhere = await sampleOtherRun(house());
  const stranger = await samplePersonWith(house(), run(), 'Sela Selects', 'selector');
  const fields = { ...fieldsOf('work', 1), role: 'Changed', reason: 'Because.' };
  for (const as of [stranger, person]) {
    expect((await house().visit(desk, as)).status).toBe(404);
    expect((await house().submit(`${desk}/answers/work`, fields, as)).status).toBe(404);
    expect((await house().submit(`${desk}/send`, { reason: 'x' }, as)).status).toBe(404);
  }
  const wrong = `/desk/${elsewhere.id}/applicants/${id}`;
  expect((await house().visit(wrong, farida)).status).toBe(404);
  expect((await house().submit(`${wrong}/send`, { reason: 'x' }, farida)).status).toBe(404);
  expect((await house().visit(`${desk}/answers/equality`, farida)).status).toBe(404);
  expect(
    (await house().submit(`${desk}/answers/equality`, { version: '0', reason: 'x' }, farida)).status,
  ).toBe(404);
  expect((await house().visit(desk, farida)).text).not.toContain('/answers/equality');
  expect(
    (await house().submit(`${desk}/answers/work`, { ...fields, reason: 'x'.repeat(1001) }, farida)).status,
  ).toBe(422);
  const list = await house().visit(`/desk/${run().id}/applicants?q=${encodeURIComponent(HOSTILE)}`, farida);
  expect(list.text).not.toContain('<script>alert');
});

test('S2.13: until the deadline one edits and withdraws; after it one reads, and a request for a change reaches the team and is answered', async () => {
  const { person, writer, home, id } = await drafted();
  await writer.submit(`${home}/submit`);
  expect((await writer.visit(`${home}/answers/work`)).status).toBe(200);
  expect((await writer.visit(home)).text).not.toContain('Ask for a change');
  expect((await writer.submit(`${home}/change-request`, { words: 'Too early' })).status).toBe(409);
  stopClockAt(ukTime('2024-01-08T12:00'));
  expect((await writer.visit(`${home}/answers/work`)).status).toBe(303);
  expect((await writer.visit(home)).text).toContain('Ask for a change');
  const asked = { words: 'My manager is now Robin <b>.' };
  for (const wrong of [{ words: '' }, { words: 'x'.repeat(3001) }] as { words: string }[])
    expect((await writer.submit(`${home}/change-request`, wrong)).status).toBe(422);
  const tries = await Promise.all(
    Array.from({ length: 5 }, () => writer.submit(`${home}/change-request`, asked)),
  );
  expect(tries.filter(({ status }) => status === 303)).toHaveLength(1);
  await house().drain();
  const { rows } = await sql<{ to_address: string; text: string; reply_to: string }>`
    select to_address, text, reply_to from platform.letter where kind = 'amendment.change-asked'
    and about = ${`application:${id}`}`.execute(house().db);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ to_address: 'cmalt@ox.example', reply_to: person.email });
  expect(rows[0]?.text).toContain('My manager is now Robin <b>.');
  const farida = await coordinator();
  const desk = `/desk/${run().id}/change-requests`;
  expect((await house().visit(`/desk/${run().id}`, farida)).text).toContain('1 request for a change');
  expect((await house().visit(desk, farida)).text).toContain('Robin &lt;b>');
  const [request] = await changeRequestsOf(house().db, id);
  const answer = { [`answer-${request?.id}`]: 'made', [`words-${request?.id}`]: 'We have put in Robin.' };
  expect((await house().submit(`${desk}/${request?.id}`, {}, farida)).status).toBe(422);
  expect((await house().submit(`${desk}/${request?.id}`, answer, farida)).status).toBe(303);
  expect((await house().submit(`${desk}/${request?.id}`, answer, farida)).status).toBe(409);
  const [letter] = await textsOf('amendment.change-answered', person.id);
  expect(letter).toContain('We have put in Robin.');
  expect((await writer.visit(`${home}/change-request`)).text).toContain('The team made this change.');
  expect((await writer.visit(`${home}/withdraw`)).status).toBe(200);
});

test('S2.13: two coordinators answer a request at once: one answer, one letter; nobody else sees or answers it', async () => {
  const { person, writer, home, id } = await drafted();
  await writer.submit(`${home}/submit`);
  stopClockAt(ukTime('2024-01-08T12:00'));
  await writer.submit(`${home}/change-request`, { words: 'Mend my role.' });
  const [request] = await changeRequestsOf(house().db, id);
  const by = (await coordinator()).id;
  const said = { runId: run().id, requestId: request?.id ?? '', words: '', by };
  const acts = (['made', 'declined'] as const).flatMap((answer) =>
    Array.from({ length: 4 }, () => house().write((tx) => answerChange(tx, { ...said, answer }))),
  );
  expect(await howManyDone(acts)).toBe(1);
  expect(await textsOf('amendment.change-answered', person.id)).toHaveLength(1);
  const other = browser(await someone());
  expect((await other.visit(`${home}/change-request`)).status).toBe(404);
  expect((await other.submit(`${home}/change-request`, { words: 'x' })).status).toBe(404);
  expect((await other.visit(`/desk/${run().id}/change-requests`)).status).toBe(404);
});
