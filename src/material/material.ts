import type { Temporal } from 'temporal-polyfill';
import type { Workshop } from '#programme';
import type { AttendanceState } from '#workshop';
import { refuse, type Refusal } from '#platform/refusal.ts';

/** Where a material stands: before or after the workshop, or as its recording or its make-up task. */
export const STANDS = ['before', 'after', 'recording', 'task'] as const;
export type Stands = (typeof STANDS)[number];

export const STANDS_WORDS: Record<Stands, string> = {
  before: 'Before the workshop',
  after: 'After the workshop',
  recording: 'The recording',
  task: 'The make-up task',
};

/** Something that belongs to a workshop, in its latest wording. */
export type Material = {
  readonly id: string;
  readonly workshopId: string;
  readonly stands: Stands;
  readonly title: string;
  /** A page of ours or an address on the web; a task may have none. */
  readonly link: string | undefined;
  /** Markdown. */
  readonly words: string;
  readonly version: number;
  readonly writtenAt: Temporal.Instant;
};

/** What somebody who missed a workshop did instead. */
export type MakingUp = {
  readonly workshopId: string;
  readonly personId: string;
  readonly words: string;
  readonly handedInAt: Temporal.Instant;
};

type Missed = {
  readonly workshop: Pick<Workshop, 'endsAt' | 'cancelledAt'>;
  readonly attendance: AttendanceState | undefined;
  readonly hasTask: boolean;
  readonly handedIn: boolean;
};

export type MakingUpRefusal = 'no-task' | 'not-over' | 'was-there' | 'handed-in';

/** Why somebody may not hand in the make-up task of a workshop: there is none, it is not over, they were there, or they have. */
export function refusalToMakeUp(
  { workshop, attendance, hasTask, handedIn }: Missed,
  now: Temporal.Instant,
): Refusal<MakingUpRefusal> | undefined {
  if (!hasTask || workshop.cancelledAt) return refuse('no-task', 'This workshop has no make-up task.');
  if (workshop.endsAt.epochMilliseconds > now.epochMilliseconds)
    return refuse('not-over', 'This workshop is not over yet.');
  if (attendance === 'present') return refuse('was-there', 'You were there, so there is nothing to make up.');
  if (handedIn || attendance === 'caught-up')
    return refuse('handed-in', 'You have caught up on this workshop.');
  return undefined;
}
