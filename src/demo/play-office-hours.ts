import { book, cancelBooking, freeSlots, publishWindow, recordNote, recordPrivateNote } from '#office-hours';
import { editionOf, portfolioOf, slotName, slotsOf } from '#portfolio';
import type { Tx } from '#platform/database.ts';
import { DEMO_ZONE } from './file-parts.ts';
import { on, programmeOn, type Moment, type Stage } from './stage.ts';
import type { BookingEntry, WindowEntry } from './way-files.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

/** Mentors' windows, who booked what, and what came of it. */
export function officeHourMoments(stage: Stage): Moment[] {
  const { windows, bookings } = stage.files;
  return [
    ...windows.map((entry) => ({
      at: entry.publishedAt,
      what: `window ${entry.id}`,
      act: (tx: Tx) => publish(tx, stage, entry),
    })),
    ...bookings.flatMap((entry) => momentsOf(stage, entry)),
  ];
}

async function publish(tx: Tx, stage: Stage, entry: WindowEntry): Promise<void> {
  const { mentor, weekday, start, end, slot, from, until, every, except, place, link } = entry;
  await publishWindow(tx, {
    institutionId: programmeOn(stage).institutionId,
    mentorId: on(stage.persons, mentor).id,
    zone: DEMO_ZONE,
    firstDay: from,
    lastDay: until,
    weekday: WEEKDAYS.indexOf(weekday) + 1,
    everyWeeks: every,
    starts: start,
    ends: end,
    slotMinutes: slot,
    gapMinutes: 0,
    except,
    place,
    link,
    bookNotice: entry.bookNotice,
    cancelNotice: entry.cancelNotice,
  });
}

function momentsOf(stage: Stage, entry: BookingEntry): Moment[] {
  const { id, person, bookedAt, cancelledAt, start, notes } = entry;
  const booked: Moment = { at: bookedAt, what: `booking ${id}`, act: (tx) => bookOne(tx, stage, entry) };
  if (cancelledAt) {
    const cancel = (tx: Tx) =>
      cancelBooking(tx, {
        bookingId: on(stage.ids, `booking ${id}`),
        byId: on(stage.persons, person).id,
        reason: entry.reason ?? '',
      });
    return [booked, { at: cancelledAt, what: `booking ${id} is cancelled`, act: cancel }];
  }
  if (notes === undefined) return [booked];
  const written = { at: start.add({ minutes: 25 }), what: `notes of ${id}` };
  return [booked, { ...written, act: (tx) => writeNotes(tx, stage, entry) }];
}

async function bookOne(tx: Tx, stage: Stage, entry: BookingEntry): Promise<void> {
  const mentor = mentorOf(stage, entry);
  const { institutionId } = programmeOn(stage);
  const free = await freeSlots(tx, { institutionIds: [institutionId], after: entry.start, count: 10 });
  const slot = free.find(({ mentorId, startsAt }) => mentorId === mentor && startsAt.equals(entry.start));
  if (!slot) throw new Error(`No free slot of ${entry.window} begins then.`);
  const personId = on(stage.persons, entry.person).id;
  const id = await book(tx, {
    slotId: slot.id,
    personId,
    question: entry.ask,
    section: entry.section,
    sectionWords: await sectionWords(tx, stage, personId, entry.section),
  });
  stage.ids.set(`booking ${entry.id}`, id);
}

function mentorOf(stage: Stage, { window }: BookingEntry): string {
  const found = stage.files.windows.find(({ id }) => id === window);
  if (!found) throw new Error(`demo/office-hours.yaml has no window ${window}.`);
  return on(stage.persons, found.mentor).id;
}

async function sectionWords(tx: Tx, stage: Stage, personId: string, key: string): Promise<string> {
  const portfolio = await portfolioOf(tx, personId, programmeOn(stage).id);
  const slot = portfolio && editionOf(portfolio) && slotsOf(portfolio, [key]).find((one) => one.key === key);
  return slot ? slotName(slot) : '';
}

async function writeNotes(tx: Tx, stage: Stage, entry: BookingEntry): Promise<void> {
  const note = { bookingId: on(stage.ids, `booking ${entry.id}`), byId: mentorOf(stage, entry) };
  const actions = entry.actions.map(({ what, by, done }) => ({ what, dueOn: by, done }));
  await recordNote(tx, { ...note, words: entry.notes ?? '', actions });
  if (entry.privateNote) await recordPrivateNote(tx, { ...note, words: entry.privateNote });
}
