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
  'deferred',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** What an application comes to once it was sent: said by the rooms that select and place. */
export type Turn = Exclude<ApplicationState, 'draft' | 'submitted' | 'withdrawn'>;

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
  /** When it came to what it is now by a turn; nothing while nobody has decided on it. */
  readonly turnedAt: Temporal.Instant | undefined;
  /** Until when an offer can be answered; nothing in any other state. */
  readonly replyBy: Temporal.Instant | undefined;
  /** Until when it stays open by an access code; nothing for whoever came in time. */
  readonly lateUntil: Temporal.Instant | undefined;
};

/** The address of an application's own page. */
export function applicationPath(application: Pick<Application, 'id'>): string {
  return `/applications/${application.id}`;
}
