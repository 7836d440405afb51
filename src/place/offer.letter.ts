import type { Temporal } from 'temporal-polyfill';
import { saySpan } from '#calendar';
import { day, greeting, signature, subject, when, whomToAsk, type LetterAbout } from '#application';
import { runName, type Run, type Workshop } from '#programme';
import type { LetterWords } from '#platform/letters.ts';
import { withOwnWords } from './own-words.ts';

export type OfferFacts = LetterAbout & {
  readonly replyBy: Temporal.Instant;
  readonly fromReserve: boolean;
  readonly workshops: readonly Workshop[];
  /** Paragraphs that a coordinator wrote for this one letter; {reply-by} stands for the time to reply. */
  readonly own?: readonly string[] | undefined;
};

/** A place is held: by when to answer, what follows, and the dates to check first. */
export function offeredLetter(facts: OfferFacts): LetterWords {
  const { run, application, replyBy } = facts;
  const opening = facts.fromReserve
    ? `A place on the ${runName(run)} has become free, and you are next on the reserve list. We would be glad to have you.`
    : `We are glad to offer you a place on the ${runName(run)}.`;
  const letter = {
    subject: subject(
      facts,
      `[Action required] You have the offer of a place: reply by ${when(run, replyBy)}`,
    ),
    greeting: greeting(facts),
    paragraphs: [
      opening,
      `The place is held for you until ${when(run, replyBy)}. Accept it or decline it by then. If we have not heard from you, we offer it to the next person on the reserve list.`,
      'Check first that you can come. These are the workshops:',
    ],
    facts: datesOf(facts),
    action: { label: 'Answer the offer', path: `/applications/${application.id}/offer` },
    after: [
      'When you accept, we send the joining instructions and the dates for your calendar. If you cannot come this time, you can decline, or put your place off to the next run. Somebody else is glad of it.',
      whomToAsk(facts),
    ],
    signedBy: signature(facts),
  };
  return withOwnWords(letter, facts.own, { 'reply-by': when(run, replyBy) });
}

function datesOf({ run, workshops }: OfferFacts): [string, string][] {
  return workshops
    .filter((one) => !one.cancelledAt)
    .map((one) => [
      `Workshop ${one.number}`,
      `${one.title}\n${saySpan(one.startsAt, one.endsAt, run.zone)}, ${one.place}`,
    ]);
}

export type ReserveFacts = LetterAbout & {
  readonly cutOff: Temporal.Instant | undefined;
  readonly own?: readonly string[] | undefined;
};

