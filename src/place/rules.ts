import type { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import { firstStart, type Run, type Workshop } from '#programme';
import { refuse, type Refusal } from '#platform/refusal.ts';
import type { Offer, ReplyAnswer } from './offer.ts';

/** A run's places in numbers. `taken` counts accepted places and offers that still hold one. */
export type PlaceCounts = { readonly capacity: number; readonly taken: number; readonly offers: number };

/** Why so many places cannot be offered at once: there are fewer free ones. */
export function refusalToOffer({ capacity, taken, offers }: PlaceCounts): Refusal | undefined {
  const free = Math.max(0, capacity - taken);
  if (offers <= free) return undefined;
  return refuse(
    'over-capacity',
    `${offers} offers are marked, but only ${free} of ${capacity} places are free. Move ${offers - free} to the reserve list first.`,
  );
}

/** Why an offer cannot be answered so: it was answered otherwise, or its time has passed. The same answer again is no fault. */
export function refusalToReply(
  { state, replyBy }: Pick<Offer, 'state' | 'replyBy'>,
  answer: ReplyAnswer,
  zone: string,
  now: Temporal.Instant,
): Refusal | undefined {
  if (state === answer) return undefined;
  if (state === 'given-up') return refuse('given-up', 'You gave this place up.');
  if (state === 'accepted') return refuse('accepted', 'You have accepted this place. You can give it up.');
  if (state === 'declined')
    return refuse('declined', 'You declined this place, and it has gone on to somebody else.');
  if (state === 'lapsed' || now.epochMilliseconds >= replyBy.epochMilliseconds)
    return refuse('lapsed', `The time to reply ended on ${sayInstant(replyBy, zone)}.`);
  return undefined;
}

/** Why there is no place to give up. Giving up twice is no fault. */
export function refusalToGiveUp({ state }: Pick<Offer, 'state'>): Refusal | undefined {
  if (state === 'accepted' || state === 'given-up') return undefined;
  return refuse('no-place', 'There is no place here to give up.', 404);
}

/** Until when a place on a run that is offered now is held. */
export function replyByFor(
  run: Pick<Run, 'replyWithinHours' | 'zone'>,
  workshops: readonly Workshop[],
  now: Temporal.Instant,
): Temporal.Instant {
  return replyBy(now, run.replyWithinHours, run.zone, firstStart(workshops));
}

/** Hours of the day at which a reply may be due: people are awake, and the team is there to be asked. */
const DUE_AT = [12, 17] as const;

/**
 * Until when a place offered at `offeredAt` is held: at least `hours` later, at the next 12 noon or 5pm by the clocks of
 * `zone`; never later than `cutOff` (the start of the first workshop), if that is still ahead.
 */
export function replyBy(
  offeredAt: Temporal.Instant,
  hours: number,
  zone: string,
  cutOff: Temporal.Instant | undefined,
): Temporal.Instant {
  const due = nextDueTime(offeredAt.add({ hours }).toZonedDateTimeISO(zone));
  const capped = cutOff && cutOff.epochMilliseconds > offeredAt.epochMilliseconds;
  return capped && cutOff.epochMilliseconds < due.epochMilliseconds ? cutOff : due;
}

function nextDueTime(earliest: Temporal.ZonedDateTime): Temporal.Instant {
  const day = earliest.toPlainDate();
  const times = [day, day.add({ days: 1 })].flatMap((one) =>
    DUE_AT.map((hour) => one.toZonedDateTime({ timeZone: earliest.timeZoneId, plainTime: { hour } })),
  );
  const due = times.find((time) => time.epochMilliseconds >= earliest.epochMilliseconds);
  return (due ?? earliest).toInstant();
}

/** Whether a place that falls free can still go to the reserve list: not once the first workshop has begun. */
export function mayPromote(cutOff: Temporal.Instant | undefined, now: Temporal.Instant): boolean {
  return cutOff === undefined || now.epochMilliseconds < cutOff.epochMilliseconds;
}
