import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openFrameworks } from '#framework';
import type { Person } from '#people';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import type { Run } from './programme.ts';
import { samplePersonWith, sampleRun, ukTime } from './samples.ts';
import { workshopsOf } from './workshop.sql.ts';

beforeAll(() => void openFrameworks('frameworks'));
beforeEach(() => stopClockAt(ukTime('2023-12-01T10:00')));
afterEach(releaseClock);

type Desk = { house: TestHouse; run: Run; farida: Person; benedict: Person };

async function openDesk(): Promise<Desk> {
  const house = await openHouse();
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  const benedict = await samplePersonWith(house, run, 'Benedict Osei', 'coordinator');
  return { house, run, farida, benedict };
}

const newsOf = async (house: TestHouse, kind: string): Promise<unknown[]> =>
  (await house.pool.query('select payload from platform.news where kind = $1', [kind])).rows;

const PLAN = {
  title: 'The wider context',
  startsDate: '2024-03-14',
  startsTime: '11:00',
  endsDate: '2024-03-14',
  endsTime: '13:00',
  place: 'Online',
  onlineLink: 'https://meet.example.org/cmalt-3',
  about: '',
  joining: 'Bring a pen.',
  accessNotes: '',
};

test('a moved workshop moves in the feed, a sequence higher, and is told once', async () => {
  const { house, run, farida } = await openDesk();
  const third = (await workshopsOf(house.db, run.id))[2];
  const path = `/desk/${run.id}/workshops-plan/${third?.id}`;
  expect((await house.submit(path, { ...PLAN, version: '1' }, farida)).status).toBe(303);
  const { text } = await house.visit('/programmes/cmalt/2024/calendar.ics');
  expect(text).toMatch(/SEQUENCE:1\r\n[^]*?DTSTART;TZID=Europe\/London:20240314T110000/);
  expect(await newsOf(house, 'programme.workshop-moved')).toEqual([
    { payload: { workshopId: third?.id, runId: run.id } },
  ]);
  const words = { ...PLAN, about: 'Law and policy.', version: '2' };
  expect((await house.submit(path, words, farida)).status).toBe(303);
  expect((await workshopsOf(house.db, run.id))[2]).toMatchObject({
    sequence: 1,
    version: 3,
    about: 'Law and policy.',
  });
  expect(await newsOf(house, 'programme.workshop-moved')).toHaveLength(1);
});

test('a workshop at odds with its run or with another is refused; a stale one is not overwritten', async () => {
  const { house, run, farida } = await openDesk();
  const third = (await workshopsOf(house.db, run.id))[2];
  const path = `/desk/${run.id}/workshops-plan/${third?.id}`;
  const says = async (change: Record<string, string>, words: string, status = 422) => {
    const answer = await house.submit(path, { ...PLAN, version: '1', ...change }, farida);
    expect(answer.status, words).toBe(status);
    expect(answer.text).toContain(words);
  };
  await says({ endsTime: '10:00' }, 'The end must come after the start');
  await says({ startsDate: '2024-01-02', endsDate: '2024-01-02' }, 'comes after the deadline');
  await says({ startsDate: '2024-02-19', endsDate: '2024-02-19' }, 'Workshop 2 is at the same time');
  await says({ startsDate: '2024-03-31', startsTime: '01:30', endsDate: '2024-03-31' }, 'does not happen');
  await says({ title: '' }, 'The title is missing');
  await says({ version: '0' }, 'Somebody changed this workshop', 409);
  expect(await newsOf(house, 'programme.workshop-moved')).toEqual([]);
});

test('a cancelled workshop stays in the feed as cancelled, and the one added for it takes its number', async () => {
  const { house, run, farida } = await openDesk();
  const second = (await workshopsOf(house.db, run.id))[1];
  const cancel = `/desk/${run.id}/workshops-plan/${second?.id}/cancel`;
  const answers = await Promise.all([house.submit(cancel, {}, farida), house.submit(cancel, {}, farida)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect(await newsOf(house, 'programme.workshop-cancelled')).toHaveLength(1);
  expect((await house.visit('/programmes/cmalt/2024/calendar.ics')).text).toContain('STATUS:CANCELLED');
  const added = { ...PLAN, title: 'Instead', startsDate: '2024-02-26', endsDate: '2024-02-26' };
  expect((await house.submit(`/desk/${run.id}/workshops-plan/new`, added, farida)).status).toBe(303);
  const numbers = (await workshopsOf(house.db, run.id)).map(({ number, cancelledAt }) => [
    number,
    !cancelledAt,
  ]);
  expect(numbers).toEqual([
    [1, true],
    [2, false],
    [2, true],
    [3, true],
    [4, true],
    [5, true],
  ]);
  expect(await house.broken()).toEqual([]);
});

test('a workshop of another run is not there under this one', async () => {
  const { house, run, farida } = await openDesk();
  const other = await sampleRun(house, { slug: '2023', name: '2023 programme' });
  const [theirs] = await workshopsOf(house.db, other.id);
  const path = `/desk/${run.id}/workshops-plan/${theirs?.id}`;
  expect((await house.visit(path, farida)).status).toBe(404);
  expect((await house.submit(`${path}/cancel`, {}, farida)).status).toBe(404);
});
