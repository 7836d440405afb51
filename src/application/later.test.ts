import { expect, test } from 'vitest';
import { stopClockAt } from '#platform/clock.ts';
import { samplePersonWith, ukTime } from '../programme/samples.ts';
import { beginIn, fillIn, fieldsOf, HOSTILE, sampleApplying } from './samples.ts';

const { house, run, someone, browser } = sampleApplying();

/** Somebody who applied on 3 January and left the question about access needs for later. */
async function applied() {
  stopClockAt(ukTime('2024-01-03T10:00'));
  const person = await someone();
  const by = browser(person);
  const home = await beginIn(by);
  await fillIn(by, home);
  await by.submit(`${home}/answers/access`, { ...fieldsOf('access', 1), needs: '', access: '' });
  const sent = await by.submit(`${home}/submit`);
  expect(sent.location).toBe(`${home}/submitted`);
  return { person, by, home };
}

/** Past the deadline, for whoever has signed in again meanwhile. */
async function pastDeadline() {
  stopClockAt(ukTime('2024-01-09T10:00'));
  const seen = ['2024-01-09T09:00Z', '2024-01-10T09:00Z'];
  await house().pool.query('update people.session set seen_at = $1, expires_at = $2', seen);
}

test('S2.8: what is required two weeks before workshop 1 can be left out when sending, is owed, and is answered after the deadline', async () => {
  const { by, home } = await applied();
  expect((await by.visit(home)).text).toContain('It is asked for by Thu 4 January 2024');
  expect((await by.visit(`${home}/later`)).location).toBe(`${home}/answers/access`);
  await pastDeadline();
  expect((await by.visit(home)).text).toContain('We still need an answer from you.');
  expect((await by.visit(`${home}/later`)).text).toContain('name="needs"');
  const empty = await by.submit(`${home}/later`, { version: '0', shown: 'needs' });
  expect(empty.status).toBe(422);
  const half = await by.submit(`${home}/later`, { version: '0', shown: 'needs', needs: 'yes' });
  expect([half.status, half.text.includes('One more question: What we should do')]).toEqual([422, true]);
  const both = { version: '0', shown: 'needs access', needs: 'yes', access: 'A quiet room.' };
  expect((await by.submit(`${home}/later`, both)).status).toBe(303);
  const page = (await by.visit(home)).text;
  expect(page).not.toContain('We still need an answer');
  expect(page).toContain('A quiet room.');
  const stale = await by.submit(`${home}/later`, { ...both, access: 'Another.' });
  expect([stale.status, stale.text.includes('Another.')]).toEqual([409, true]);
  expect((await by.submit(`${home}/later`, { ...both, version: '1', needs: 'no' })).status).toBe(303);
  const after = (await by.visit(home)).text;
  expect(after).not.toContain('A quiet room.');
});

test('S2.8: a coordinator sees who still owes an answer, and nobody else does', async () => {
  const { by, home, person } = await applied();
  const farida = await samplePersonWith(house(), run(), 'Farida Underhill', 'coordinator');
  const ursula = await samplePersonWith(house(), run(), 'Ursula Selects', 'selector');
  await pastDeadline();
  const path = `/desk/${run().id}/form/owed`;
  const page = (await house().visit(path, farida)).text;
  expect(page).toContain(`>${person.name}<`);
  expect(page).toContain('overdue');
  await by.submit(`${home}/later`, { version: '0', shown: 'needs', needs: 'no' });
  expect((await house().visit(path, farida)).text).not.toContain(`>${person.name}<`);
  for (const other of [ursula, person]) expect((await house().visit(path, other)).status).toBe(404);
});

test('S2.8: nobody answers for somebody else, and hostile answers are refused', async () => {
  const { by, home } = await applied();
  await pastDeadline();
  const other = browser(await someone());
  expect((await other.visit(`${home}/later`)).status).toBe(404);
  expect((await other.submit(`${home}/later`, { version: '0', needs: 'no' })).status).toBe(404);
  for (const fields of [{ needs: HOSTILE }, { needs: ['yes', 'no'] }, { needs: 'no', version: HOSTILE }])
    expect([409, 422]).toContain((await by.submit(`${home}/later`, { version: '0', ...fields })).status);
});
