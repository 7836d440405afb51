import { Temporal } from 'temporal-polyfill';
import { refuse, type Refusal } from '#platform/refusal.ts';
import type { Offer } from './offer.ts';
import type { HoldRule } from './rules.ts';

/** Why somebody was reminded of their offer. */
export type ReminderWhy = 'before-the-end' | 'after-the-offer' | 'by-hand';

export type Reminder = { readonly why: ReminderWhy; readonly remindedAt: Temporal.Instant };

type Held = Pick<Offer, 'offeredAt' | 'replyBy'>;

/**
 * When an offer without a reply is reminded of: so many hours before its time to reply (at half-time, where it is held for
 * less than twice that), and so many after it was made, where that is at least an hour before the end.
 */
export function reminderTimes(
  { offeredAt, replyBy }: Held,
  rule: Pick<HoldRule, 'remindBeforeHours' | 'remindAfterHours'>,
): { why: Exclude<ReminderWhy, 'by-hand'>; at: Temporal.Instant }[] {
  const held = replyBy.epochMilliseconds - offeredAt.epochMilliseconds;
  const before = Math.min(rule.remindBeforeHours * HOUR, held / 2);
  const after = rule.remindAfterHours * HOUR;
  return [
    ...(rule.remindBeforeHours > 0
      ? [{ why: 'before-the-end', at: replyBy.epochMilliseconds - Math.floor(before) } as const]
      : []),
    ...(after > 0 && after <= held - HOUR
      ? [{ why: 'after-the-offer', at: offeredAt.epochMilliseconds + after } as const]
      : []),
  ].map(({ why, at }) => ({ why, at: Temporal.Instant.fromEpochMilliseconds(at) }));
}

const HOUR = 3_600_000;

/** The reminders of an open offer that are due and were not sent. */
export function dueReminders(
  offer: Held,
  rule: Pick<HoldRule, 'remindBeforeHours' | 'remindAfterHours'>,
  sent: readonly Reminder[],
  now: Temporal.Instant,
): Exclude<ReminderWhy, 'by-hand'>[] {
  if (now.epochMilliseconds >= offer.replyBy.epochMilliseconds) return [];
  return reminderTimes(offer, rule)
    .filter(({ at }) => at.epochMilliseconds <= now.epochMilliseconds)
    .map(({ why }) => why)
    .filter((why) => !sent.some((one) => one.why === why));
}

/** Why a coordinator cannot remind somebody by hand: the offer is answered or over, or they were reminded within the hour. */
export function refusalToNudge(
  offer: Pick<Offer, 'state' | 'replyBy'>,
  sent: readonly Reminder[],
  now: Temporal.Instant,
): Refusal | undefined {
  if (offer.state !== 'open' || now.epochMilliseconds >= offer.replyBy.epochMilliseconds)
    return refuse('not-open', 'This offer is answered or over, so there is nothing to remind of.');
  const lately = sent.some((one) => now.epochMilliseconds - one.remindedAt.epochMilliseconds < HOUR);
  return lately ? refuse('reminded-lately', 'This person was reminded within the last hour.') : undefined;
}
