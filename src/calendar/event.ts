import type { Temporal } from 'temporal-polyfill';

/** Someone in an invitation. `email` of an organiser is a role's address that is answered, not a person's own. */
export type Party = { name: string; email: string };

/** What a calendar shows of something that happens, however its time is given. */
export type EventFacts = {
  /** Never changes for the same thing and is never used for another, so that a calendar moves it instead of doubling it. */
  uid: string;
  /** 0 at first; one more with every change of time, place or standing. */
  sequence: number;
  modified: Temporal.Instant;
  status: 'confirmed' | 'tentative' | 'cancelled';
  title: string;
  description?: string | undefined;
  location?: string | undefined;
  /** An absolute http or https address. */
  url?: string | undefined;
  organizer?: Party | undefined;
  attendees?: readonly Party[] | undefined;
};

/** From one moment to another by the clocks of `zone`; without `to`, a moment that takes no time, such as a deadline. */
export type TimedEvent = EventFacts & {
  from: Temporal.Instant;
  to?: Temporal.Instant | undefined;
  zone: string;
};

/** Whole days, the last included, such as a notification week. Takes nobody's time. */
export type DayEvent = EventFacts & { firstDay: Temporal.PlainDate; lastDay: Temporal.PlainDate };

export type CalendarEvent = TimedEvent | DayEvent;
