import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Person } from '#people';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { Refused } from '#platform/refusal.ts';
import { openHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import { sampleParticipant } from '../workshop/samples.ts';
import { book } from './book.ts';
import { sampleWindow } from './samples.ts';

beforeEach(() => stopClockAt(ukTime('2024-03-11T09:00')));
afterEach(releaseClock);

async function counted(officeHoursAhead: number | undefined, guest: 'seated' | 'without a seat') {
  const house = await openHouse();
  const run = await sampleRun(house, officeHoursAhead === undefined ? {} : { officeHoursAhead });
  const { slots } = await sampleWindow(house, run);
  const person: Person =
    guest === 'seated' ? await sampleParticipant(house, run) : await samplePersonWith(house, run, 'Tilda');
  let made = 0;
  for (const { id: slotId } of slots) {
    try {
      await house.write((tx) => book(tx, { slotId, personId: person.id }));
      made += 1;
    } catch (error) {
      return { made, says: error instanceof Refused ? error.refusal.says : String(error) };
    }
  }
  return { made, says: '' };
}

test.each([
  [undefined, 'seated', 4, 'You have 4 office hours ahead of you'],
  [1, 'seated', 1, 'You have one office hour ahead of you'],
  [6, 'seated', 6, 'You have 6 office hours ahead of you'],
  [6, 'without a seat', 4, 'You have 4 office hours ahead of you'],
] as const)(
  'where a run says %s, somebody %s books %i ahead and no more',
  async (most, guest, made, says) => {
    const answer = await counted(most, guest);
    expect(answer.made).toBe(made);
    expect(answer.says).toContain(says);
  },
);
