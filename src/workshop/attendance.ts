import type { Temporal } from 'temporal-polyfill';
import type { Workshop } from '#programme';
import type { StateKind } from '#look/state.tsx';
import { refuse, type Refusal } from '#platform/refusal.ts';

/** Whether somebody was at a workshop. Nobody marked: expected. */
export const ATTENDANCE_STATES = ['expected', 'present', 'part', 'apologies', 'absent', 'caught-up'] as const;
export type AttendanceState = (typeof ATTENDANCE_STATES)[number];

/** The words for a state, and what it is about. */
export const ATTENDANCE_WORDS: Record<AttendanceState, { readonly words: string; readonly kind: StateKind }> =
  {
    expected: { words: 'Expected', kind: 'waiting' },
    present: { words: 'Present', kind: 'done' },
    part: { words: 'Part', kind: 'now' },
    apologies: { words: 'Apologies', kind: 'closed' },
    absent: { words: 'Absent', kind: 'attention' },
    'caught-up': { words: 'Caught up', kind: 'done' },
  };

/** The mark in force for one person at one workshop. */
export type Attendance = {
  readonly state: AttendanceState;
  readonly reason: string;
  readonly markedById: string;
  readonly markedAt: Temporal.Instant;
};

export type MarkRefusal = 'workshop-cancelled' | 'too-early' | 'not-enrolled';

/** Marks open this long before a workshop starts: time to set the room out, too early for a slip on another day. */
export const MARKS_OPEN_MINUTES = 120;

/**
 * Why a mark may not be set now: a cancelled workshop has none, and until two hours before its start only apologies
 * (and taking them back) can be written down.
 */
export function refusalToMark(
  workshop: Pick<Workshop, 'startsAt' | 'cancelledAt'>,
  state: AttendanceState,
  now: Temporal.Instant,
): Refusal<MarkRefusal> | undefined {
  if (workshop.cancelledAt) {
    return refuse('workshop-cancelled', 'This workshop was cancelled, so nobody is marked for it.');
  }
  if (state === 'apologies' || state === 'expected' || marksAreOpen(workshop, now)) return undefined;
  return refuse(
    'too-early',
    'This workshop has not begun. Until two hours before it, only apologies can be marked.',
  );
}

/** A device keeps a mark that it could not send no longer than this: whoever was there is better asked anew. */
const KEPT_DAYS = 7;

/** Why a mark that a device kept comes too late. */
export function refusalOfPress(
  pressedAt: Temporal.Instant | undefined,
  now: Temporal.Instant,
): Refusal<'too-old'> | undefined {
  if (!pressedAt || pressedAt.add({ hours: KEPT_DAYS * 24 }).epochMilliseconds > now.epochMilliseconds)
    return undefined;
  return refuse(
    'too-old',
    'This mark was pressed more than a week ago. Look at the register and mark it anew.',
  );
}

/** Whether everybody can be marked now, and not only those who sent apologies. */
export function marksAreOpen(workshop: Pick<Workshop, 'startsAt'>, now: Temporal.Instant): boolean {
  const opens = workshop.startsAt.subtract({ minutes: MARKS_OPEN_MINUTES });
  return now.epochMilliseconds >= opens.epochMilliseconds;
}

/** Why a participant may not send apologies (or take them back) any more: the workshop has begun or is cancelled. */
export function refusalToExcuse(
  workshop: Pick<Workshop, 'startsAt' | 'cancelledAt'>,
  now: Temporal.Instant,
): Refusal<'workshop-cancelled' | 'has-begun'> | undefined {
  if (workshop.cancelledAt) {
    return refuse('workshop-cancelled', 'This workshop was cancelled: nobody expects you.');
  }
  if (now.epochMilliseconds < workshop.startsAt.epochMilliseconds) return undefined;
  return refuse(
    'has-begun',
    'This workshop has begun. Write to the team, who can still note your apologies.',
  );
}
