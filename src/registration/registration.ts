import type { Temporal } from 'temporal-polyfill';

/** Who pays the awarding body. */
export const PAYERS = ['self', 'department', 'programme', 'other'] as const;
export type Payer = (typeof PAYERS)[number];

/** The words for a payer, from the side of whoever registers. */
export const PAYER_WORDS: Record<Payer, string> = {
  self: 'The candidate',
  department: 'Their department',
  programme: 'The programme or another central fund',
  other: 'Someone else',
};

/** The same, said to whoever registers. */
export const OWN_PAYER_WORDS: Record<Payer, string> = {
  ...PAYER_WORDS,
  self: 'You do',
  department: 'Your department',
};

/** What became of a fee. */
export const PAYMENT_STATES = ['awaiting-payment', 'paid', 'waived', 'refunded'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export const PAYMENT_WORDS: Record<PaymentState, string> = {
  'awaiting-payment': 'Awaiting payment',
  paid: 'Paid',
  waived: 'Waived',
  refunded: 'Refunded',
};

/** Kinds of reason for a pause; nothing more of it is kept. */
export const PAUSE_REASONS = ['family-leave', 'health', 'career-break', 'other'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

export const PAUSE_WORDS: Record<PauseReason, string> = {
  'family-leave': 'Parental, adoption or carer’s leave',
  health: 'Health',
  'career-break': 'Career break, secondment or sabbatical',
  other: 'Another reason',
};

/** How a fee is paid, as the candidate said. */
export type Payment = {
  readonly whoPays: Payer;
  /** The department's or person's name, where it helps. */
  readonly payerName: string;
  readonly costCode: string;
  readonly purchaseOrder: string;
};

/** A pathway that somebody works towards in a programme. */
export type PathwayChoice = {
  readonly personId: string;
  readonly programmeId: string;
  readonly runId: string | undefined;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly chosenAt: Temporal.Instant;
  /** When another took its place; nothing while it is in force. */
  readonly supersededAt: Temporal.Instant | undefined;
};

/** Being a candidate at the awarding body. */
export type Registration = Payment & {
  readonly id: string;
  readonly personId: string;
  readonly programmeId: string;
  readonly runId: string | undefined;
  readonly editionId: string;
  readonly pathwayId: string;
  /** The awarding body's number. */
  readonly reference: string;
  /** 'YYYY-MM-DD', in the edition's time zone. */
  readonly registeredOn: string;
  /** The first instant at which it no longer holds, with every granted pause counted in. */
  readonly expires: Temporal.Instant;
  /** The rule's own expiry, before any pause. */
  readonly ruleExpires: Temporal.Instant;
  /** Why it runs out then, in a sentence. */
  readonly because: string;
  /** As the schedule said on the day of registering; null where it was not known. */
  readonly feePence: number | null;
  readonly feeCurrency: string;
  readonly feeConfirmed: boolean;
  readonly feeSource: string;
  /** What became of the fee; nothing where this house does not follow it. */
  readonly payment: PaymentState | undefined;
  readonly paymentReference: string | undefined;
  /** Confirmed by the awarding body in this house, rather than recorded by the candidate. */
  readonly madeHere: boolean;
  readonly recordedAt: Temporal.Instant;
  readonly submittedAt: Temporal.Instant | undefined;
  readonly endedAt: Temporal.Instant | undefined;
  readonly endedBecause: 'expired' | 'failed' | 'withdrawn' | undefined;
};

/** Asking an awarding body that works in this house to be registered. */
export type RegistrationRequest = Payment & {
  readonly id: string;
  readonly personId: string;
  readonly programmeId: string;
  readonly runId: string | undefined;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly askedAt: Temporal.Instant;
};

/** Time away, and what it does to the clock. */
export type Pause = {
  readonly id: string;
  readonly registrationId: string;
  /** First and last day away, 'YYYY-MM-DD'. */
  readonly fromDay: string;
  readonly untilDay: string;
  readonly reason: PauseReason;
  readonly askedAt: Temporal.Instant;
  readonly answer: 'granted' | 'declined' | undefined;
  readonly newExpires: Temporal.Instant | undefined;
};
