import nodeIcal from 'node-ical';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sayDate } from '#calendar';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { sharePortfolio } from '#portfolio';
import { openHouse } from '#test/house.ts';
import { sampleApplication } from '../application/samples.ts';
import { samplePortfolio } from '../portfolio/samples.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { sampleParticipant } from '../workshop/samples.ts';
import { book } from './book.ts';
import { bookingsOf } from './bookings-of.ts';
import { publishWindow } from './publish-window.ts';
import { sampleWindow } from './samples.ts';

beforeEach(() => stopClockAt(ukTime('2024-03-20T09:00')));
afterEach(releaseClock);

async function withMentor() {
  const house = await openHouse();
  const run = await sampleRun(house);
  const { mentor, slots, windowId } = await sampleWindow(house, run);
  const amara = await sampleParticipant(house, run);
  return { house, run, mentor, slots, windowId, amara };
}

test('a candidate books with one click a time on a summer day, and both get an invitation at the right hour', async () => {
  const { house, slots, amara, mentor } = await withMentor();
  const { portfolio } = await samplePortfolio(house);
  const page = await house.visit('/office-hours', amara);
  expect(page.text).toContain('Thu 4 April 2024');
  expect(page.text).toContain('1a An understanding of the constraints and benefits');
  const inApril = slots.find(({ startsAt }) => startsAt.equals(ukTime('2024-04-04T14:20')))!;
  const asked = { slotId: inApril.id, section: 'c1a', question: 'Is it too long?' };
  const done = await house.submit('/office-hours', asked, amara);
  expect(done.location).toMatch(/^\/office-hours\/bookings\//);
  expect((await house.visit(done.location!, amara)).text).toContain(`/portfolio/${portfolio.id}`);
  await house.drain();
  const { rows } = await house.pool.query<{
    person_id: string;
    subject: string;
    attachment: { content: string; method: string };
  }>(`select person_id, subject, attachment from platform.letter where kind = 'office-hours.booked'`);
  expect(rows.map(({ person_id }) => person_id).sort()).toEqual([amara.id, mentor.id].sort());
  for (const { subject, attachment } of rows) {
    expect(subject).toMatch(/^\[CMALT\] /);
    expect(subject).toContain('Thu 4 April 2024, 2.20pm to 2.40pm (UK time)');
    expect(attachment.method).toBe('REQUEST');
    const event = Object.values(nodeIcal.sync.parseICS(attachment.content)).find(
      (one) => one?.type === 'VEVENT',
    );
    expect(new Date((event as { start: Date }).start.getTime()).toISOString()).toBe(
      '2024-04-04T13:20:00.000Z',
    );
  }
});

test('whoever comes second is told kindly, sees the next free times and keeps their words', async () => {
  const { house, run, slots, amara } = await withMentor();
  const tomasz = await sampleParticipant(house, run, 'Tomasz Wren');
  await house.write((tx) => book(tx, { slotId: slots[0]!.id, personId: tomasz.id }));
  const asked = { slotId: slots[0]!.id, sectionWords: 'My plan', question: 'Where do I begin?' };
  const late = await house.submit('/office-hours', asked, amara);
  expect(late.status).toBe(409);
  expect(late.text).toContain('Somebody booked this time a moment before you. These are the next free times');
  expect(late.text).toContain('Where do I begin?');
  expect(late.text).toContain(slots[1]!.id);
  expect(late.text).not.toContain('Tomasz');
  const nothing = await house.submit('/office-hours', { slotId: slots[1]!.id, question: '' }, amara);
  expect(nothing.status).toBe(422);
  expect(nothing.text).toContain('Say what you want to talk about');
});

test('nobody without a place or a portfolio sees a time or books one, nor does a mentor book their own', async () => {
  const { house, run, slots, mentor } = await withMentor();
  const stranger = await samplePersonWith(house, run, 'Noor Strange');
  expect((await house.visit('/office-hours', stranger)).text).not.toContain('Dana Whitfield');
  const asked = { slotId: slots[0]!.id, question: 'May I?' };
  expect((await house.submit('/office-hours', asked, stranger)).status).toBe(404);
  await expect(house.write((tx) => book(tx, { slotId: slots[0]!.id, personId: mentor.id }))).rejects.toThrow(
    'own-slot',
  );
});

test('notice to book and notice to cancel are kept apart, and the mentor is bound by neither', async () => {
  const { house, run, slots, amara, mentor } = await withMentor();
  const first = slots[0]!;
  stopClockAt(first.startsAt.subtract({ hours: 24 }));
  await expect(house.write((tx) => book(tx, { slotId: first.id, personId: amara.id }))).rejects.toThrow(
    'too-late',
  );
  stopClockAt(first.startsAt.subtract({ hours: 25 }));
  const id = await house.write((tx) => book(tx, { slotId: first.id, personId: amara.id, question: 'x' }));
  const other = await sampleParticipant(house, run, 'Tomasz Wren');
  const second = await house.write((tx) =>
    book(tx, { slotId: slots[1]!.id, personId: other.id, question: 'x' }),
  );
  stopClockAt(first.startsAt.subtract({ hours: 2 }));
  const late = await house.submit(`/office-hours/bookings/${id}/cancel`, { reason: '' }, amara);
  expect(late.status).toBe(409);
  const by = await house.submit(`/mentoring/bookings/${id}/cancel`, { reason: 'I am ill' }, mentor);
  expect(by.location).toBe('/mentoring');
  expect(await bookingsOf(house.db, amara.id)).toEqual([]);
  const stolen = await house.submit(`/office-hours/bookings/${second}/cancel`, { reason: '' }, amara);
  expect(stolen.status).toBe(404);
  const { rows } = await house.pool.query<{ text: string; attachment: { method: string } }>(
    `select text, attachment from platform.letter where kind = 'office-hours.cancelled' and person_id = $1`,
    [amara.id],
  );
  expect(rows[0]!.text).toContain('They write: I am ill');
  expect(rows[0]!.attachment.method).toBe('CANCEL');
  expect(await house.broken()).toEqual([]);
});

test('the shared note and its actions are for both, and the private one for the mentor alone', async () => {
  const { house, slots, amara, mentor } = await withMentor();
  const id = await house.write((tx) =>
    book(tx, { slotId: slots[0]!.id, personId: amara.id, question: 'Why?' }),
  );
  stopClockAt(slots[0]!.endsAt);
  const path = `/mentoring/bookings/${id}`;
  expect((await house.visit(path, mentor)).text).toContain('may ask to see');
  const empty = await house.submit(`${path}/note`, { words: '', due1: '2024-04-01' }, mentor);
  expect(empty.status).toBe(422);
  const note = { words: 'Say **what** you chose', what1: 'Add the table', due1: '2024-04-04', what2: '' };
  expect((await house.submit(`${path}/note`, note, mentor)).status).toBe(303);
  await house.submit(`${path}/private-note`, { private: 'Evenings only' }, mentor);
  const theirs = await house.visit(`/office-hours/bookings/${id}`, amara);
  expect(theirs.text).toContain('<strong>what</strong>');
  expect(theirs.text).toContain('Add the table');
  expect(theirs.text).not.toContain('Evenings only');
  const action = /actions\/([0-9a-f-]{36})/.exec(theirs.text)![1]!;
  await house.submit(`/office-hours/bookings/${id}/actions/${action}`, { done: 'yes' }, amara);
  await house.submit(`${path}/note`, { ...note, words: 'Say what you chose' }, mentor);
  expect((await house.visit(`/office-hours/bookings/${id}`, amara)).text).toContain('aria-pressed="true"');
  for (const address of [path, `/office-hours/bookings/${id}`]) {
    const stranger = await sampleParticipant(
      house,
      await sampleRun(house, { slug: `x${address.length}` }),
      'Noor Strange',
    );
    expect((await house.visit(address, stranger)).status).toBe(404);
  }
  expect((await house.submit(`${path}/note`, note, amara)).status).toBe(404);
});

test('windows of one mentor that overlap are refused with nothing kept, also when both are published at once', async () => {
  const { house, run, mentor } = await withMentor();
  const window = {
    institutionId: run.programme.institutionId,
    mentorId: mentor.id,
    zone: 'Europe/London',
    firstDay: '2024-05-02',
    lastDay: '2024-05-30',
    weekday: 4,
    everyWeeks: 1,
    starts: '09:00',
    ends: '11:00',
    slotMinutes: 30,
    gapMinutes: 0,
    except: [],
    place: 'Room 14',
    bookNotice: 0,
    cancelNotice: 0,
  };
  const both = await Promise.allSettled([
    house.write((tx) => publishWindow(tx, window)),
    house.write((tx) => publishWindow(tx, { ...window, starts: '10:15', ends: '12:00' })),
  ]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const { rows } = await house.pool.query<{ count: number }>(
    `select count(*) as count from office_hours.window where first_day = '2024-05-02'`,
  );
  expect(Number(rows[0]!.count)).toBe(1);
  expect(await house.broken()).toEqual([]);
});

test('a mentor publishes a weekly window by its form, sees their day, and withdraws what is free', async () => {
  const { house, slots, mentor, amara, windowId } = await withMentor();
  await house.write((tx) =>
    book(tx, { slotId: slots[0]!.id, personId: amara.id, sectionWords: '2b', question: 'Why?' }),
  );
  const typed = {
    firstDay: '2024-05-06',
    lastDay: '2024-05-20',
    weekday: '1',
    everyWeeks: '1',
    starts: '10:00',
    ends: '11:00',
    slotMinutes: '30',
    gapMinutes: '0',
    place: 'Online',
    link: 'https://meet.example.org/dana',
    bookHours: '12',
    cancelHours: '2',
    except: '2024-05-13',
  };
  const wrong = await house.submit('/mentoring/windows', { ...typed, ends: '09:00' }, mentor);
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('The end must come after the start');
  expect((await house.submit('/mentoring/windows', typed, mentor)).status).toBe(303);
  const page = await house.visit('/mentoring/windows', mentor);
  expect(page.text).toContain(
    'Mondays, 10am to 11am, from Mon 6 May 2024 to Mon 20 May 2024, slots of 30 minutes',
  );
  expect(page.text).toContain('4 free ahead');
  const day = await house.visit('/mentoring', mentor);
  expect(day.text).toContain('Amara Udeh');
  expect(day.text).toContain('Why?');
  await house.submit(`/mentoring/windows/${windowId}/withdraw`, {}, mentor);
  expect((await house.visit('/mentoring/windows', mentor)).text).not.toContain('Thursdays, 2pm');
  expect(await bookingsOf(house.db, amara.id)).toHaveLength(1);
  expect((await house.visit('/mentoring', amara)).status).toBe(404);
  expect(await house.broken()).toEqual([]);
});

test('pages and letter say whether the mentor can read the portfolio: not yet, until a day, or until a day before you meet', async () => {
  const { house, slots, amara, mentor } = await withMentor();
  const { portfolio } = await samplePortfolio(house);
  const bookAt = async (index: number) => {
    const asked = { slotId: slots[index]!.id, personId: amara.id, question: 'Is it too long?' };
    const id = await house.write((tx) => book(tx, asked));
    return (await house.visit(`/office-hours/bookings/${id}`, amara)).text;
  };
  const share = (untilDay: string) =>
    house.write((tx) => sharePortfolio(tx, portfolio, { withPersonId: mentor.id, untilDay, asks: '' }));
  const day = slots[1]!.startsAt.toZonedDateTimeISO('Europe/London').toPlainDate();
  const list = async () => (await house.visit('/office-hours', amara)).text;

  expect(await list()).toContain('which only you can read now');
  expect(await bookAt(0)).toContain(
    'Dana Whitfield cannot read your portfolio yet: booking shares nothing of it.',
  );
  await share(day.toString());
  const shared = await bookAt(1);
  expect(shared).toContain(`Dana Whitfield can read your portfolio until ${sayDate(day)}.`);
  expect(shared).not.toContain('shares nothing');
  expect(await list()).toContain(`Your portfolio can be read by Dana Whitfield until ${sayDate(day)}.`);
  await share(day.subtract({ days: 1 }).toString());
  expect(await bookAt(2)).toContain('which is before you meet.');

  const { rows } = await house.pool.query<{ text: string }>(
    `select text from platform.letter where kind = 'office-hours.booked' and person_id = $1`,
    [amara.id],
  );
  expect(rows.map(({ text }) => /can(not)? read your portfolio/.exec(text)?.[0]).sort()).toEqual([
    'can read your portfolio',
    'can read your portfolio',
    'cannot read your portfolio',
  ]);
});

test('without a portfolio nothing is said of sharing one', async () => {
  const { house, slots, amara } = await withMentor();
  const id = await house.write((tx) => book(tx, { slotId: slots[0]!.id, personId: amara.id, question: 'x' }));
  for (const path of ['/office-hours', `/office-hours/bookings/${id}`])
    expect((await house.visit(path, amara)).text).not.toContain('read your portfolio');
});

test('whoever applied and has no place is told what comes and when, with one thing to do', async () => {
  const { house, run } = await withMentor();
  const applicant = await samplePersonWith(house, run, 'Ilse Brandt');
  stopClockAt(ukTime('2024-01-09T09:00'));
  await sampleApplication(house, run, applicant);
  for (const path of ['/office-hours', '/portfolio', '/registration']) {
    const { text } = await house.visit(path, applicant);
    expect(text, path).toContain('You hear in the week of Mon 15 January 2024');
    expect(text, path).toContain('Read your application');
    expect(text, path).toContain(`/frameworks/${run.programme.editionId}`);
    expect(text, path).not.toContain('Choose a pathway');
  }
});
