import type { Temporal } from 'temporal-polyfill';
import { refusalAfter, sayInstant } from '#calendar';
import { runStanding, waitsForDates, type Run } from '#programme';
import { refuse, type Refusal } from '#platform/refusal.ts';
import type { Application, ApplicationState, ReplyAnswer } from './application.ts';

/** Why nobody can begin an application to a run at this moment. The hidden grace still takes beginners. */
export function refusalToBegin(run: Run, now: Temporal.Instant): Refusal | undefined {
  if (waitsForDates(run))
    return refuse(
      'dates-unconfirmed',
      'The dates of this programme are still to be confirmed, so nobody can apply yet.',
    );
  if (runStanding(run, now) === 'not-open')
    return refuse(
      'not-open',
      `Applications open on ${sayInstant(run.opensAt, run.zone, { edge: 'opens' })}.`,
    );
  return refusalAfter(run.deadline, now);
}

const STILL_THE_APPLICANTS: readonly ApplicationState[] = ['draft', 'submitted', 'withdrawn'];

/** Why an application's answers can no longer be changed: it was decided, or the deadline (with its grace) has passed. */
export function refusalToEdit(
  application: Pick<Application, 'state'>,
  run: Run,
  now: Temporal.Instant,
): Refusal | undefined {
  if (!STILL_THE_APPLICANTS.includes(application.state))
    return refuse('decided', 'This application has been decided, so its answers can no longer be changed.');
  return refusalAfter(run.deadline, now);
}

/** Why an application cannot be taken back: only one that was sent and waits, or is on the reserve list, can. */
export function refusalToWithdraw({ state }: Pick<Application, 'state'>): Refusal | undefined {
  if (state === 'submitted' || state === 'reserve') return undefined;
  if (state === 'withdrawn') return refuse('withdrawn', 'This application was withdrawn already.');
  if (state === 'offered')
    return refuse('offered', 'You have been offered a place. Decline the offer instead.');
  if (state === 'place-accepted') return refuse('has-place', 'You have a place. Give up the place instead.');
  return refuse('nothing-to-withdraw', 'There is nothing here to withdraw.');
}

const DECIDABLE: readonly ApplicationState[] = [
  'submitted',
  'reserve',
  'not-offered',
  'place-declined',
  'offer-lapsed',
];

/** Why the team cannot mark a decision on an application: it was not sent, was taken back, or holds a place or an offer. */
export function refusalToDecide({ state }: Pick<Application, 'state'>): Refusal | undefined {
  if (DECIDABLE.includes(state)) return undefined;
  if (state === 'draft')
    return refuse('not-submitted', 'An application that was not sent cannot be decided.');
  if (state === 'withdrawn') return refuse('withdrawn', 'This application was withdrawn.');
  return refuse('has-offer', 'This person holds an offer or a place already.');
}

/** What announcing would do to a run, in numbers. `taken` counts accepted places and offers that still hold one. */
export type AnnounceCounts = {
  readonly capacity: number;
  readonly taken: number;
  readonly offers: number;
  readonly pending: number;
  /** How many applications were ever sent to the run: the letters say so. */
  readonly asked: number;
};

/** Why the pending decisions of a run cannot be announced together: there are none, or more offers than places. */
export function refusalToAnnounce(counts: Omit<AnnounceCounts, 'asked'>): Refusal | undefined {
  const { capacity, taken, offers, pending } = counts;
  if (pending === 0) return refuse('nothing-pending', 'There is no decision to announce.');
  const free = Math.max(0, capacity - taken);
  if (offers <= free) return undefined;
  return refuse(
    'over-capacity',
    `${offers} offers are marked, but only ${free} of ${capacity} places are free. Move ${offers - free} to the reserve list first.`,
  );
}

/** Why an offer cannot be answered so: it was answered otherwise, or its time has passed. The same answer again is no fault. */
export function refusalToReply(
  application: Pick<Application, 'state' | 'offer'>,
  answer: ReplyAnswer,
  zone: string,
  now: Temporal.Instant,
): Refusal | undefined {
  const { state, offer } = application;
  if (!offer) return refuse('no-offer', 'There is no offer here to answer.', 404);
  if (state === 'place-given-up') return refuse('given-up', 'You gave this place up.');
  if (state === 'place-accepted')
    return answer === 'accepted'
      ? undefined
      : refuse('accepted', 'You have accepted this place. You can give it up.');
  if (state === 'place-declined')
    return answer === 'declined'
      ? undefined
      : refuse('declined', 'You declined this place, and it has gone on to somebody else.');
  if (state === 'offer-lapsed' || now.epochMilliseconds >= offer.replyBy.epochMilliseconds)
    return refuse('lapsed', `The time to reply ended on ${sayInstant(offer.replyBy, zone)}.`);
  return undefined;
}

/** Why there is no place to give up. Giving up twice is no fault. */
export function refusalToGiveUp({ state }: Pick<Application, 'state'>): Refusal | undefined {
  if (state === 'place-accepted' || state === 'place-given-up') return undefined;
  return refuse('no-place', 'There is no place here to give up.', 404);
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
