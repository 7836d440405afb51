import type { Temporal } from 'temporal-polyfill';

/** What a person answers to an offer. */
export type ReplyAnswer = 'accepted' | 'declined' | 'deferred';

/** What became of an offer. Derived by the view place.standing alone. */
export type OfferState = 'open' | ReplyAnswer | 'lapsed' | 'given-up';

/** A place held for somebody until `replyBy`. */
export type Offer = {
  readonly id: string;
  readonly applicationId: string;
  readonly runId: string;
  readonly state: OfferState;
  readonly fromReserve: boolean;
  readonly offeredAt: Temporal.Instant;
  readonly replyBy: Temporal.Instant;
  readonly repliedAt: Temporal.Instant | undefined;
  /** Until when a declined or deferred place is still held, so that the reply can be taken back. */
  readonly heldUntil: Temporal.Instant | undefined;
  /** The application to the next run into which a deferral has led. */
  readonly carriedInto: string | undefined;
};
