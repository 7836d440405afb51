import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openHouse, type TestHouse } from '#test/house.ts';
import { findRunById, type Run } from '#programme';
import type { Person } from '#people';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { announceDecisions } from './announce.ts';
import { findApplication, runCounts } from './application.sql.ts';
import { beginApplication, saveSection } from './draft.ts';
import { markDecisions } from './decide.ts';
import { lapseOffers, replyToOffer } from './place.ts';
import { submitApplication } from './submit.ts';
import { sampleApplication, SAMPLE_ANSWERS } from './samples.ts';
import { formOfRun } from './submission.sql.ts';

let house: TestHouse;
let number = 0;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => stopClockAt(ukTime('2024-01-15T14:00')));
afterAll(async () => {
  await house.drain();
  expect(await house.broken()).toEqual([]);
  releaseClock();
});

/** A run with so many places and so many submitted applications. */
async function scene(capacity: number, applicants: number) {
  const run = await sampleRun(house, { slug: `r${++number}`, capacity });
  const coordinator = await samplePersonWith(house, run, `Coordinator ${'x'.repeat(number)}`, 'coordinator');
  const people: { person: Person; id: string }[] = [];
  for (let index = 0; index < applicants; index++) {
    const name = `Applicant ${'abcdefghij'.charAt(index)} ${'y'.repeat(number)}`;
    const person = await samplePersonWith(house, run, name);
    people.push({ person, id: await sampleApplication(house, run, person) });
  }
  return { run, coordinator, people };
}

async function mark(
  run: Run,
  by: Person,
  ids: readonly string[],
  outcome: 'offered' | 'reserve' | 'not-offered',
) {
  await house.write((tx) => markDecisions(tx, run.id, { applicationIds: ids, outcome, personId: by.id }));
}

async function letters(kind: string, ids: readonly string[]): Promise<number> {
  const about = ids.map((id) => `application:${id}`);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.letter
    where kind = ${kind} and about = any(${about}::text[])`.execute(house.db);
  return rows[0]?.n ?? 0;
}

const outcomes = async (acts: readonly Promise<unknown>[]) => {
  const settled = await Promise.allSettled(acts);
  return settled.filter((one) => one.status === 'fulfilled').length;
};

test('a run of one place offers it to one of eight, however many coordinators mark and announce at once', async () => {
  const { run, coordinator, people } = await scene(1, 8);
  await outcomes(
    people.map(({ id }) =>
      house
        .write((tx) =>
          markDecisions(tx, run.id, { applicationIds: [id], outcome: 'offered', personId: coordinator.id }),
        )
        .then(() => house.write((tx) => announceDecisions(tx, run.id, { personId: coordinator.id }))),
    ),
  );
  const counts = await runCounts(house.db, run.id);
  expect(counts.offered).toBeLessThanOrEqual(1);
  await house.drain();
  expect(
    await letters(
      'application.offered',
      people.map((one) => one.id),
    ),
  ).toBe(counts.offered);
  expect(await house.broken()).toEqual([]);
});

test('more offers than places are refused together, and nobody hears of any', async () => {
  const { run, coordinator, people } = await scene(1, 2);
  const ids = people.map((one) => one.id);
  await mark(run, coordinator, ids, 'offered');
  const announcing = house.write((tx) => announceDecisions(tx, run.id, { personId: coordinator.id }));
  await expect(announcing).rejects.toThrow('over-capacity');
  await house.drain();
  expect(await runCounts(house.db, run.id)).toMatchObject({ submitted: 2, offered: 0 });
  expect(await letters('application.offered', ids)).toBe(0);
});

test('S3.3 two coordinators who announce at once send one set of letters', async () => {
  const { run, coordinator, people } = await scene(2, 5);
  const ids = people.map((one) => one.id);
  await mark(run, coordinator, ids.slice(0, 2), 'offered');
  await mark(run, coordinator, ids.slice(2, 4), 'reserve');
  await mark(run, coordinator, ids.slice(4), 'not-offered');
  const done = await outcomes(
    Array.from({ length: 6 }, () =>
      house.write((tx) => announceDecisions(tx, run.id, { personId: coordinator.id })),
    ),
  );
  expect(done).toBe(1);
  await house.drain();
  expect(await letters('application.offered', ids)).toBe(2);
  expect(await letters('application.reserved', ids)).toBe(2);
  expect(await letters('application.not-offered', ids)).toBe(1);
});

test('a place accepted from two windows at once is accepted once, and declining it then is refused', async () => {
  const { run, coordinator, people } = await scene(1, 1);
  const [{ id, person }] = people as [{ id: string; person: Person }];
  await mark(run, coordinator, [id], 'offered');
  await house.write((tx) => announceDecisions(tx, run.id, { personId: coordinator.id }));
  const reply = (answer: 'accepted' | 'declined') =>
    house.write((tx) => replyToOffer(tx, { applicationId: id, runId: run.id, personId: person.id, answer }));
  expect(await outcomes(Array.from({ length: 6 }, () => reply('accepted')))).toBe(6);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.news
    where kind = 'application.place-accepted' and payload ->> 'applicationId' = ${id}`.execute(house.db);
  expect(rows[0]?.n).toBe(1);
  await expect(reply('declined')).rejects.toThrow('accepted');
});

