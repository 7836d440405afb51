import { expect, test } from 'vitest';
import { ukTime } from '../programme/samples.ts';
import { stopClockAt } from '#platform/clock.ts';
import { BASE } from '#test/house.ts';
import { findApplication, gatherOpened } from '#application';
import { copyData } from './copy.page.ts';
import { beginIn, fieldsOf, fillIn, sampleApplying } from '../application/samples.ts';

const { house, someone, browser } = sampleApplying();

async function pdfOf(home: string, person: { id: string }) {
  const cookie = await house().cookieOf(person);
  const answer = await house().ask(new Request(`${BASE}${home}/copy.pdf`, { headers: { cookie } }));
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

test('S2.15: a tagged PDF copy in the applicant’s own words is there for them any time, and for nobody else', async () => {
  const person = await someone();
  const writer = browser(person);
  const home = await beginIn(writer);
  await writer.submit(`${home}/answers/reasons`, {
    version: '0',
    motivation: 'Words #with[markup] $in$ them & 🎉 <b>\n\nAnd a second paragraph.',
    hopes: '= no heading',
  });
  expect((await writer.visit(home)).text).toContain(`${home}/copy.pdf`);
  const { answer, bytes } = await pdfOf(home, person);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toMatch(/application-[A-Z0-9]{4}-[A-Z0-9]{4}\.pdf/);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.toString('latin1')).toContain('/MarkInfo');
  expect((await pdfOf(home, await someone())).answer.status).toBe(404);
  stopClockAt(ukTime('2024-01-04T20:00'));
  expect((await pdfOf(home, person)).answer.status).toBe(200);
});

test('S2.15: the copy of what was sent holds every answer as sent, and nothing that nobody reads', async () => {
  const person = await someone();
  const writer = browser(person);
  const home = await beginIn(writer);
  await fillIn(writer, home);
  await writer.submit(`${home}/submit`);
  await writer.submit(`${home}/answers/reasons`, {
    ...fieldsOf('reasons', 1),
    hopes: 'Changed, and not sent.',
  });
  const application = await findApplication(house().db, home.split('/').at(-1) ?? '');
  const opened = await gatherOpened(house().db, application!, true);
  const text = JSON.stringify(copyData(opened!, { ...opened!.answers, hopes: 'As it was sent.' }));
  for (const words of [
    'Learning Technologist',
    'Morgan Sample',
    'A seat near the front',
    '80 per cent',
    'Thu 11 April 2024',
    'As it was sent.',
  ])
    expect(text).toContain(words);
  expect(text).not.toContain('Changed, and not sent.');
  expect(text).not.toMatch(/"Equality|gender|ethnic/i);
  expect((await pdfOf(home, person)).answer.status).toBe(200);
});

test('S2.4: the task list says each section’s state in four words, counts what is completed, and opens sending only at the end', async () => {
  const writer = browser(await someone());
  const home = await beginIn(writer);
  const begun = await writer.visit(home);
  expect(begun.text).toContain('0 of 6 sections completed');
  expect(begun.text.match(/>Not started</g)?.length).toBeGreaterThanOrEqual(6);
  expect(begun.text).toContain('Cannot start yet');
  expect(begun.text).not.toContain(`href="${home}/check">Check`);
  await writer.submit(`${home}/answers/work`, fieldsOf('work'));
  await writer.submit(`${home}/answers/reasons`, { version: '0', motivation: 'Half a thought', hopes: '' });
  const middle = await writer.visit(home);
  expect(middle.text).toContain('1 of 6 sections completed');
  expect(middle.text).toContain('>In progress<');
  await writer.submit(`${home}/answers/reasons`, fieldsOf('reasons', 1));
  for (const id of ['dates', 'support', 'access']) await writer.submit(`${home}/answers/${id}`, fieldsOf(id));
  const ready = await writer.visit(home);
  expect(ready.text).not.toContain('Cannot start yet');
  expect(ready.text).toContain(`${home}/check`);
});

test('S2.5: every answer on the check page has a Change link to its own question, and after sending nothing can be missed', async () => {
  const writer = browser(await someone());
  const home = await beginIn(writer);
  await fillIn(writer, home);
  const check = await writer.visit(`${home}/check`);
  for (const [section, question] of [
    ['work', 'role'],
    ['work', 'years'],
    ['reasons', 'motivation'],
    ['dates', 'unavailable'],
    ['support', 'payer'],
    ['access', 'access'],
  ])
    expect(check.text, question).toContain(`${home}/answers/${section}?from=check#field-${question}`);
  expect(
    (await writer.submit(`${home}/answers/work`, { ...fieldsOf('work', 1), from: 'check' })).location,
  ).toBe(`${home}/check`);
  const { location } = await writer.submit(`${home}/submit`);
  const done = await writer.visit(location);
  expect(done.text).toContain('We have your application</h1>');
  expect(done.text).toContain('A receipt with every answer is on its way');
});
