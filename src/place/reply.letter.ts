import type { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import { applicantsOf, APPLICATION_LINK, OF_APPLICATION } from '#application';
import { declareLetter } from '#letter';
import { runName, type Run } from '#programme';
import { OFFER_LINK, offerPath, REPLY_BY } from './offer.letter.ts';

const HELD_UNTIL = {
  means: 'until when the answer can be taken back, where it still can',
  example: 'Tue 16 January 2024, 3pm (UK time)',
} as const;

/** An offer was declined: it is noted, and the place goes on. */
export const declinedLetter = declareLetter({
  kind: 'place.declined',
  title: 'A declined place is confirmed',
  when: 'when somebody declines the place that they were offered',
  to: 'whoever declined',
  placeholders: { ...OF_APPLICATION, 'held-until': HELD_UNTIL },
  link: { means: 'the page of their offer', example: '/applications/example/offer' },
  recipients: (db, run) =>
    applicantsOf(db, run, { states: ['place-declined', 'offered'], link: offerPath }, () => ({})),
});

/** An offer was put off: what is kept, when it comes up again, and how to take that back. */
export const deferredLetter = declareLetter({
  kind: 'place.deferred',
  title: 'A place put off is confirmed',
  when: 'when somebody puts the place that they were offered off to the next run',
  to: 'whoever put it off',
  placeholders: {
    ...OF_APPLICATION,
    'held-until': HELD_UNTIL,
    'next-run': { means: 'the next run, where there is one already', example: 'CMALT 2025 programme' },
  },
  link: APPLICATION_LINK,
});

/** Somebody who had deferred no longer waits for the next run. */
export const leftQueueLetter = declareLetter({
  kind: 'place.left-queue',
  title: 'Leaving the queue is confirmed',
  when: 'when somebody who had put their place off no longer wants it',
  to: 'whoever left',
  placeholders: OF_APPLICATION,
});

/** A declined or deferred offer stands again. */
export const standsAgainLetter = declareLetter({
  kind: 'place.stands-again',
  title: 'An offer stands again',
  when: 'when somebody takes their answer back',
  to: 'whoever took it back',
  placeholders: { ...OF_APPLICATION, 'reply-by': REPLY_BY },
  link: OFFER_LINK,
});

/** A deferred application is in the next run now. */
export const carriedLetter = declareLetter({
  kind: 'place.carried',
  title: 'An application put off is in the next run',
  when: 'when applications to the next run open',
  to: 'everybody who had put their place off to it',
  placeholders: {
    ...OF_APPLICATION,
    'from-run': { means: 'the run that they had the offer in', example: 'CMALT 2023 programme' },
    'may-edit': { means: 'whether they can still change their answers', example: true },
    deadline: { means: 'when applications close', example: 'Mon 8 January 2024, 12 noon (UK time)' },
  },
  link: APPLICATION_LINK,
});

/** An offer was not answered in time: what happened, and whom to write to if that was not meant. */
export const lapsedLetter = declareLetter({
  kind: 'place.lapsed',
  title: 'The offer has ended',
  when: 'when nobody has answered an offer by its time',
  to: 'whoever had the offer',
  placeholders: { ...OF_APPLICATION, 'reply-by': REPLY_BY },
  recipients: (db, run) =>
    applicantsOf(db, run, { states: ['offered'] }, ({ replyBy }) => ({
      'reply-by': replyBy && sayInstant(replyBy, run.zone),
    })),
});

/** An accepted place was given up. */
export const givenUpLetter = declareLetter({
  kind: 'place.given-up',
  title: 'A place given up is confirmed',
  when: 'when somebody gives up the place that they had accepted',
  to: 'whoever gave it up',
  placeholders: OF_APPLICATION,
  recipients: (db, run) =>
    applicantsOf(db, run, { states: ['place-given-up', 'place-accepted'] }, () => ({})),
});

/** Until when an answer can be taken back, as its letter says it. */
export function ofTakingBack(run: Run, heldUntil: Temporal.Instant | undefined) {
  return { 'held-until': heldUntil && sayInstant(heldUntil, run.zone) };
}

/** What the letter of a deferral says of the next run. */
export function ofNextRun(next: Parameters<typeof runName>[0] | undefined) {
  return { 'next-run': next && runName(next) };
}

/** What the letter of a carried application says of the two runs. */
export function ofCarried(run: Run, from: Run, mayEdit: boolean) {
  return { 'from-run': runName(from), 'may-edit': mayEdit, deadline: sayInstant(run.deadline.at, run.zone) };
}
