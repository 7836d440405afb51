import type { Temporal } from 'temporal-polyfill';
import { sayDate, sayInstant, saySpan, spokenDay } from '#calendar';
import { applicantsOf, OF_APPLICATION, type Application } from '#application';
import { declareLetter, type FactsValue } from '#letter';
import { workshopsOf, type Run, type Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import { holdRuleOf } from './hold-rule.sql.ts';
import { OWN_WORDS, ownText } from './own-words.ts';
import { cutOffOf, replyByFor } from './rules.ts';

type OfId = Pick<Application, 'id'>;

/** The page on which an offer is answered. */
export function offerPath({ id }: OfId): string {
  return `/applications/${id}/offer`;
}

/** The page on which somebody sees their place on the reserve list. */
export function reservePath({ id }: OfId): string {
  return `/applications/${id}/reserve`;
}

/** The page of an offer, as letters about it name it. */
export const OFFER_LINK = {
  means: 'the page on which to answer',
  example: '/applications/example/offer',
} as const;

/** Until when, as letters about an offer name it. */
export const REPLY_BY = {
  means: 'until when the place is held',
  example: 'Wed 17 January 2024, 12 noon (UK time)',
  needed: true,
} as const;

/** A place is held: by when to answer, what follows, and the dates to check first. */
export const offeredLetter = declareLetter({
  kind: 'place.offered',
  title: 'The offer of a place',
  when: 'when a place is offered, at the announcement or from the reserve list',
  to: 'the applicant',
  placeholders: {
    ...OF_APPLICATION,
    'reply-by': REPLY_BY,
    'from-reserve': { means: 'whether it comes from the reserve list', example: false },
    workshops: {
      means: 'the workshops with date and place',
      example: [
        ['Workshop 1', 'Is this for me?\nThu 18 January 2024, 9.30am to 12.30pm (UK time), Seminar Room 2'],
        ['Workshop 2', 'The wider context\nTue 12 March 2024, 11am to 1pm (UK time), Online'],
      ],
    },
    own: OWN_WORDS,
  },
  link: OFFER_LINK,
  recipients: async (db, run) => {
    const [workshops, rule] = await Promise.all([workshopsOf(db, run.id), holdRuleOf(db, run.id)]);
    const wanted = { states: ['submitted', 'reserve', 'offered'], link: offerPath } as const;
    return applicantsOf(db, run, wanted, ({ state, replyBy }) => {
      const fromReserve = state === 'reserve';
      const until = replyBy ?? replyByFor(run, { rule, workshops, fromReserve }, now());
      return ofOffer(run, { replyBy: until, fromReserve, workshops });
    });
  },
});

type Offered = {
  readonly replyBy: Temporal.Instant;
  readonly fromReserve: boolean;
  readonly workshops: readonly Workshop[];
  /** Paragraphs that a coordinator wrote for this one letter; {reply-by} stands for the time to reply. */
  readonly own?: readonly string[] | undefined;
};

/** What the letter of an offer says beside the application. */
export function ofOffer(run: Run, { replyBy, fromReserve, workshops, own }: Offered) {
  const until = sayInstant(replyBy, run.zone);
  return {
    'reply-by': until,
    'from-reserve': fromReserve,
    workshops: datesOf(run, workshops),
    own: ownText(own, { 'reply-by': until }),
  };
}

function datesOf(run: Run, workshops: readonly Workshop[]): FactsValue {
  return workshops
    .filter((one) => !one.cancelledAt)
    .map((one) => [
      `Workshop ${one.number}`,
      `${one.title}\n${saySpan(one.startsAt, one.endsAt, run.zone)}, ${one.place}`,
    ]);
}

/** On the reserve list: what it means, when it ends, and that nothing has to be done. */
export const reservedLetter = declareLetter({
  kind: 'place.reserved',
  title: 'On the reserve list',
  when: 'when somebody comes onto the reserve list',
  to: 'the applicant',
  placeholders: {
    ...OF_APPLICATION,
    'cut-off': {
      means: 'until when places are passed on, where that is known',
      example: 'Thu 18 January 2024, 9.30am (UK time)',
    },
    'cut-off-day': { means: 'the day of that', example: 'Thu 18 January 2024' },
    own: OWN_WORDS,
  },
  link: { means: 'the page of their place on the list', example: '/applications/example/reserve' },
  recipients: async (db, run) => {
    const cutOff = cutOffOf(await holdRuleOf(db, run.id), await workshopsOf(db, run.id));
    const wanted = { states: ['reserve', 'submitted'], link: reservePath } as const;
    return applicantsOf(db, run, wanted, () => ofReserve(run, { cutOff }));
  },
});

type Reserved = {
  readonly cutOff: Temporal.Instant | undefined;
  readonly own?: readonly string[] | undefined;
};

/** What the letter about the reserve list says beside the application. */
export function ofReserve(run: Run, { cutOff, own }: Reserved) {
  return {
    'cut-off': cutOff && sayInstant(cutOff, run.zone),
    'cut-off-day': cutOff && sayDate(spokenDay(cutOff, run.zone, 'opens')),
    own: ownText(own),
  };
}

/** By when an offer without a reply has to be answered: the task again, and nothing else. */
export const reminderLetter = declareLetter({
  kind: 'place.reminder',
  title: 'A reminder to reply',
  when: 'before the time to reply ends, to those who have not, and when a coordinator asks for it',
  to: 'whoever has the offer',
  placeholders: { ...OF_APPLICATION, 'reply-by': REPLY_BY },
  link: OFFER_LINK,
  recipients: (db, run) =>
    applicantsOf(db, run, { states: ['offered'], link: offerPath }, ({ replyBy }) => ({
      'reply-by': replyBy && sayInstant(replyBy, run.zone),
    })),
});

/** The reserve list is over: no place has come free in time. */
export const listEndedLetter = declareLetter({
  kind: 'place.list-ended',
  title: 'The reserve list is closed',
  when: 'when no place is passed on any more',
  to: 'everybody still on the reserve list',
  placeholders: OF_APPLICATION,
  recipients: (db, run) => applicantsOf(db, run, { states: ['reserve'] }, () => ({})),
});
