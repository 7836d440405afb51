import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openFrameworks } from '#framework';
import type { Person } from '#people';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import type { Run } from './programme.ts';
import { findRun, findRunById } from './run.sql.ts';
import { samplePersonWith, sampleProgramme, sampleRun, ukTime } from './samples.ts';
import { textsOf, versionsOf } from './section-text.sql.ts';
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

const DATES = {
  name: '2024 programme',
  opensDate: '2023-11-13',
  opensTime: '09:00',
  deadlineDate: '2024-01-08',
  deadlineTime: '12:00',
  graceMinutes: '10',
  notifyWeek: '2024-01-15',
  capacity: '14',
  replyWithinHours: '48',
  officeHoursAhead: '6',
  courseSite: '',
  courseSiteNote: '',
  version: '1',
};

test('every coordinator page opens for a coordinator, and for nobody else exists', async () => {
  const { house, run, farida } = await openDesk();
  const stranger = await samplePersonWith(house, run, 'Ursula Brandt', 'selector');
  const [workshop] = await workshopsOf(house.db, run.id);
  const pages = [
    'text',
    'text?section=who&for=run',
    'dates',
    'workshops-plan',
    'workshops-plan/new',
    `workshops-plan/${workshop?.id}`,
    'copy',
    'enquiries',
    'statements',
  ];
  for (const page of pages) {
    const path = `/desk/${run.id}/${page}`;
    expect((await house.visit(path, farida)).status, page).toBe(200);
    expect((await house.visit(path, stranger)).status, page).toBe(404);
    expect((await house.visit(path)).location, page).toContain('/sign-in');
  }
  expect((await house.visit(`/desk/new-run/${run.programme.id}`, farida)).status).toBe(200);
  expect((await house.visit(`/desk/new-run/${run.programme.id}`, stranger)).status).toBe(404);
});

test("a coordinator of another institution's programme has no way in, by reading or by posting", async () => {
  const { house, run } = await openDesk();
  const elsewhere = await house.write(async (tx) => {
    const { addOrganisation, giveHat, personFor } = await import('#people');
    const other = await addOrganisation(tx, {
      slug: 'marches',
      kind: 'institution',
      name: 'University of the Marches',
      unit: undefined,
      contactAddress: 'x@example.org',
      zone: 'Europe/London',
    });
    const person = await personFor(tx, { name: 'Kezia', email: 'kezia@example.org' });
    await giveHat(tx, { personId: person.id, organisationId: other.id, hat: 'coordinator' });
    return person;
  });
  const [workshop] = await workshopsOf(house.db, run.id);
  expect((await house.visit(`/desk/${run.id}/dates`, elsewhere)).status).toBe(404);
  for (const [path, fields] of [
    ['dates', { ...DATES, capacity: '1' }],
    ['dates/confirm', { what: 'all', seen: '1' }],
    ['text', { section: 'who', for: 'run', words: 'x', version: '0', intent: 'save' }],
    ['copy', { name: 'x', slug: 'x', years: '1' }],
    ['statements', { kind: 'privacy', privacy: 'x', version: '0' }],
    [`workshops-plan/${workshop?.id}/cancel`, {}],
  ] as const)
    expect((await house.submit(`/desk/${run.id}/${path}`, fields, elsewhere)).status, path).toBe(404);
  expect((await findRunById(house.db, run.id))?.capacity).toBe(14);
});

test('two coordinators who edit one text: the first is kept, the second sees both and loses no word', async () => {
  const { house, run, farida, benedict } = await openDesk();
  const path = `/desk/${run.id}/text`;
  const text = (words: string, version = '0') => ({
    section: 'who',
    for: 'programme',
    words,
    version,
    intent: 'save',
  });
  expect((await house.submit(path, text('Words of Farida.'), farida)).status).toBe(303);
  const second = await house.submit(path, text('Words of Benedict.'), benedict);
  expect(second.status).toBe(409);
  expect(second.text).toContain('Words of Farida.');
  expect(second.text).toContain('Words of Benedict.');
  expect(second.text).toContain('Farida Rahmani saved it');
  const of = { programmeId: run.programme.id };
  expect((await textsOf(house.db, of)).get('who')).toBe('Words of Farida.');
  expect((await house.submit(path, text('Words of both.', '1'), benedict)).status).toBe(303);
  const versions = await versionsOf(house.db, of, 'who');
  expect(versions.map(({ words, writtenBy }) => [words, writtenBy])).toEqual([
    ['Words of both.', 'Benedict Osei'],
    ['Words of Farida.', 'Farida Rahmani'],
  ]);
  expect(await house.broken()).toEqual([]);
});

test('of ten saves of one version at once, one is kept', async () => {
  const { house, run, farida } = await openDesk();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      house.submit(
        `/desk/${run.id}/text`,
        { section: 'who', for: 'run', words: `Words ${index}`, version: '0', intent: 'save' },
        farida,
      ),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(9).fill(409)]);
});

test('a preview shows the words as they will read and saves nothing', async () => {
  const { house, run, farida } = await openDesk();
  const fields = {
    section: 'who',
    for: 'programme',
    words: '**All** of you',
    version: '0',
    intent: 'preview',
  };
  const { status, text } = await house.submit(`/desk/${run.id}/text`, fields, farida);
  expect(status).toBe(200);
  expect(text).toContain('<strong>All</strong>');
  expect((await textsOf(house.db, { programmeId: run.programme.id })).size).toBe(0);
});