test('accepting and declining at once leaves one answer', async () => {
  const { run, coordinator, people } = await scene(1, 1);
  const [{ id, person }] = people as [{ id: string; person: Person }];
  await mark(run, coordinator, [id], 'offered');
  await house.write((tx) => announceDecisions(tx, run.id, { personId: coordinator.id }));
  const acts = (['accepted', 'declined', 'accepted', 'declined'] as const).map((answer) =>
    house.write((tx) => replyToOffer(tx, { applicationId: id, runId: run.id, personId: person.id, answer })),
  );
  expect(await outcomes(acts)).toBe(2);
});

test('places declined at once go to the reserve list in rank order and never beyond the capacity', async () => {
  const { run, coordinator, people } = await scene(4, 9);
  const ids = people.map((one) => one.id);
  await mark(run, coordinator, ids.slice(0, 4), 'offered');
  await mark(run, coordinator, ids.slice(4), 'reserve');
  await house.write((tx) => announceDecisions(tx, run.id, { personId: coordinator.id }));
  await Promise.all(
    people.slice(0, 4).map(({ id, person }, index) =>
      house.write((tx) =>
        replyToOffer(tx, {
          applicationId: id,
          runId: run.id,
          personId: person.id,
          answer: index === 0 ? 'accepted' : 'declined',
        }),
      ),
    ),
  );
  expect(await runCounts(house.db, run.id)).toMatchObject({
    'place-accepted': 1,
    'place-declined': 3,
    offered: 3,
    reserve: 2,
  });
  const states = await Promise.all(ids.slice(4).map((id) => findApplication(house.db, id)));
  expect(states.map((one) => one?.state)).toEqual(['offered', 'offered', 'offered', 'reserve', 'reserve']);
  expect(states[0]?.offer?.fromReserve).toBe(true);
});

test('an offer lapses once at its time to reply, to the second, and the sweep and the late reply agree', async () => {
  const { run, coordinator, people } = await scene(1, 2);
  const [first, second] = people as [(typeof people)[0], (typeof people)[0]];
  await mark(run, coordinator, [first.id], 'offered');
  await mark(run, coordinator, [second.id], 'reserve');
  const { replyBy } = await house.write((tx) => announceDecisions(tx, run.id, { personId: coordinator.id }));
  expect(replyBy.toString()).toBe(ukTime('2024-01-17T17:00').toString());
  stopClockAt(replyBy.subtract({ seconds: 1 }));
  expect(await house.write((tx) => lapseOffers(tx, run.id))).toBe(0);
  stopClockAt(replyBy);
  const lapses = await Promise.all(
    Array.from({ length: 4 }, () => house.write((tx) => lapseOffers(tx, run.id))),
  );
  expect(lapses.reduce((sum, one) => sum + one, 0)).toBe(1);
  const late = {
    applicationId: first.id,
    runId: run.id,
    personId: first.person.id,
    answer: 'accepted',
  } as const;
  await expect(house.write((tx) => replyToOffer(tx, late))).rejects.toThrow('lapsed');
  const promoted = await findApplication(house.db, second.id);
  expect(promoted?.state).toBe('offered');
  // Workshop 1 begins on Thursday at 9.30am, before two days have passed: nobody is held longer than that.
  expect(promoted?.offer?.replyBy.toString()).toBe(ukTime('2024-01-18T09:30').toString());
});

test('no place goes to the reserve list once the first workshop has begun', async () => {
  const { run, coordinator, people } = await scene(1, 2);
  const [first, second] = people as [(typeof people)[0], (typeof people)[0]];
  await mark(run, coordinator, [first.id], 'offered');
  await mark(run, coordinator, [second.id], 'reserve');
  await house.write((tx) => announceDecisions(tx, run.id, { personId: coordinator.id }));
  stopClockAt(ukTime('2024-01-18T09:30'));
  expect(await house.write((tx) => lapseOffers(tx, run.id))).toBe(1);
  expect((await findApplication(house.db, second.id))?.state).toBe('reserve');
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
  await fill(run, applicationId);
  const send = () => house.write((tx) => submitApplication(tx, run, { applicationId, personId: person.id }));
  const sent = await Promise.all(Array.from({ length: 8 }, send));
  expect(sent.every((one) => one.sent && one.number === 1)).toBe(true);
  await house.drain();
  expect(await letters('application.receipt', [applicationId])).toBe(1);
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
    await fill(run, id);
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

async function fill(run: Run, applicationId: string): Promise<void> {
  const { content } = await house.write((tx) => formOfRun(tx, run.id));
  for (const section of content.sections) {
    const answers = Object.fromEntries(section.questions.map(({ id }) => [id, SAMPLE_ANSWERS[id] ?? '']));
    await house.write((tx) =>
      saveSection(tx, run, { applicationId, section: section.id, answers, version: 0 }),
    );
  }
}
