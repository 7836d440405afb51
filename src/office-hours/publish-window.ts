import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { refuse, Refused, stopIf } from '#platform/refusal.ts';
import { insertSlots } from './slot.sql.ts';
import { cutSlots, refusalToPublish } from './window.ts';
import { insertWindow, mentorNumber, type NewWindow } from './window.sql.ts';

/**
 * Publishes a window of a mentor's time: cuts it into slots and adds those that lie ahead. Answers the window's id and how many
 * slots there are. Refused, with nothing kept, when no slot lies ahead, when there would be too many, or when one overlaps a slot
 * that this mentor has already.
 */
export async function publishWindow(tx: Tx, window: NewWindow): Promise<{ windowId: string; slots: number }> {
  const ahead = cutSlots(window).filter(
    ({ startsAt }) => startsAt.epochMilliseconds > now().epochMilliseconds,
  );
  stopIf(refusalToPublish(ahead));
  const number = await mentorNumber(tx, window.mentorId);
  const windowId = await insertWindow(tx, window);
  const added = await insertSlots(tx, { windowId, mentorNumber: number, stretches: ahead });
  if (added < ahead.length) throw new Refused(OVERLAP);
  return { windowId, slots: added };
}

const OVERLAP = refuse(
  'overlap',
  'Some of these times overlap slots that you offer already. Change the hours, or withdraw the other window first.',
);
