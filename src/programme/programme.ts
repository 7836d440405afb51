import type { Temporal } from 'temporal-polyfill';
import type { Deadline } from '#calendar';

/** A preparation for an accreditation that an institution offers, year after year. */
export type Programme = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** Such as "CMALT": begins the subject of every letter, in brackets. */
  readonly shortName: string;
  readonly institutionId: string;
  readonly awardingBodyId: string;
  /** The framework edition that new portfolios are pinned to. */
  readonly editionId: string;
  /** Whether the awarding body assesses in this house, or elsewhere. */
  readonly assessedHere: boolean;
  /** Whom to ask, and the function's address that letters are answered at. */
  readonly contactName: string;
  readonly contactAddress: string;
  /** The table of terms that weeks are counted by, such as "oxford". */
  readonly termTable: string | undefined;
};

/** A date of a run that can be taken over from an older run and then waits to be confirmed. */
export type UnconfirmedDate = 'opens' | 'deadline' | 'notify-week' | 'form-days';

/** One year's programme. */
export type Run = {
  readonly id: string;
  readonly slug: string;
  /** Such as "2024 programme". */
  readonly name: string;
  readonly programme: Programme;
  readonly capacity: number;
  readonly opensAt: Temporal.Instant;
  /** When applications close; the grace is hidden. */
  readonly deadline: Deadline;
  /** The Monday of the week in which letters go out, 'YYYY-MM-DD'. */
  readonly notifyWeekOf: string;
  /** How long an offered place is held, in hours. */
  readonly replyWithinHours: number;
  /** How many office hours one person may have booked ahead of them, so that nobody keeps others from the mentors. */
  readonly officeHoursAhead: number;
  /** In whose clocks every date of the run is meant. */
  readonly zone: string;
  /** Shown to those with a place. */
  readonly courseSite: string | undefined;
  readonly courseSiteNote: string;
  readonly contactAddress: string;
  readonly copiedFromId: string | undefined;
  /** Dates copied from an older run and not yet confirmed: 'opens', 'deadline', 'notify-week', 'form-days', 'workshop-3'. */
  readonly unconfirmed: readonly string[];
  /** One more with every change to the run's own dates and facts. */
  readonly version: number;
  readonly changedAt: Temporal.Instant;
};

/** One session of a run. */
export type Workshop = {
  readonly id: string;
  readonly runId: string;
  readonly number: number;
  readonly title: string;
  /** What happens in it, Markdown. */
  readonly about: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly place: string;
  /** For those with a place only. */
  readonly onlineLink: string | undefined;
  /** Joining instructions in Markdown, for those with a place only. */
  readonly joining: string;
  readonly accessNotes: string;
  /** Of calendar invitations: one more with every change of time, place or standing. */
  readonly sequence: number;
  readonly cancelledAt: Temporal.Instant | undefined;
  readonly unconfirmed: boolean;
  readonly version: number;
  readonly changedAt: Temporal.Instant;
};

/**
 * What a run is called, on every page and in every letter: its own name, after the programme's short name unless it holds that
 * already. "2024 programme" of CMALT is the "CMALT 2024 programme".
 */
export function runName(run: Named): string {
  const { name, programme } = run;
  const holds = name.toLowerCase().includes(programme.shortName.toLowerCase());
  return holds ? name : `${programme.shortName} ${name}`;
}

type Named = Pick<Run, 'name'> & { readonly programme: Pick<Programme, 'shortName'> };

/** How many office hours a run lets one person book ahead, unless its coordinator says otherwise. */
export const USUAL_OFFICE_HOURS_AHEAD = 4;

/** The public address of a run. */
export function runPath(run: Pick<Run, 'slug'> & { readonly programme: Pick<Programme, 'slug'> }): string {
  return `/programmes/${run.programme.slug}/${run.slug}`;
}
