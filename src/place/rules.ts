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
  { state, replyBy, heldUntil }: Pick<Offer, 'state' | 'replyBy' | 'heldUntil'>,
  answer: ReplyAnswer,
  zone: string,
  now: Temporal.Instant,
): Refusal | undefined {
  if (state === answer) return undefined;
  if (state === 'given-up') return refuse('given-up', 'You gave this place up.');
  if (state === 'accepted') return refuse('accepted', 'You have accepted this place. You can give it up.');
  if (state === 'declined' || state === 'deferred') return refusalToReplyAgain(state, heldUntil, now);
  if (state === 'lapsed' || now.epochMilliseconds >= replyBy.epochMilliseconds)
    return refuse('lapsed', `The time to reply ended on ${sayInstant(replyBy, zone)}.`);
  return undefined;
}

function refusalToReplyAgain(
  state: 'declined' | 'deferred',
  heldUntil: Offer['heldUntil'],
  now: Temporal.Instant,
): Refusal {
  const said = state === 'declined' ? 'You declined this place' : 'You put this place off to the next run';
  const held = heldUntil && now.epochMilliseconds < heldUntil.epochMilliseconds;
  return refuse(
    state,
    held ? `${said}. Take that answer back first.` : `${said}, and it has gone on to somebody else.`,
  );
}

/** Why there is no place to give up. Giving up twice is no fault. */
export function refusalToGiveUp({ state }: Pick<Offer, 'state'>): Refusal | undefined {
  if (state === 'accepted' || state === 'given-up') return undefined;
  return refuse('no-place', 'There is no place here to give up.', 404);
}

/** Why a reply cannot be taken back: there is none that could be, or the place is no longer held for its person. */
export function refusalToTakeBack(
  { state, heldUntil }: Pick<Offer, 'state' | 'heldUntil'>,
  now: Temporal.Instant,
): Refusal | undefined {
  if (state === 'accepted') return refuse('accepted', 'You have accepted this place. You can give it up.');
  if (heldUntil && now.epochMilliseconds < heldUntil.epochMilliseconds) return undefined;
  return refuse(
    'too-late',
    'The time to change your mind is over, and the place has gone on to somebody else.',
  );
}

/** How a run holds its places: data of the run. */
export type HoldRule = {
  /** How long a place that falls free is held for somebody on the reserve list, in hours. */
  readonly reserveHours: number;
  /** How long before the time to reply those without a reply are reminded, in hours; 0 for never. */
  readonly remindBeforeHours: number;
  /** How long after the offer, in hours; 0 for never. */
  readonly remindAfterHours: number;
  /** How long a declined or deferred place is still held for whoever changes their mind, in minutes. */
  readonly undoMinutes: number;
  /** Until when places may be offered, where a coordinator said so; otherwise until the first workshop begins. */
  readonly offersUntil: Temporal.Instant | undefined;
  readonly version: number;
};

/** How a run holds its places while nobody has said otherwise. */
export const USUAL_RULE: HoldRule = {
  reserveHours: 24,
  remindBeforeHours: 24,
  remindAfterHours: 48,
  undoMinutes: 10,
  offersUntil: undefined,
  version: 0,
};

/** From when on no place is passed on: the coordinator's moment, or the start of the first workshop. */
export function cutOffOf(
  rule: Pick<HoldRule, 'offersUntil'>,
  workshops: readonly Pick<Workshop, 'startsAt' | 'cancelledAt'>[],
): Temporal.Instant | undefined {
  return rule.offersUntil ?? firstStart(workshops);
}

/** Until when a place on a run that is offered now is held: for somebody on the reserve list as its rule says. */
export function replyByFor(
  run: Pick<Run, 'replyWithinHours' | 'zone'>,
  about: { rule: HoldRule; workshops: readonly Workshop[]; fromReserve?: boolean },
  now: Temporal.Instant,
): Temporal.Instant {
  const hours = about.fromReserve ? about.rule.reserveHours : run.replyWithinHours;
  return replyBy(now, hours, run.zone, cutOffOf(about.rule, about.workshops));
}

/** Until when a reply given now can be taken back: as long as the run's rule says, and not beyond the time to reply. */
export function heldUntilFor(
  { undoMinutes }: Pick<HoldRule, 'undoMinutes'>,
  replyBy: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  if (undoMinutes === 0) return undefined;
  const until = now.add({ minutes: undoMinutes });
  return until.epochMilliseconds < replyBy.epochMilliseconds ? until : replyBy;
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
