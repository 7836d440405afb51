import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopClockAt, releaseClock } from '#platform/clock.ts';
import { workshopsOf } from '#programme';
import { openHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { agendaOf } from './agenda.ts';
import { attendanceCounts } from './attendance.sql.ts';
import { enrol, leave } from './enrol.ts';
import { enrolmentsOf, participantsOf } from './enrolment.sql.ts';
import { markAttendance, markRestPresent } from './mark.ts';
import { tickPreparation } from './prepare.ts';
import { sampleParticipant, samplePreparation } from './samples.ts';

beforeEach(() => stopClockAt(ukTime('2024-01-16T09:00')));
afterEach(releaseClock);

test('of eight who enrol the same person at once, one gives the seat', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const person = await samplePersonWith(house, run, 'Amara Udeh');
  const seats = await Promise.all(
    Array.from({ length: 8 }, () => house.write((tx) => enrol(tx, { runId: run.id, personId: person.id }))),
  );
  expect(seats.filter(Boolean)).toHaveLength(1);
  expect(await enrolmentsOf(house.db, person.id)).toHaveLength(1);
});

test('an agenda has the five workshops of the series with what they ask and what is done', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const item = await samplePreparation(house, run);
  const amara = await sampleParticipant(house, run);
  const tomasz = await sampleParticipant(house, run, 'Tomasz Wren');
  await house.write((tx) => tickPreparation(tx, { preparationId: item.id, personId: amara.id }));
  const agenda = await agendaOf(house.db, amara.id);
  expect(agenda.map(({ workshop }) => workshop.number)).toEqual([1, 2, 3, 4, 5]);
  expect(agenda[0]?.preparation).toMatchObject([{ id: item.id, minutes: 15 }]);
  expect(agenda[0]?.preparation[0]?.tickedAt).toBeDefined();
  expect((await agendaOf(house.db, tomasz.id))[0]?.preparation[0]?.tickedAt).toBeUndefined();
});

test('whoever leaves keeps the marks that were made, and is expected at no later workshop', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const mentor = await samplePersonWith(house, run, 'Dana Whitfield', 'mentor');
  const amara = await sampleParticipant(house, run);
  await sampleParticipant(house, run, 'Tomasz Wren');
  const [first, second] = await workshopsOf(house.db, run.id);
  stopClockAt(ukTime('2024-01-18T09:40'));
  await house.write((tx) =>
    markAttendance(tx, { workshopId: first!.id, personId: amara.id, state: 'part', by: mentor.id }),
  );
  expect(await house.write((tx) => markRestPresent(tx, { workshopId: first!.id, by: mentor.id }))).toBe(1);
  stopClockAt(ukTime('2024-01-20T09:40'));
  await house.write((tx) => leave(tx, { runId: run.id, personId: amara.id }));
  const counts = await attendanceCounts(house.db, run.id, [first!, second!]);
  expect(counts.get(first!.id)).toMatchObject({ part: 1, present: 1, expected: 0 });
  expect(counts.get(second!.id)).toMatchObject({ expected: 1, present: 0 });
  expect((await participantsOf(house.db, run.id)).map(({ name }) => name)).toEqual(['Tomasz Wren']);
});
