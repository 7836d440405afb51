import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { addForm, firstForm } from '#form';
import { findRunById } from '#programme';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { findApplication } from './application.sql.ts';
import { beginApplication } from './draft.ts';
import { fillDraft, sampleLetters } from './samples.ts';
import { submitApplication } from './submit.ts';

let house: TestHouse;
let number = 0;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house.drain();
  expect(await house.broken()).toEqual([]);
  releaseClock();
});

test('S2 an application sent eight times at once is one submission with one receipt', async () => {
  stopClockAt(ukTime('2024-01-08T11:59'));
  const run = await sampleRun(house, { slug: `r${++number}` });
  const person = await samplePersonWith(house, run, `Sender ${'z'.repeat(number)}`);
  const ids = await Promise.all(
    Array.from({ length: 4 }, () => house.write((tx) => beginApplication(tx, run, { personId: person.id }))),
  );
  expect(new Set(ids).size).toBe(1);
  const applicationId = ids[0] ?? '';
  await fillDraft(house, run, applicationId);
  const send = () => house.write((tx) => submitApplication(tx, run, { applicationId, personId: person.id }));
  const sent = await Promise.all(Array.from({ length: 8 }, send));
  expect(sent.every((one) => one.sent && one.number === 1)).toBe(true);
  await house.drain();
  expect(await sampleLetters(house, 'application.receipt', [applicationId])).toBe(1);
});

test('the deadline holds to the second, and its hidden grace is taken and written down', async () => {
  const run = await sampleRun(house, { slug: `r${++number}`, graceMinutes: 15 });
  const persons = await Promise.all(
    ['Early', 'Graced', 'Late'].map((name) => samplePersonWith(house, run, `${name} ${'w'.repeat(number)}`)),
  );
  stopClockAt(ukTime('2024-01-08T11:00'));
  const ids: string[] = [];
  for (const person of persons) {
    const id = await house.write((tx) => beginApplication(tx, run, { personId: person.id }));
    await fillDraft(house, run, id);
    ids.push(id);
  }
  const sendAt = async (at: string, index: number) => {
    stopClockAt(at);
    const personId = persons[index]?.id ?? '';
    return house.write((tx) => submitApplication(tx, run, { applicationId: ids[index] ?? '', personId }));
  };
  expect((await sendAt('2024-01-08T11:59:59Z', 0)).sent).toBe(true);
  expect((await sendAt('2024-01-08T12:14:59Z', 1)).sent).toBe(true);
  await expect(sendAt('2024-01-08T12:15:00Z', 2)).rejects.toThrow('deadline-passed');
  const { rows } = await sql<{ in_grace: boolean }>`select in_grace from application.submission
    where application_id = any(${ids}::uuid[]) order by submitted_at`.execute(house.db);
  expect(rows.map((row) => row.in_grace)).toEqual([false, true]);
  expect((await findRunById(house.db, run.id))?.deadline.graceMinutes).toBe(15);
});

test('a changed form is the next version, and who began before keeps theirs', async () => {
  stopClockAt(ukTime('2024-01-04T10:00'));
  const run = await sampleRun(house, { slug: `r${++number}` });
  const before = await samplePersonWith(house, run, 'Began Before');
  const after = await samplePersonWith(house, run, 'Began After');
  const begin = (personId: string) => house.write((tx) => beginApplication(tx, run, { personId }));
  const first = await findApplication(house.db, await begin(before.id));
  const FORM = firstForm();
  const content = { ...FORM, sections: FORM.sections.slice(0, 2) };
  const changed = await house.write((tx) => addForm(tx, run.id, content));
  expect(changed.version).toBe(2);
  const second = await findApplication(house.db, await begin(after.id));
  expect(second?.formId).toBe(changed.id);
  expect((await findApplication(house.db, first?.id ?? ''))?.formId).toBe(first?.formId);
  expect(first?.formId).not.toBe(changed.id);
});
