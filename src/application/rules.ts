import type { Temporal } from 'temporal-polyfill';
import { refusalAfter, sayInstant, standing, type Deadline } from '#calendar';
import { runStanding, waitsForDates, type Run } from '#programme';
import { refuse, type Refusal } from '#platform/refusal.ts';
import type { Application, ApplicationState, Turn } from './application.ts';

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

type Closing = { readonly lateUntil?: Temporal.Instant | undefined };

/** Until when an application can be changed and sent: the run's deadline, or later by an access code, which has no grace. */
export function closingOf({ lateUntil }: Closing, { deadline }: Pick<Run, 'deadline'>): Deadline {
  if (!lateUntil || standing(deadline, lateUntil) !== 'closed') return deadline;
  return { at: lateUntil, zone: deadline.zone, graceMinutes: 0 };
}

/** Why an application's answers can no longer be changed: it was decided, or the time for it (with its grace) has passed. */
export function refusalToEdit(
  application: Pick<Application, 'state'> & Closing,
  run: Pick<Run, 'deadline'>,
  now: Temporal.Instant,
): Refusal | undefined {
  return refusalForTeam(application) ?? refusalAfter(closingOf(application, run), now);
}

/** Why the team cannot change an application's answers for its applicant: it was decided. No deadline holds the team. */
export function refusalForTeam({ state }: Pick<Application, 'state'>): Refusal | undefined {
  if (STILL_THE_APPLICANTS.includes(state)) return undefined;
  return refuse('decided', 'This application has been decided, so its answers can no longer be changed.');
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
  'deferred',
];

/** Why the team cannot mark a decision on an application: it was not sent, was taken back, or holds a place or an offer. */
export function refusalToDecide({ state }: Pick<Application, 'state'>): Refusal | undefined {
  if (DECIDABLE.includes(state)) return undefined;
  if (state === 'draft')
    return refuse('not-submitted', 'An application that was not sent cannot be decided.');
  if (state === 'withdrawn') return refuse('withdrawn', 'This application was withdrawn.');
  return refuse('has-offer', 'This person holds an offer or a place already.');
}

type Decided = 'offered' | 'reserve' | 'not-offered';

const LEADS_FROM: Readonly<Record<Exclude<Turn, Decided>, readonly ApplicationState[]>> = {
  'place-accepted': ['offered'],
  // Who deferred may leave the queue for the next run.
  'place-declined': ['offered', 'deferred'],
  'offer-lapsed': ['offered'],
  'place-given-up': ['place-accepted'],
  deferred: ['offered'],
};

/** Why an application cannot come to this from where it is: only what can be decided is, and only an offer is answered or lapses. */
export function refusalToTurn(application: Pick<Application, 'state'>, to: Turn): Refusal | undefined {
  if (to === 'offered' || to === 'reserve' || to === 'not-offered') return refusalToDecide(application);
  if (LEADS_FROM[to].includes(application.state)) return undefined;
  return refuse('not-so', 'This application is not where that could happen to it.');
}
