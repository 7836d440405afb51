import { Temporal } from 'temporal-polyfill';
import { sayDate, sayDuration, sayInstant, sayRelative, saySpan, sayWeekCommencing } from '#calendar';
import type { Sign } from '#look/trail.tsx';
import { comingWorkshop, hasPlace, isAfter, type Way, type WayWorkshop } from './way.ts';

type Stage = Omit<Sign, 'place'> & { readonly done: boolean };

/**
 * One person's way as signs, in order: what is behind them, where they stand (the first stage that is not done), and
 * what lies ahead, every date said in full.
 */
export function signsOf(way: Way): Sign[] {
  const stages = [
    ...applicationStages(way),
    ...workshopStages(way),
    ...candidateStages(way),
    ...bookingStages(way),
    ...assessmentStages(way),
  ];
  const behind = stages.filter((stage) => stage.done);
  const ahead = stages.filter((stage) => !stage.done);
  return [...behind, ...ahead].map(({ done, ...sign }, index) => ({
    ...sign,
    place: done ? 'past' : index === behind.length ? 'here' : 'ahead',
  }));
}

function applicationStages(way: Way): Stage[] {
  const { application } = way;
  if (!application) return [];
  const { state, path, submittedAt, repliedAt } = application;
  const sent = submittedAt !== undefined;
  const asked: Stage = {
    title: sent ? 'Applied' : 'Apply',
    href: path,
    lines: [sent ? sayDay(way, submittedAt) : `by ${say(way, application.deadline)}`],
    done: sent,
  };
  if (hasPlace(way)) {
    return [
      asked,
      { title: 'Place accepted', href: path, lines: repliedAt ? [sayDay(way, repliedAt)] : [], done: true },
    ];
  }
  return [asked, { title: PLACE_WORDS[state] ?? 'A place', href: path, lines: placeLines(way), done: false }];
}

const PLACE_WORDS: Partial<Record<string, string>> = {
  offered: 'A place is yours to accept',
  reserve: 'On the reserve list',
  'not-offered': 'No place this time',
  withdrawn: 'Withdrawn',
  'place-declined': 'Place declined',
  'place-given-up': 'Place given up',
  'offer-lapsed': 'The offer has lapsed',
};

function placeLines({ application, terms }: Way): string[] {
  if (!application) return [];
  if (application.state === 'draft' || application.state === 'submitted') {
    return [
      `you hear in the ${sayWeekCommencing(Temporal.PlainDate.from(application.notifyWeekOf), saying(terms)).replace('Week', 'week')}`,
    ];
  }
  return [];
}

function workshopStages(way: Way): Stage[] {
  if (!hasPlace(way)) return [];
  const live = way.workshops.filter((workshop) => !workshop.cancelled);
  const over = live.filter((workshop) => !isAfter(workshop.endsAt, way.now));
  const coming = live.filter((workshop) => isAfter(workshop.endsAt, way.now));
  return [
    ...(over.length > 0 ? [overStage(over)] : []),
    ...coming.map((workshop) => workshopStage(way, workshop)),
  ];
}

const CAME: ReadonlySet<string> = new Set(['present', 'part', 'caught-up']);

function attendanceLines(
  over: readonly WayWorkshop[],
  came: readonly WayWorkshop[],
  missed: readonly WayWorkshop[],
): string[] {
  if (missed.length > 0) return [`missed: ${listNumbers(missed.map(({ number }) => number))}`];
  if (came.length === over.length) return ['attended'];
  // A workshop that nobody has marked yet is neither attended nor missed.
  return came.length > 0 ? [`attended: ${listNumbers(came.map(({ number }) => number))}`] : [];
}

function overStage(over: readonly WayWorkshop[]): Stage {
  const missed = over.filter(({ attendance }) => attendance === 'absent' || attendance === 'apologies');
  const came = over.filter(({ attendance }) => CAME.has(attendance ?? ''));
  const numbers = listNumbers(over.map(({ number }) => number));
  const lines = attendanceLines(over, came, missed);
  return { title: `Workshop${over.length > 1 ? 's' : ''} ${numbers}`, href: '/workshops', lines, done: true };
}

function workshopStage(way: Way, workshop: WayWorkshop): Stage {
  const { number, title, startsAt, endsAt, path, openItems } = workshop;
  const isNext = comingWorkshop(way) === workshop;
  const minutes = openItems.reduce((sum, item) => sum + item.minutes, 0);
  const open = `${openItems.length} of ${workshop.allItems} preparation items open, about ${sayDuration(minutes)}`;
  return {
    title: `Workshop ${number}: ${title}`,
    href: path,
    lines: [
      `${saySpan(startsAt, endsAt, way.zone, saying(way.terms))}${isNext ? ` · ${sayRelative(way.now, startsAt, way.zone)}` : ''}`,
      ...(isNext && openItems.length > 0 ? [open] : []),
    ],
    done: false,
  };
}