/** On the reserve list: what it means, when it ends, and that nothing has to be done. */
export function reservedLetter(facts: ReserveFacts): LetterWords {
  const { run, application, cutOff } = facts;
  const until = cutOff ? `until ${when(run, cutOff)}` : 'until the programme begins';
  const letter = {
    subject: subject(facts, `You are on the reserve list of the ${run.name}`),
    greeting: greeting(facts),
    paragraphs: [
      `Thank you for your application to the ${runName(run)}. We cannot offer you a place today. We would have liked to: there are more good applications than places.`,
      `You are on the reserve list. When somebody gives up a place, we offer it to the next person on the list, ${until}. If it comes to you, we write at once and tell you by when to answer.`,
      `You do not have to do anything. ${cutOff ? `Keep ${day(run, cutOff)} free if you can. ` : ''}If you no longer want a place, leave the list, and the next person moves up.`,
    ],
    action: { label: 'See your place on the list', path: `/applications/${application.id}/reserve` },
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
  return withOwnWords(letter, facts.own);
}

/** By when an offer without a reply has to be answered: the task again, and nothing else. */
export function reminderLetter(facts: LetterAbout & { readonly replyBy: Temporal.Instant }): LetterWords {
  const { run, application, replyBy } = facts;
  return {
    subject: subject(
      facts,
      `[Action required] Your place is not confirmed yet: reply by ${when(run, replyBy)}`,
    ),
    greeting: greeting(facts),
    paragraphs: [
      `A place on the ${runName(run)} is held for you, and we have not had your answer.`,
      `It is yours until ${when(run, replyBy)}. If we have not heard from you by then, we offer it to the next person on the reserve list.`,
    ],
    action: { label: 'Answer the offer', path: `/applications/${application.id}/offer` },
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}

export type TakeBack = { readonly heldUntil: Temporal.Instant | undefined };

/** An offer was declined: it is noted, and the place goes on. */
export function declinedLetter(facts: LetterAbout & TakeBack): LetterWords {
  const { run } = facts;
  return {
    subject: subject(facts, `You have declined your place on the ${run.name}`),
    greeting: greeting(facts),
    paragraphs: [
      `Thank you for telling us that you cannot take the place on the ${runName(run)}. It goes to the next person on the reserve list.`,
      'You are welcome to apply again in another year. It will not count for or against you.',
      `If you did not mean to decline, ${mindChanged(facts)} After that write to us: we cannot promise the place, but we will do what we can.`,
    ],
    ...offerLink(facts),
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}

/** Somebody who had deferred no longer waits for the next run. */
export function leftQueueLetter(facts: LetterAbout): LetterWords {
  const { run } = facts;
  return {
    subject: subject(facts, 'You have left the queue for the next run'),
    greeting: greeting(facts),
    paragraphs: [
      `You had put your place on the ${runName(run)} off to the next run. Your application no longer waits for that.`,
      'You are welcome to apply again like everybody else. It will not count for or against you.',
      'If you did not mean to leave, tell us today.',
    ],
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}

/** An offer was not answered in time: what happened, and whom to write to if that was not meant. */
export function lapsedLetter(facts: LetterAbout & { readonly replyBy: Temporal.Instant }): LetterWords {
  const { run } = facts;
  return {
    subject: subject(facts, 'The offer of your place has ended'),
    greeting: greeting(facts),
    paragraphs: [
      `We offered you a place on the ${runName(run)} and held it until ${when(run, facts.replyBy)}. We did not hear from you by then, so the place has gone on to the reserve list.`,
      'If you would still like to come, write to us. When another place becomes free, we can put you on the reserve list for it.',
    ],
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}

/** An accepted place was given up. */
export function givenUpLetter(facts: LetterAbout): LetterWords {
  const { run } = facts;
  return {
    subject: subject(facts, `You have given up your place on the ${run.name}`),
    greeting: greeting(facts),
    paragraphs: [
      `You have given up your place on the ${runName(run)}. You are no longer expected at its workshops.`,
      'What you have written in your portfolio is yours and stays. If you have registered with the awarding body, your registration goes on: it does not depend on this programme.',
      'You are welcome to apply again in another year.',
    ],
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}

function mindChanged({ run, heldUntil }: LetterAbout & TakeBack): string {
  return heldUntil
    ? `you can take it back until ${when(run, heldUntil)}: so long the place is still held for you.`
    : 'tell us today.';
}

function offerLink({
  application,
  heldUntil,
}: LetterAbout & TakeBack): Pick<LetterWords, 'action'> | undefined {
  return heldUntil
    ? { action: { label: 'See your offer', path: `/applications/${application.id}/offer` } }
    : undefined;
}

/** An offer was put off: what is kept, when it comes up again, and how to take that back. */
export function deferredLetter(
  facts: LetterAbout &
    TakeBack & { readonly next: Pick<Run, 'name' | 'programme' | 'opensAt' | 'zone'> | undefined },
): LetterWords {
  const { run, application, next } = facts;
  const comes = next
    ? `It comes into the ${runName(next)} as soon as applications to that open`
    : 'It comes into the next run as soon as there is one and applications to it open';
  return {
    subject: subject(facts, 'Your place is put off to the next run'),
    greeting: greeting(facts),
    paragraphs: [
      `You cannot take the place on the ${runName(run)} and have put it off to the next run. This place goes to the next person on the reserve list.`,
      `Your application is kept, with every answer and with your place in the queue. ${comes}, and the team sees it first. It is no promise of a place. You have nothing to do; we write to you when it is there.`,
      `If you did not mean that, ${mindChanged(facts)} After that you can still leave the queue.`,
    ],
    action: { label: 'See your application', path: `/applications/${application.id}/offer` },
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}

/** A declined or deferred offer stands again. */
export function standsAgainLetter(facts: LetterAbout & { readonly replyBy: Temporal.Instant }): LetterWords {
  const { run, application, replyBy } = facts;
  return {
    subject: subject(facts, `[Action required] Your offer stands again: reply by ${when(run, replyBy)}`),
    greeting: greeting(facts),
    paragraphs: [
      `You have taken your answer back, and the place on the ${runName(run)} is still held for you. What we wrote to you about your answer no longer holds.`,
      `Answer by ${when(run, replyBy)}. If we have not heard from you by then, we offer the place to the next person on the reserve list.`,
    ],
    action: { label: 'Answer the offer', path: `/applications/${application.id}/offer` },
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}

/** A deferred application is in the next run now. */
export function carriedLetter(
  facts: LetterAbout & { readonly from: Run; readonly mayEdit: boolean },
): LetterWords {
  const { run, application, from, mayEdit } = facts;
  return {
    subject: subject(facts, `Your application is in the ${run.name} now (${application.reference})`),
    greeting: greeting(facts),
    paragraphs: [
      `You put your place on the ${runName(from)} off. Your application is among those to the ${runName(run)} now, with what you wrote then. You do not have to do anything more.`,
      mayEdit
        ? `Look it over if something has changed, your dates above all. You can change your answers until ${when(run, run.deadline.at)}, and send them again. If you no longer want a place, withdraw it.`
        : 'Its answers can no longer be changed. Write to us if something is different now, your dates above all. If you no longer want a place, withdraw it.',
    ],
    action: { label: 'See your application', path: `/applications/${application.id}` },
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}

/** The reserve list is over: no place has come free in time. */
export function listEndedLetter(facts: LetterAbout): LetterWords {
  const { run } = facts;
  return {
    subject: subject(facts, `The reserve list of the ${run.name} is closed`),
    greeting: greeting(facts),
    paragraphs: [
      `You were on the reserve list of the ${runName(run)}. No place has become free for you in time, and none is offered any more. We are sorry.`,
      'You are welcome to apply again in another year. You need no place on the programme to register with the awarding body: you can do that on your own at any time.',
    ],
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}
