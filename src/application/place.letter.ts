import type { Temporal } from 'temporal-polyfill';
import type { LetterWords } from '#platform/letters.ts';
import { greeting, signature, subject, when, whomToAsk, type LetterAbout } from './letter-parts.ts';

/** An offer was declined: it is noted, and the place goes on. */
export function declinedLetter(facts: LetterAbout): LetterWords {
  const { run } = facts;
  return {
    subject: subject(facts, `You have declined your place on the ${run.name}`),
    greeting: greeting(facts),
    paragraphs: [
      `Thank you for telling us that you cannot take the place on the ${run.name}. It goes to the next person on the reserve list.`,
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
      `We offered you a place on the ${run.name} and held it until ${when(run, facts.replyBy)}. We did not hear from you by then, so the place has gone on to the reserve list.`,
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
      `You have given up your place on the ${run.name}. You are no longer expected at its workshops.`,
      'What you have written in your portfolio is yours and stays. If you have registered with the awarding body, your registration goes on: it does not depend on this programme.',
      'You are welcome to apply again in another year.',
    ],
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}
