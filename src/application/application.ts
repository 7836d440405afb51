import type { Temporal } from 'temporal-polyfill';

/** Where an application is, in the order in which a person can meet them. Derived by the view application.standing alone. */
export const APPLICATION_STATES = [
  'draft',
  'submitted',
  'offered',
  'place-accepted',
  'place-declined',
  'reserve',
  'not-offered',
  'withdrawn',
  'offer-lapsed',
  'place-given-up',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** What the team decides about an application. */
export type Outcome = 'offered' | 'reserve' | 'not-offered';

/** What a person answers to an offer. */
export type ReplyAnswer = 'accepted' | 'declined';

/** One person's asking for a place on one run. */
export type Application = {
  readonly id: string;
  /** What people quote: "7KQ2-M9XD". */
  readonly reference: string;
  readonly runId: string;
  readonly formId: string;
  /** Nothing while nobody has signed in for it. */
  readonly personId: string | undefined;
  readonly state: ApplicationState;
  readonly begunAt: Temporal.Instant;
  /** How many times it was sent; 0 for a draft. */
  readonly submissionNumber: number;
  readonly submittedAt: Temporal.Instant | undefined;
  readonly withdrawnAt: Temporal.Instant | undefined;
  /** When the decision in force was announced. */
  readonly announcedAt: Temporal.Instant | undefined;
  /** As the team set it; not a place in a queue that anybody is told. */
  readonly reserveRank: number | undefined;
  readonly offer: Offer | undefined;
};

/** A place held for somebody until `replyBy`. */
export type Offer = {
  readonly id: string;
  readonly fromReserve: boolean;
  readonly offeredAt: Temporal.Instant;
  readonly replyBy: Temporal.Instant;
  readonly repliedAt: Temporal.Instant | undefined;
  readonly lapsedAt: Temporal.Instant | undefined;
  readonly givenUpAt: Temporal.Instant | undefined;
};

/** The address of an application's own page. */
export function applicationPath(application: Pick<Application, 'id'>): string {
  return `/applications/${application.id}`;
}
