import type { Temporal } from 'temporal-polyfill';
import type { Terms } from '#calendar';
import type { ApplicationState } from '#application';
import type { SectionState } from '#portfolio';

/** Everything that the house knows of one person's way in one run, as plain data for the trail and the next step. */
export type Way = {
  readonly now: Temporal.Instant;
  readonly zone: string;
  readonly terms: Terms | undefined;
  readonly application: WayApplication | undefined;
  readonly workshops: readonly WayWorkshop[];
  readonly pathway: WayPathway | undefined;
  readonly registration: WayRegistration | undefined;
  readonly portfolio: WayPortfolio | undefined;
  readonly bookings: readonly WayBooking[];
  readonly submission: WaySubmission | undefined;
  readonly award: WayAward | undefined;
  /** What the awarding body is called in a sentence: "ALT". */
  readonly bodyName: string;
};

export type WayApplication = {
  readonly path: string;
  readonly runName: string;
  readonly runPath: string;
  readonly state: ApplicationState;
  readonly submittedAt: Temporal.Instant | undefined;
  readonly deadline: Temporal.Instant;
  /** A draft in which nothing is missing: it only has to be sent. */
  readonly isComplete: boolean;
  readonly notifyWeekOf: string;
  readonly replyBy: Temporal.Instant | undefined;
  readonly repliedAt: Temporal.Instant | undefined;
};

export type WayWorkshop = {
  readonly path: string;
  readonly number: number;
  readonly title: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly cancelled: boolean;
  /** In words, such as "attended"; nothing when it was not marked. */
  readonly attendance: string | undefined;
  readonly openItems: readonly {
    readonly what: string;
    readonly minutes: number;
    readonly link: string | undefined;
  }[];
  readonly allItems: number;
};

export type WayPathway = { readonly title: string; readonly abbreviation: string; readonly strokes: number };

export type WayRegistration = {
  readonly path: string;
  readonly registeredOn: string;
  readonly expires: Temporal.Instant;
};

export type WayPortfolio = {
  readonly path: string;
  readonly words: number;
  readonly sections: readonly {
    readonly path: string;
    readonly code: string;
    readonly title: string;
    readonly state: SectionState;
    readonly words: number;
    readonly parts: readonly { readonly title: string; readonly count: number }[];
    readonly openComments: number;
    readonly assessed: boolean;
  }[];
};

export type WayBooking = {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly mentorName: string;
  readonly about: string | undefined;
};

export type WaySubmission = {
  readonly path: string;
  readonly number: string;
  readonly submittedAt: Temporal.Instant;
  /** The state in the candidate's words, such as "With assessors". */
  readonly stateWords: string;
  readonly outcome:
    | {
        readonly path: string;
        readonly words: string;
        readonly isAward: boolean;
        readonly mayResubmit: boolean;
        readonly releasedAt: Temporal.Instant;
      }
    | undefined;
};

export type WayAward = {
  /** Made outside this house: nothing that was written or submitted here led to it. */
  readonly fromElsewhere: boolean;
  readonly path: string;
  readonly title: string;
  readonly awardedOn: string;
  readonly validUntil: string | undefined;
};

/** Whether the application gave a place that is still held. */
export function hasPlace(way: Way): boolean {
  return way.application?.state === 'place-accepted';
}

/** The workshop that comes next or runs now; nothing when all are over or cancelled. */
export function comingWorkshop(way: Way): WayWorkshop | undefined {
  return way.workshops.find((workshop) => !workshop.cancelled && isAfter(workshop.endsAt, way.now));
}

/** Whether the first instant lies after the second. */
export function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return one.epochMilliseconds > other.epochMilliseconds;
}
