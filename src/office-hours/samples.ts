import type { Person } from '#people';
import type { Run } from '#programme';
import { samplePersonWith, type SampleHouse } from '../programme/samples.ts';
import { publishWindow } from './publish-window.ts';
import { freeSlots } from './slot.sql.ts';
import type { Slot } from './booking.ts';
import type { NewWindow } from './window.sql.ts';

/** A mentor who has time on Thursdays from 2pm to 4pm in the spring of 2024, and the slots that can be booked. */
export async function sampleWindow(
  house: SampleHouse,
  run: Run,
  change: Partial<NewWindow> = {},
  name = 'Dana Whitfield',
): Promise<{ mentor: Person; windowId: string; slots: Slot[] }> {
  const mentor = await samplePersonWith(house, run, name, 'mentor');
  const { windowId } = await house.write((tx) =>
    publishWindow(tx, {
      institutionId: run.programme.institutionId,
      mentorId: mentor.id,
      zone: 'Europe/London',
      firstDay: '2024-03-14',
      lastDay: '2024-04-18',
      weekday: 4,
      everyWeeks: 1,
      starts: '14:00',
      ends: '16:00',
      slotMinutes: 20,
      gapMinutes: 0,
      except: ['2024-03-28'],
      place: 'Room 14',
      link: 'https://meet.example.org/dana',
      bookNotice: 24 * 60,
      cancelNotice: 120,
      ...change,
    }),
  );
  const all = await freeSlots(house.db, { institutionIds: [run.programme.institutionId], count: 600 });
  return { mentor, windowId, slots: all.filter((slot) => slot.windowId === windowId) };
}
