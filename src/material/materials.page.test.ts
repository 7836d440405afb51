import { afterEach, beforeEach, expect, test } from 'vitest';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { workshopsOf } from '#programme';
import { markAttendance } from '#workshop';
import { openHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { sampleParticipant } from '../workshop/samples.ts';

beforeEach(() => stopClockAt(ukTime('2024-01-18T09:00')));
afterEach(releaseClock);

async function around() {
  const house = await openHouse();
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  const dana = await samplePersonWith(house, run, 'Dana Whitfield', 'mentor');
  const amara = await sampleParticipant(house, run);
  const [workshop] = await workshopsOf(house.db, run.id);
  const desk = `/desk/${run.id}/workshops/${workshop!.id}/materials`;
  const page = `/workshops/${workshop!.id}/materials`;
  const add = (fields: Record<string, string>) =>
    house.submit(
      `${desk}/new`,
      { title: 'Slides', link: 'https://slides.example/1', words: '', ...fields },
      farida,
    );
  const makeUp = (words: string, by = amara) =>
    house.submit(`/workshops/${workshop!.id}/making-up`, { words }, by);
  return { house, run, farida, dana, amara, workshop: workshop!, desk, page, add, makeUp };
}

async function idsIn(house: Awaited<ReturnType<typeof around>>['house']): Promise<string[]> {
  return (await house.pool.query<{ id: string }>('select id from material.item order by number')).rows.map(
    ({ id }) => id,
  );
}

test('materials stand before and after the workshop with their recording, and every wording is kept', async () => {
  const { house, farida, amara, desk, page, add } = await around();
  expect((await house.visit(page, amara)).text).toContain('There are no materials here yet.');
  await add({ stands: 'before', title: 'Three pathways on one page' });
  await add({
    stands: 'recording',
    title: 'Recording, 2 hours 50 minutes',
    words: 'Starts with *pathways*.',
  });
  const [first] = await idsIn(house);
  const again = { title: 'Three pathways, second edition', link: 'https://slides.example/2', words: '' };
  expect((await house.submit(`${desk}/${first}`, again, farida)).location).toBe(desk);
  const seen = await house.visit(page, amara);
  expect(seen.text).toContain('Before the workshop');
  expect(seen.text).toContain('Three pathways, second edition');
  expect(seen.text).not.toContain('on one page');
  const { rows } = await house.pool.query(
    'select number, title from material.version order by item_id, number',
  );
  expect(rows).toHaveLength(3);
  await house.submit(`${desk}/${first}/remove`, {}, farida);
  expect((await house.visit(page, amara)).text).not.toContain('second edition');
  expect(await house.broken()).toEqual([]);
});

test('a material is refused without a link, with a link that is no address, and as a second make-up task', async () => {
  const { house, add } = await around();
  for (const link of ['', 'javascript:alert(1)', '//evil.example', 'slides']) {
    expect((await add({ stands: 'after', link })).status).toBe(422);
  }
  expect((await add({ stands: 'task', title: 'Watch and write', link: '' })).status).toBe(303);
  expect((await add({ stands: 'task', title: 'Another', link: '' })).status).toBe(409);
  expect(await idsIn(house)).toHaveLength(1);
});

test('S4.6: somebody who missed a workshop watches the recording, hands in the make-up task and counts as caught up, once', async () => {
  const { house, run, farida, dana, amara, workshop, desk, page, add, makeUp } = await around();
  await add({ stands: 'recording', title: 'Recording' });
  expect((await makeUp('Early')).status).toBe(409);
  await add({ stands: 'task', title: 'Write down your reason for a pathway', link: '' });
  expect((await makeUp('Early')).text).toContain('not over yet');
  stopClockAt(ukTime('2024-01-18T12:40'));
  const absent = { workshopId: workshop.id, personId: amara.id, state: 'absent' as const, by: dana.id };
  await house.write((tx) => markAttendance(tx, absent));
  stopClockAt(ukTime('2024-01-18T13:00'));
  expect((await makeUp('')).status).toBe(422);
  const both = await Promise.all([
    makeUp('I watched it and chose CMALT.'),
    makeUp('I watched it and chose CMALT.'),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  const own = await house.visit(page, amara);
  expect(own.text).toContain('I watched it and chose CMALT.');
  expect(own.text).not.toContain('I have caught up');
  const register = await house.visit(`/desk/${run.id}/workshops/${workshop.id}/attendance`, dana);
  expect(register.text).toContain('Caught up · Amara Udeh');
  expect((await house.visit(desk, farida)).text).toContain('I watched it and chose CMALT.');
});

test('somebody who was there has nothing to make up', async () => {
  const { house, dana, amara, workshop, page, add, makeUp } = await around();
  await add({ stands: 'task', title: 'Watch and write', link: '' });
  stopClockAt(ukTime('2024-01-18T12:40'));
  const present = { workshopId: workshop.id, personId: amara.id, state: 'present' as const, by: dana.id };
  await house.write((tx) => markAttendance(tx, present));
  expect((await house.visit(page, amara)).text).toContain('You were there, so there is nothing to make up.');
  expect((await makeUp('Again')).status).toBe(409);
});

test('materials do not exist for somebody without a seat, nor their desk for anybody but coordinators', async () => {
  const { house, run, dana, amara, desk, page, add, makeUp } = await around();
  await add({ stands: 'after' });
  const stranger = await samplePersonWith(house, run, 'Oliver Late');
  expect((await house.visit(page, stranger)).status).toBe(404);
  expect((await makeUp('Me too', stranger)).status).toBe(404);
  for (const one of [dana, amara, stranger]) expect((await house.visit(desk, one)).status).toBe(404);
  expect((await house.visit(`${desk}/00000000-0000-4000-8000-000000000000`, dana)).status).toBe(404);
});