function candidateStages(way: Way): Stage[] {
  if (!hasPlace(way) && !way.pathway && !way.portfolio) return [];
  const { pathway, registration, portfolio, submission } = way;
  const registered: Stage = {
    title: registration ? `Registered with ${way.bodyName}` : `Register with ${way.bodyName}`,
    href: '/registration',
    lines: registration
      ? [
          `${sayDate(Temporal.PlainDate.from(registration.registeredOn))} · valid until ${sayLastDay(way, registration.expires)}`,
        ]
      : ['after you have chosen a pathway'],
    done: registration !== undefined,
  };
  const sections = portfolio?.sections ?? [];
  const ready = sections.filter((section) => section.state === 'ready').length;
  const stages: Stage[] = [
    {
      title: pathway ? `Pathway chosen: ${pathway.title}` : 'Choose a pathway',
      href: '/registration',
      lines: pathway ? [] : ['the first workshop helps you choose'],
      done: pathway !== undefined,
    },
    registered,
    {
      title: 'Write your portfolio',
      href: portfolio?.path ?? '/portfolio',
      lines: portfolio
        ? [`${ready} of ${sections.length} sections ready · ${portfolio.words.toLocaleString('en-GB')} words`]
        : [],
      done: submission !== undefined,
    },
  ];
  // What led to an award from elsewhere was not written here: only what did happen here is behind its holder.
  if (way.award?.fromElsewhere && !submission) return stages.filter(({ done }) => done);
  return stages.map((stage) => (submission || way.award ? { ...stage, done: true } : stage));
}

function bookingStages(way: Way): Stage[] {
  return way.bookings
    .filter((booking) => isAfter(booking.endsAt, way.now))
    .map((booking) => ({
      title: `Office hour with ${booking.mentorName}`,
      href: '/office-hours',
      lines: [
        saySpan(booking.startsAt, booking.endsAt, way.zone),
        ...(booking.about ? [`on ${booking.about}`] : []),
      ],
      done: false,
    }));
}

function assessmentStages(way: Way): Stage[] {
  const { submission, award, registration } = way;
  if (!hasPlace(way) && !way.portfolio && !award) return [];
  const outcome = submission?.outcome;
  const submitted: Stage = submission
    ? {
        title: `Submitted, number ${submission.number}`,
        href: submission.path,
        lines: [sayDay(way, submission.submittedAt)],
        done: true,
      }
    : {
        title: 'Submit',
        lines: registration
          ? [`by ${sayLastDay(way, registration.expires)} at the latest`]
          : ['when you are ready'],
        done: false,
      };
  const assessed: Stage = {
    title: outcome ? `Outcome: ${outcome.words}` : 'Two assessors, one outcome',
    href: outcome?.path,
    lines: outcome
      ? [sayDay(way, outcome.releasedAt)]
      : submission
        ? [submission.stateWords]
        : ['usually within three months'],
    done: outcome?.isAward === true || award !== undefined,
  };
  if (award && !submission) return awardStages(way);
  return [submitted, assessed, ...awardStages(way)];
}

function awardStages({ award, bodyName }: Way): Stage[] {
  if (!award) return [{ title: 'Award', lines: ['and a review after three years'], done: false }];
  return [
    {
      title: award.title,
      href: award.path,
      lines: [
        `awarded ${sayDate(Temporal.PlainDate.from(award.awardedOn))}`,
        ...(award.fromElsewhere ? [`by ${bodyName}, outside this house`] : []),
      ],
      done: true,
    },
    {
      title: 'Review',
      href: award.path,
      lines: award.validUntil ? [`by ${sayDate(Temporal.PlainDate.from(award.validUntil))}`] : [],
      done: false,
    },
  ];
}

function say(way: Way, instant: Temporal.Instant): string {
  return sayInstant(instant, way.zone, saying(way.terms));
}

function sayDay({ zone }: Way, instant: Temporal.Instant): string {
  return sayDate(instant.toZonedDateTimeISO(zone).toPlainDate());
}

/** The last day on which something holds that ends with the instant: an end of 10 March is said as that day. */
function sayLastDay(way: Way, ends: Temporal.Instant): string {
  return sayDay(way, ends.subtract({ milliseconds: 1 }));
}

function saying(terms: Way['terms']): { terms?: NonNullable<Way['terms']> } {
  return terms ? { terms } : {};
}

/** "1", "1 and 2", "1 to 5", "1, 3 and 4". */
function listNumbers(numbers: readonly number[]): string {
  const [first = 0] = numbers;
  const inARow = numbers.every((number, index) => number === first + index);
  if (inARow && numbers.length > 2) return `${first} to ${numbers.at(-1)}`;
  return numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
