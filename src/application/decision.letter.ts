import type { Temporal } from 'temporal-polyfill';
import { saySpan } from '#calendar';
import type { Workshop } from '#programme';
import type { LetterWords } from '#platform/letters.ts';
import { day, greeting, signature, subject, when, whomToAsk, type LetterAbout } from './applicant.letter.ts';

export type OfferFacts = LetterAbout & {
  readonly replyBy: Temporal.Instant;
  readonly fromReserve: boolean;
  readonly workshops: readonly Workshop[];
};

/** A place is held: by when to answer, what follows, and the dates to check first. */
export function offeredLetter(facts: OfferFacts): LetterWords {
  const { run, application, replyBy } = facts;
  const opening = facts.fromReserve
    ? `A place on the ${run.name} has become free, and you are next on the reserve list. We would be glad to have you.`
    : `We are glad to offer you a place on the ${run.name}.`;
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
      `Thank you for your application to the ${run.name}. We cannot offer you a place today. We would have liked to: there are more good applications than places.`,
      `You are on the reserve list. When somebody gives up a place, we offer it to the next person on the list, ${until}. If it comes to you, we write at once and tell you by when to answer.`,
      `You do not have to do anything. ${cutOff ? `Keep ${day(run, cutOff)} free if you can. ` : ''}If you no longer want a place, withdraw, and the next person moves up.`,
    ],
    action: { label: 'See your application', path: `/applications/${application.id}` },
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}

export type NotOfferedFacts = LetterAbout & { readonly asked: number };

/** No place: said plainly and kindly, with the numbers, and with what can be done next. */
export function notOfferedLetter(facts: NotOfferedFacts): LetterWords {
  const { run } = facts;
  return {
    subject: subject(facts, `Your application to the ${run.name}`),
    greeting: greeting(facts),
    paragraphs: [
      `We are sorry: we cannot offer you a place on the ${run.name}.`,
      `There were ${facts.asked} applications for ${run.capacity} places. This is no judgement on your work.`,
      'You are welcome to apply again in another year, and it will not count for or against you that you applied this time. You need no place on the programme to register with the awarding body: you can do that on your own at any time.',
      'If you would like to know how your application was read, reply to this letter and we will talk it over with you.',
    ],
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}
