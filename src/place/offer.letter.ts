import type { Temporal } from 'temporal-polyfill';
import { saySpan } from '#calendar';
import { day, greeting, signature, subject, when, whomToAsk, type LetterAbout } from '#application';
import { runName, type Workshop } from '#programme';
import type { LetterWords } from '#platform/letters.ts';

export type OfferFacts = LetterAbout & {
  readonly replyBy: Temporal.Instant;
  readonly fromReserve: boolean;
  readonly workshops: readonly Workshop[];
};

/** A place is held: by when to answer, what follows, and the dates to check first. */
export function offeredLetter(facts: OfferFacts): LetterWords {
  const { run, application, replyBy } = facts;
  const opening = facts.fromReserve
    ? `A place on the ${runName(run)} has become free, and you are next on the reserve list. We would be glad to have you.`
    : `We are glad to offer you a place on the ${runName(run)}.`;
  return {
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
    action: { label: 'Accept or decline the place', path: `/applications/${application.id}/offer` },
    after: [
      'When you accept, we send the joining instructions and the dates for your calendar. If you decline, somebody else is glad of it, and you may apply again in another year.',
      whomToAsk(facts),
    ],
    signedBy: signature(facts),
  };
}

function datesOf({ run, workshops }: OfferFacts): [string, string][] {
  return workshops
    .filter((one) => !one.cancelledAt)
    .map((one) => [
      `Workshop ${one.number}`,
      `${one.title}\n${saySpan(one.startsAt, one.endsAt, run.zone)}, ${one.place}`,
    ]);
}

export type ReserveFacts = LetterAbout & { readonly cutOff: Temporal.Instant | undefined };

/** On the reserve list: what it means, when it ends, and that nothing has to be done. */
export function reservedLetter(facts: ReserveFacts): LetterWords {
  const { run, application, cutOff } = facts;
  const until = cutOff
    ? `until the first workshop begins on ${when(run, cutOff)}`
    : 'until the programme begins';
  return {
    subject: subject(facts, `You are on the reserve list of the ${run.name}`),
    greeting: greeting(facts),
    paragraphs: [
      `Thank you for your application to the ${runName(run)}. We cannot offer you a place today. We would have liked to: there are more good applications than places.`,
      `You are on the reserve list. When somebody gives up a place, we offer it to the next person on the list, ${until}. If it comes to you, we write at once and tell you by when to answer.`,
      `You do not have to do anything. ${cutOff ? `Keep ${day(run, cutOff)} free if you can. ` : ''}If you no longer want a place, withdraw, and the next person moves up.`,
    ],
    action: { label: 'See your application', path: `/applications/${application.id}` },
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}

/** An offer was declined: it is noted, and the place goes on. */
export function declinedLetter(facts: LetterAbout): LetterWords {
  const { run } = facts;
  return {
    subject: subject(facts, `You have declined your place on the ${run.name}`),
    greeting: greeting(facts),
    paragraphs: [
      `Thank you for telling us that you cannot take the place on the ${runName(run)}. It goes to the next person on the reserve list.`,
      'You are welcome to apply again in another year. It will not count for or against you.',
      'If you did not mean to decline, write to us today: we cannot promise the place, but we will do what we can.',
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
