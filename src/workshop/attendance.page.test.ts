import { afterEach, beforeEach, expect, test } from 'vitest';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { workshopsOf } from '#programme';
import { openHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { sampleProgramme, samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { ATTENDANCE_STATES, refusalToMark } from './attendance.ts';
import { attendanceCounts } from './attendance.sql.ts';
import { markAttendance } from './mark.ts';
import { sampleParticipant } from './samples.ts';

beforeEach(() => stopClockAt(ukTime('2024-01-16T09:00')));
afterEach(releaseClock);

async function atTheDoor() {
  const house = await openHouse();
  const run = await sampleRun(house);
  const dana = await samplePersonWith(house, run, 'Dana Whitfield', 'mentor');
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  const amara = await sampleParticipant(house, run);
  const tomasz = await sampleParticipant(house, run, 'Tomasz Wren');
  const [first] = await workshopsOf(house.db, run.id);
  const path = `/desk/${run.id}/workshops/${first!.id}/attendance`;
  stopClockAt(ukTime('2024-01-18T09:20'));
  return { house, run, dana, farida, amara, tomasz, first: first!, path };
}

test('a mentor marks somebody present at the door, and the page keeps its place and its filter', async () => {
  const { house, path, dana, amara } = await atTheDoor();
  const page = await house.visit(`${path}?letter=A`, dana);
  expect(page.text).toContain('0 of 2 marked');
  expect(page.text).not.toContain('Tomasz Wren');
  const done = await house.submit(
    path,
    { personId: amara.id, state: 'present', letter: 'A', name: '' },
    dana,
  );
  expect(done.location).toBe(`${path}?letter=A#person-${amara.id}`);
  const after = await house.visit(path, dana);
  expect(after.text).toContain('1 of 2 marked: 1 present');
  expect(after.text).toContain('Present · Dana Whitfield, 9.20am');
});

test('the last of two people who mark at once wins, and the page names them', async () => {
  const { house, run, path, dana, farida, amara, first } = await atTheDoor();
  await Promise.all([
    house.submit(path, { personId: amara.id, state: 'present', letter: '', name: '' }, dana),
    house.submit(path, { personId: amara.id, state: 'absent', letter: '', name: '' }, farida),
  ]);
  const counts = (await attendanceCounts(house.db, run.id, [first])).get(first.id)!;
  expect(counts.present + counts.absent).toBe(1);
  const { text } = await house.visit(path, dana);
  expect(text).toMatch(
    counts.present === 1 ? /Present · Dana Whitfield, 9.20am/ : /Absent · Farida Rahmani, 9.20am/,
  );
});

test('marks that a device sends late, doubled or out of order leave the one in force that was pressed last', async () => {
  const { house, run, path, dana, amara, first } = await atTheDoor();
  stopClockAt(ukTime('2024-01-18T10:00'));
  const pressed = (state: string, minute: string) => {
    const fields = { personId: amara.id, state, by: dana.id, pressedAt: `2024-01-18T09:${minute}:00.250Z` };
    return house.submit(path, fields, dana);
  };
  for (const [state, minute] of [
    ['absent', '25'],
    ['present', '40'],
    ['part', '31'],
    ['absent', '25'],
    ['present', '40'],
  ] as const) {
    expect((await pressed(state, minute)).status).toBe(303);
  }
  expect((await attendanceCounts(house.db, run.id, [first])).get(first.id)).toMatchObject({
    present: 1,
    absent: 0,
    part: 0,
  });
  const { rows } = await house.pool.query('select state from workshop.attendance order by marked_at');
  expect(rows.map(({ state }) => state)).toEqual(['absent', 'part', 'present']);
  expect((await house.visit(path, dana)).text).toContain('Present · Dana Whitfield, 9.40am');
});

test('a mark that a device kept is refused to another person, after a week, and with a time that is none', async () => {
  const { house, run, path, dana, farida, amara, first } = await atTheDoor();
  const fields = { personId: amara.id, state: 'present', by: dana.id, pressedAt: '2024-01-18T09:15:00Z' };
  expect((await house.submit(path, fields, farida)).status).toBe(409);
  expect((await house.submit(path, { ...fields, pressedAt: '2024-02-30T09:15:00Z' }, dana)).status).toBe(422);
  expect((await house.submit(path, { ...fields, pressedAt: '2024-01-11T09:19:00Z' }, dana)).status).toBe(409);
  expect((await attendanceCounts(house.db, run.id, [first])).get(first.id)).toMatchObject({
    expected: 2,
    present: 0,
  });
  // A device whose clock is ahead presses now, not in an hour.
  await house.submit(path, { ...fields, pressedAt: '2024-01-18T10:20:00Z' }, dana);
  expect((await house.visit(path, dana)).text).toContain('Present · Dana Whitfield, 9.20am');
});

test('everyone still expected is marked as present at once, and nobody who was marked before', async () => {
  const { house, run, path, farida, tomasz, first } = await atTheDoor();
  await house.submit(path, { personId: tomasz.id, state: 'apologies', letter: '', name: '' }, farida);
  const done = await house.submit(`${path}/rest`, {}, farida);
  expect(done.status).toBe(303);
  const counts = (await attendanceCounts(house.db, run.id, [first])).get(first.id);
  expect(counts).toMatchObject({ present: 1, apologies: 1, expected: 0 });
});

test('nobody but coordinators and mentors of the institution finds the register, or marks in it', async () => {
  const { house, run, path, amara, first } = await atTheDoor();
  const elsewhere = await house.write(async (tx) => {
    const { addOrganisation } = await import('#people');
    return addOrganisation(tx, {
      slug: 'north',
      kind: 'institution',
      name: 'Northern University',
      unit: undefined,
      contactAddress: 'north@ox.example',
      zone: 'Europe/London',
    });
  });
  const other = await sampleProgramme(house, { slug: 'north', institutionId: elsewhere.id });
  const theirs = { ...run, programme: other };
  const stranger = await samplePersonWith(house, theirs, 'Noor Strange', 'mentor', 'coordinator');
  for (const one of [amara, stranger]) {
    expect((await house.visit(path, one)).status).toBe(404);
    const tried = await house.submit(
      path,
      { personId: amara.id, state: 'present', letter: '', name: '' },
      one,
    );
    expect(tried.status).toBe(404);
  }
  expect((await house.visit(path)).location).toContain('/sign-in');
  expect((await attendanceCounts(house.db, run.id, [first])).get(first.id)).toMatchObject({
    expected: 2,
    present: 0,
  });
});

test('somebody who is not on the register cannot be marked', async () => {
  const { house, run, path, dana } = await atTheDoor();
  const stranger = await samplePersonWith(house, run, 'Oliver Late');
  const tried = await house.submit(
    path,
    { personId: stranger.id, state: 'present', letter: '', name: '' },
    dana,
  );
  expect(tried.status).toBe(409);
  expect(tried.text).toContain('not on the register');
});

test('until two hours before the start only apologies can be marked, and for a cancelled workshop nothing', () => {
  const startsAt = ukTime('2024-01-18T09:30');
  const workshop = { startsAt, cancelledAt: undefined };
  for (const state of ATTENDANCE_STATES) {
    const free = state === 'apologies' || state === 'expected';
    expect(refusalToMark(workshop, state, ukTime('2024-01-18T07:29')) === undefined).toBe(free);
    expect(refusalToMark(workshop, state, ukTime('2024-01-18T07:30'))).toBeUndefined();
    const cancelled = { startsAt, cancelledAt: startsAt };
    expect(refusalToMark(cancelled, state, startsAt)?.code).toBe('workshop-cancelled');
  }
});

test('participants never see on their pages who else is on the register, nor coordinators’ pages', async () => {
  const { house, run, amara, first } = await atTheDoor();
  const mine = await house.visit(`/workshops/${first.id}`, amara);
  expect(mine.status).toBe(200);
  expect(mine.text).not.toContain('Tomasz');
  expect((await house.visit(`/desk/${run.id}/workshops`, amara)).status).toBe(404);
});

test('a reason for apologies is shown to coordinators and not to mentors', async () => {
  const { house, path, dana, farida, amara, first } = await atTheDoor();
  await house.write((tx) =>
    markAttendance(tx, {
      workshopId: first.id,
      personId: amara.id,
      state: 'apologies',
      by: amara.id,
      reason: 'A hospital appointment',
    }),
  );
  expect((await house.visit(path, farida)).text).toContain('A hospital appointment');
  expect((await house.visit(path, dana)).text).not.toContain('A hospital appointment');
});

test('a register asks the database as often for 30 people as for 1', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  const [first] = await workshopsOf(house.db, run.id);
  const path = `/desk/${run.id}/workshops/${first!.id}/attendance`;
  stopClockAt(ukTime('2024-01-18T09:20'));
  const pages = [path, `/desk/${run.id}/workshops`] as const;
  const queriesFor = async (): Promise<number[]> => [
    (await queriesOfPage(house, pages[0], farida)).length,
    (await queriesOfPage(house, pages[1], farida)).length,
  ];
  await sampleParticipant(house, run, 'Amara Udeh');
  await house.submit(`${path}/rest`, {}, farida);
  const forOne = await queriesFor();
  expect(Math.min(...forOne)).toBeGreaterThan(3);
  for (let index = 0; index < 29; index++) {
    await sampleParticipant(house, run, `Person ${String.fromCharCode(97 + index)}${index}x`);
  }
  await house.submit(`${path}/rest`, {}, farida);
  expect(await queriesFor()).toEqual(forOne);
  expect(await house.broken()).toEqual([]);
});
