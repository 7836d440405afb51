import fc from 'fast-check';
import type { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { sql } from 'kysely';
import type { Run } from '#programme';
import { stopClockAt } from '#platform/clock.ts';
import { sampleRun, ukTime } from '../programme/samples.ts';
import { beginApplication, submitApplication, withdrawApplication } from '#application';
import { fillDraft, sampleApplying, sampleLetters } from '../application/samples.ts';
import { REMIND_HOURS, reminderDue, remindOfDrafts } from './remind.ts';

const { house, someone } = sampleApplying();
let made = 0;

/** A run that closes then, and a complete draft to it, written four days before. */
async function draftTo(closes: string): Promise<{ run: Run; id: string; personId: string }> {
  const closesAt = ukTime(closes);
  stopClockAt(closesAt.subtract({ hours: 100 }));
  const run = await sampleRun(house(), {
    slug: `remind-${++made}`,
    opensAt: closesAt.subtract({ hours: 24 * 30 }),
    closesAt,
    workshops: 0,
  });
  const { id: personId } = await someone();
  const id = await house().write((tx) => beginApplication(tx, run, { personId }));
  await fillDraft(house(), run, id);
  return { run, id, personId };
}

/** Lets the sweep run every five minutes between two moments, and answers at which hours before closing a letter came. */
async function sweepThrough(run: Run, id: string, from: number, until: number): Promise<number[]> {
  const came: number[] = [];
  for (let minutes = from * 60; minutes >= until * 60; minutes -= 30) {
    stopClockAt(run.deadline.at.subtract({ minutes }));
    const before = await sampleLetters(house(), 'amendment.unsent', [id]);
    await remindOfDrafts.run(house().db, {});
    await remindOfDrafts.run(house().db, {});
    const after = await sampleLetters(house(), 'amendment.unsent', [id]);
    for (let letter = before; letter < after; letter += 1) came.push(minutes / 60);
  }
  return came;
}

test.each([
  '2024-04-01T12:00',
  '2024-10-28T12:00',
  '2026-03-30T12:00',
  '2026-10-26T12:00',
  '2024-01-08T12:00',
])(
  'S2.6: a complete draft to a run that closes %s is reminded 72, 24 and 2 hours before, each once, whatever the clocks do',
  async (closes) => {
    const { run, id } = await draftTo(closes);
    expect(await sweepThrough(run, id, 80, -2)).toEqual([72, 24, 2]);
    const { rows } = await sql<{ text: string; subject: string }>`select text, subject from platform.letter
      where kind = 'amendment.unsent' and about = ${`application:${id}`}`.execute(house().db);
    expect(rows).toHaveLength(3);
    for (const { text, subject } of rows) {
      expect(subject).toContain('[Action required]');
      expect(text).toContain('12 noon (UK time)');
      expect(text).toContain(`/applications/${id}/check`);
    }
  },
  120_000,
);

test('S2.6: nobody is reminded of what was sent, taken back, or is not complete', async () => {
  const [sent, taken] = [await draftTo('2024-02-05T12:00'), await draftTo('2024-02-05T12:00')];
  const { run, id, personId } = await draftTo('2024-02-05T12:00');
  for (const one of [sent, taken])
    await house().write((tx) =>
      submitApplication(tx, one.run, { applicationId: one.id, personId: one.personId }),
    );
  await house().write((tx) =>
    withdrawApplication(tx, {
      applicationId: taken.id,
      runId: taken.run.id,
      personId: taken.personId,
      reason: '',
    }),
  );
  const bare = await someone();
  const unfinished = await house().write((tx) => beginApplication(tx, run, { personId: bare.id }));
  expect(await sweepThrough(run, id, 73, 71)).toEqual([72]);
  expect(await sampleLetters(house(), 'amendment.unsent', [sent.id, taken.id, unfinished])).toBe(0);
  await house().write((tx) => submitApplication(tx, run, { applicationId: id, personId }));
  expect(await sweepThrough(run, id, 26, 1)).toEqual([]);
});

test('S2.6: when the deadline moves by days the reminders come again for the new one; by an hour, they do not', async () => {
  const { run, id } = await draftTo('2024-02-05T12:00');
  expect(await sweepThrough(run, id, 73, 71)).toEqual([72]);
  await moveWith(run, run.deadline.at.add({ hours: 1 }));
  expect(await sweepThrough(run, id, 71, 66)).toEqual([]);
  await moveWith(run, run.deadline.at.add({ hours: 24 * 7 }));
  expect(await sweepThrough(run, id, -48, -100)).toEqual([-96]);
});

/** Moves a run's deadline, as the dates page does. */
async function moveWith(run: Run, closesAt: Temporal.Instant): Promise<void> {
  await sql`update programme.run set closes_at = ${closesAt}::timestamptz where id = ${run.id}`.execute(
    house().db,
  );
}

test('S2.6: a draft that is completed late is told at the next round, once, of the time that is left', async () => {
  const { run, id } = await draftTo('2024-02-05T12:00');
  expect(await sweepThrough(run, id, 10, 3)).toEqual([10]);
});

test('S2.6: at home and on its own page a complete draft that is not sent stands in red with what to do', async () => {
  const { run, id, personId } = await draftTo('2024-02-05T12:00');
  stopClockAt(run.deadline.at.subtract({ hours: 20 }));
  const home = await house().visit('/home', { id: personId });
  expect(home.text).toContain('next-urgent');
  expect(home.text).toContain('complete, and not sent');
  expect(home.text).toContain(`/applications/${id}/check`);
  expect((await house().visit(`/applications/${id}`, { id: personId })).text).toContain('next-urgent');
  await house().write((tx) => submitApplication(tx, run, { applicationId: id, personId }));
  expect((await house().visit('/home', { id: personId })).text).not.toContain('next-urgent');
});

test('which reminder is due never comes before its hours, and never after closing', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10 * 3600, max: 100 * 3600 }), (seconds) => {
      const closes = ukTime('2024-03-31T12:00');
      const due = reminderDue(closes, closes.subtract({ seconds }));
      if (seconds <= 0 || seconds > 72 * 3600) expect(due).toBeUndefined();
      else expect(due).toBe(Math.min(...REMIND_HOURS.filter((hours) => seconds <= hours * 3600)));
    }),
  );
});
