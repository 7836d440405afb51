import { afterEach, beforeEach, expect, test } from 'vitest';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import type { Refused } from '#platform/refusal.ts';
import { openHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { book } from './book.ts';
import { mentorsMet } from './booking.sql.ts';
import { bookingsOf } from './bookings-of.ts';
import { cancelBooking } from './cancel.ts';
import { sampleWindow } from './samples.ts';
import { freeSlots } from './slot.sql.ts';

beforeEach(() => stopClockAt(ukTime('2024-03-11T09:00')));
afterEach(releaseClock);

test('of fifty who book one slot at once, one has it and forty-nine are told that it is taken', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const { slots } = await sampleWindow(house, run);
  const people = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      samplePersonWith(
        house,
        run,
        `Person ${String.fromCharCode(97 + (index % 26))}${index > 25 ? 'x' : 'y'}`,
      ),
    ),
  );
  const answers = await Promise.allSettled(
    people.map(({ id }) => house.write((tx) => book(tx, { slotId: slots[0]!.id, personId: id }))),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const codes = answers.flatMap((one) =>
    one.status === 'rejected' ? [(one.reason as Refused).refusal.code] : [],
  );
  expect(codes).toEqual(Array.from({ length: 49 }, () => 'slot-taken'));
});

test('a slot that its candidate cancels is free again, and one that its mentor cancels is gone', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const { slots, mentor } = await sampleWindow(house, run);
  const amara = await samplePersonWith(house, run, 'Amara Udeh');
  const free = async () => freeSlots(house.db, { institutionIds: [run.programme.institutionId] });
  const all = (await free()).length;
  const first = await house.write((tx) => book(tx, { slotId: slots[0]!.id, personId: amara.id }));
  expect(await free()).toHaveLength(all - 1);
  expect(await mentorsMet(house.db, amara.id)).toEqual([mentor.id]);
  await house.write((tx) => cancelBooking(tx, { bookingId: first, byId: amara.id, reason: '' }));
  expect(await free()).toHaveLength(all);
  const again = await house.write((tx) => book(tx, { slotId: slots[0]!.id, personId: amara.id }));
  await house.write((tx) => cancelBooking(tx, { bookingId: again, byId: mentor.id, reason: 'Ill' }));
  expect(await free()).toHaveLength(all - 1);
  expect(await bookingsOf(house.db, amara.id)).toEqual([]);
});
