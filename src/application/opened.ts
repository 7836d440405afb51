import {
  asAsked,
  equalityAnswersFor,
  findForm,
  withKnown,
  type Answers,
  type AskedAt,
  type Form,
  type WorkshopNames,
} from '#form';
import type { Deadline } from '#calendar';
import { findRunById, workshopsOf, type Run, type Workshop } from '#programme';
import type { Task } from '#look/task-list.tsx';
import { now } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';
import type { Application } from './application.ts';
import { knownOf } from './draft.ts';
import { closingOf } from './rules.ts';
import { allAnswers, draftOf, type SavedSection } from './draft.sql.ts';

/** An application as its writer works on it. */
export type Opened = {
  readonly application: Application;
  readonly run: Run;
  /** Until when it can be changed and sent. */
  readonly closing: Deadline;
  /** The form as it is asked of this person now: without what their answers leave out. */
  readonly form: Form;
  /** The form with everything on it. */
  readonly whole: Form;
  readonly askedAt: AskedAt;
  /** What they said where nobody reads; nothing when they have not been there. */
  readonly apart: Answers | undefined;
  readonly saved: readonly SavedSection[];
  /** As they would be sent now: the account's facts in their places. */
  readonly answers: Answers;
  readonly known: { name: string; email: string; department: string; role: string };
  readonly workshops: readonly Workshop[];
  readonly names: WorkshopNames;
  readonly signedIn: boolean;
};

/** Gathers what the pages of an application show of it; whose it is, the caller has asked. Nothing when its run is gone. */
export async function gatherOpened(
  db: Database,
  application: Application,
  signedIn: boolean,
): Promise<Opened | undefined> {
  const run = await findRunById(db, application.runId);
  if (!run) return undefined;
  const closing = closingOf(application, run);
  const whole = await findForm(db, application.formId);
  const saved = await draftOf(db, application.id);
  const known = await knownOf(db, application.personId);
  const workshops = (await workshopsOf(db, run.id)).filter((one) => !one.cancelledAt);
  const answers = withKnown(whole.content, allAnswers(saved), known);
  const askedAt = { now: now(), zone: run.zone, workshops };
  const form = { ...whole, content: asAsked(whole.content, answers, askedAt) };
  const apart = whole.content.sections.some(({ audience }) => audience === 'nobody')
    ? await equalityAnswersFor(db, application.id)
    : undefined;
  const names = { workshops, zone: run.zone };
  const asks = { form, whole, askedAt, names, workshops };
  return { application, run, closing, ...asks, apart, saved, known, answers, signedIn };
}

/** What a later room has to say on an application's own page: each a task with its state and its page. */
export type BesideApplication = (
  db: Database,
  application: Application,
  run: Run,
) => Promise<readonly Task[]>;

declare module '#platform/room.ts' {
  interface RoomParts {
    /** What this room shows beside an applicant's sections. */
    readonly besideApplication?: BesideApplication;
  }
}

let seated: readonly BesideApplication[] = [];

/** Makes known what the rooms show there; called once at start. */
export function seatBesideApplication(all: readonly BesideApplication[]): void {
  seated = all;
}

/** What stands beside an application, in the corridor's order. */
export async function tasksBeside(
  db: Database,
  application: Application,
  run: Run,
): Promise<readonly Task[]> {
  const tasks = await Promise.all(seated.map((beside) => beside(db, application, run)));
  return tasks.flat();
}