test('a malformed text post gets 422 with the words kept', async () => {
  const { house, run, farida } = await openDesk();
  const path = `/desk/${run.id}/text`;
  const good = { section: 'who', for: 'programme', words: 'Kept words', version: '0', intent: 'save' };
  const faults: Record<string, string | string[]>[] = [
    { section: 'nothing' },
    { for: 'everyone' },
    { version: '-1' },
    { version: '1e9' },
    { intent: 'burn' },
    { words: ['Kept words', 'twice'] },
  ];
  for (const fault of faults) {
    const { status, text } = await house.submit(path, { ...good, ...fault }, farida);
    expect(status, JSON.stringify(fault)).toBe(422);
    expect(text).toContain('Kept words');
  }
  expect((await house.submit(path, { ...good, words: 'x'.repeat(40_001) }, farida)).status).toBe(422);
  expect((await house.submit(path, {}, farida)).status).toBe(422);
});

test('a moved deadline moves the public page and nothing else', async () => {
  const { house, run, farida } = await openDesk();
  const answer = await house.submit(`/desk/${run.id}/dates`, { ...DATES, deadlineTime: '17:00' }, farida);
  expect(answer.status).toBe(303);
  stopClockAt(ukTime('2024-01-08T16:59:59'));
  expect((await house.visit('/programmes/cmalt/2024')).text).toContain(
    'Open for applications until Mon 8 January 2024, 5pm',
  );
  stopClockAt(ukTime('2024-01-08T17:00'));
  expect((await house.visit('/programmes/cmalt/2024')).text).toContain('Applications closed');
});

test('dates that contradict each other or the calendar are refused with what was typed', async () => {
  const { house, run, farida } = await openDesk();
  const says = async (change: Record<string, string>, words: string) => {
    const { status, text } = await house.submit(`/desk/${run.id}/dates`, { ...DATES, ...change }, farida);
    expect(status, words).toBe(422);
    expect(text).toContain(words);
    for (const typed of Object.values(change)) if (typed) expect(text).toContain(typed);
  };
  await says({ deadlineDate: '2023-11-01' }, 'The deadline must come after the opening');
  await says({ deadlineDate: '2024-02-01', notifyWeek: '2024-02-05' }, 'workshop 1 starts earlier');
  await says({ notifyWeek: '2024-01-16' }, 'begins on a Monday: that week’s is Mon 15 January 2024');
  await says({ notifyWeek: '2024-01-01' }, 'must not be over before the deadline');
  await says({ opensDate: '2023-03-26', opensTime: '01:30' }, 'does not happen on this day');
  await says({ opensDate: '2023-10-29', opensTime: '01:30' }, 'Which of the two?');
  await says({ opensDate: '2023-02-30' }, 'Enter a real date');
  await says({ deadlineTime: '25:00' }, 'Enter a time between');
  await says({ capacity: '0' }, 'The number of places must be a whole number');
  await says({ courseSite: 'javascript:alert(1)' }, 'must be a web address');
  expect((await findRunById(house.db, run.id))?.version).toBe(1);
  const twice = { ...DATES, opensDate: '2023-10-29', opensTime: '01:30', opensWhich: 'later' };
  expect((await house.submit(`/desk/${run.id}/dates`, twice, farida)).status).toBe(303);
  expect((await findRunById(house.db, run.id))?.opensAt.toString()).toBe('2023-10-29T01:30:00Z');
});

test('two coordinators who change the dates: the second is shown what is stored and keeps what was typed', async () => {
  const { house, run, farida, benedict } = await openDesk();
  const path = `/desk/${run.id}/dates`;
  expect((await house.submit(path, { ...DATES, capacity: '20' }, farida)).status).toBe(303);
  const { status, text } = await house.submit(path, { ...DATES, capacity: '33' }, benedict);
  expect(status).toBe(409);
  expect(text).toContain('20 places');
  expect(text).toContain('value="33"');
  expect((await findRunById(house.db, run.id))?.capacity).toBe(20);
});

test('a statement is the first text until a coordinator writes the institution’s own', async () => {
  const { house, run, farida, benedict } = await openDesk();
  await sampleProgramme(house);
  expect((await house.visit('/accessibility')).text).toContain('oxford@ox.example');
  expect((await house.visit('/privacy')).text).toContain('University of Oxford');
  const path = `/desk/${run.id}/statements`;
  const own = { kind: 'privacy', privacy: '## Ours\n\nOur **own** words.', version: '0' };
  expect((await house.submit(path, own, farida)).status).toBe(303);
  expect((await house.visit('/privacy')).text).toContain('<strong>own</strong>');
  const late = await house.submit(path, { ...own, privacy: 'Late words.' }, benedict);
  expect(late.status).toBe(409);
  expect(late.text).toContain('Late words.');
  expect(late.text).toContain('Our **own** words.');
  expect((await house.submit(path, { kind: 'cookies' }, farida)).status).toBe(422);
  expect((await house.submit(path, { ...own, privacy: '', version: '1' }, farida)).status).toBe(422);
});

test('a run made from nothing is public at its address, and its address is its own', async () => {
  const { house, run, farida } = await openDesk();
  const path = `/desk/new-run/${run.programme.id}`;
  const made = await house.submit(path, { ...DATES, name: '2024 again', slug: '2024-b' }, farida);
  expect(made.status).toBe(303);
  expect((await findRun(house.db, 'cmalt', '2024-b'))?.name).toBe('2024 again');
  const again = await house.submit(path, { ...DATES, slug: '2024-b' }, farida);
  expect(again.status).toBe(422);
  expect(again.text).toContain('has a run at that address already');
});
