import { Temporal } from 'temporal-polyfill';
import { sayDate, sayDuration, sayInstant, sayRelative } from '#calendar';
import { comingWorkshop, hasPlace, isAfter, type Way } from './way.ts';

/** The one thing to do now: what, why, and where. */
export type NextStep = {
  readonly title: string;
  readonly why: string;
  readonly action: { readonly label: string; readonly href: string } | undefined;
  /** It is lost if it is not done: shown in red. */
  readonly urgent?: boolean;
};

const SOON_DAYS = 7;

/**
 * The one thing that a person should do next, by the facts alone. What has a deadline that others wait for goes first
 * (an offer, an unsent application), then what a coming workshop needs, then feedback, then the next section.
 */
export function nextStepOf(way: Way): NextStep {
  const steps = [
    answerOffer,
    sendApplication,
    waitForNews,
    answerReferral,
    enjoyAward,
    waitForOutcome,
    prepareWorkshop,
    choosePathway,
    register,
    answerFeedback,
    submitPortfolio,
    writeOn,
    joinWorkshop,
    startOut,
  ];
  for (const step of steps) {
    const found = step(way);
    if (found) return found;
  }
  return { title: 'Nothing waits for you', why: 'Enjoy the quiet.', action: undefined };
}

type Step = (way: Way) => NextStep | undefined;

const answerOffer: Step = ({ application, now, zone }) => {
  if (application?.state !== 'offered' || !application.replyBy) return undefined;
  return {
    title: 'Accept your place',
    why: `You are offered a place in the ${application.runName}. Reply by ${sayInstant(application.replyBy, zone)} (${sayRelative(now, application.replyBy, zone)}), or it goes to the next person.`,
    action: { label: 'Accept or decline', href: `${application.path}/offer` },
  };
};

const sendApplication: Step = ({ application, now, zone }) => {
  if (application?.state !== 'draft' || !isAfter(application.deadline, now)) return undefined;
  if (application.isComplete) {
    return {
      title: 'Send your application: it is complete, and not sent',
      why: `Until you send it, it is not in. Applications close ${sayInstant(application.deadline, zone)}, ${sayRelative(now, application.deadline, zone)}. Look through your answers once, and press send.`,
      action: { label: 'Check your answers and send them', href: `${application.path}/check` },
      urgent: true,
    };
  }
  return {
    title: 'Send your application',
    why: `It is not sent yet. Applications close ${sayInstant(application.deadline, zone)}, ${sayRelative(now, application.deadline, zone)}.`,
    action: { label: 'Go on with your application', href: application.path },
  };
};

const waitForNews: Step = ({ application }) => {
  if (application?.state === 'submitted') {
    return {
      title: 'Your application is in',
      why: `There is nothing to do now. You hear in the week of ${sayDate(plainDate(application.notifyWeekOf))}.`,
      action: { label: 'Read what you sent', href: application.path },
    };
  }
  if (application?.state !== 'reserve') return undefined;
  return {
    title: 'You are on the reserve list',
    why: 'If a place comes free before the first workshop, the next person on the list is offered it by letter.',
    action: { label: 'Your application', href: application.path },
  };
};

const answerReferral: Step = ({ submission }) => {
  if (!submission?.outcome?.mayResubmit) return undefined;
  return {
    title: 'Answer what the assessors ask for',
    why: `The outcome is: ${submission.outcome.words}. The points to address are listed by section; the rest of your portfolio stands.`,
    action: { label: 'Read the points', href: submission.outcome.path },
  };
};

const enjoyAward: Step = ({ award }) =>
  award && {
    title: `You hold ${award.title}`,
    why: award.validUntil
      ? `It is valid until ${sayDate(plainDate(award.validUntil))}, when the next review is due.`
      : 'It has no end date.',
    action: { label: 'Your award and certificate', href: award.path },
  };

const waitForOutcome: Step = ({ submission }) =>
  submission && !submission.outcome
    ? {
        title: 'Your portfolio is submitted',
        why: `${submission.stateWords}. There is nothing to do until the outcome comes; the original stays yours to write in.`,
        action: { label: 'See what you submitted', href: submission.path },
      }
    : undefined;

const prepareWorkshop: Step = (way) => {
  const workshop = comingWorkshop(way);
  const item = workshop?.openItems[0];
  if (!hasPlace(way) || !workshop || !item) return undefined;
  if (daysUntil(way, workshop.startsAt) > 2 * SOON_DAYS) return undefined;
  return {
    title: item.what,
    why: `Preparation for workshop ${workshop.number}, ${sayRelative(way.now, workshop.startsAt, way.zone)}. About ${sayDuration(item.minutes)}.`,
    action: { label: item.link ? 'Do it now' : 'Open the preparation', href: item.link ?? workshop.path },
  };
};

const choosePathway: Step = (way) => {
  if (way.pathway || !way.workshops.some((workshop) => !isAfter(workshop.endsAt, way.now))) return undefined;
  return {
    title: 'Choose your pathway',
    why: 'The first workshop is behind you. The pathway decides which sections your portfolio has; you can change it later and lose nothing.',
    action: { label: 'Compare the pathways', href: '/registration' },
  };
};

const register: Step = (way) =>
  way.pathway && !way.registration
    ? {
        title: `Register with ${way.bodyName}`,
        why: `You chose ${way.pathway.title}. Registration starts your two years and is what makes you a candidate.`,
        action: { label: 'Registration and fee', href: '/registration' },
      }
    : undefined;

const answerFeedback: Step = ({ portfolio }) => {
  const section = portfolio?.sections.find((one) => one.openComments > 0);
  return (
    section && {
      title: `Read the feedback on ${section.code} ${section.title}`.replace('  ', ' '),
      why:
        section.openComments === 1
          ? 'One comment is open. Answer it, change the text, or mark it as done.'
          : `${section.openComments} comments are open. Answer them, change the text, or mark them as done.`,
      action: { label: 'Open the section', href: section.path },
    }
  );
};

const submitPortfolio: Step = ({ portfolio }) =>
  portfolio &&
  portfolio.sections.length > 0 &&
  portfolio.sections.every((section) => section.state === 'ready')
    ? {
        title: 'Submit your portfolio',
        why: 'Every section is marked ready. The check tells you what is still missing before anything is sent.',
        action: { label: 'Check and submit', href: `${portfolio.path}/submit` },
      }
    : undefined;

const writeOn: Step = ({ portfolio }) => {
  const drafting = portfolio?.sections.find((section) => section.state === 'drafting');
  const section = drafting ?? portfolio?.sections.find((one) => one.state === 'not-started');
  return (
    section && {
      title: `${drafting ? 'Go on with' : 'Begin'} ${[section.code, section.title].filter(Boolean).join(' ')}`,
      why: drafting
        ? 'You have begun it. Twenty minutes will bring it further than you think.'
        : 'Begin with one example: what did you do, for whom, and what changed?',
      action: { label: 'Open the section', href: section.path },
    }
  );
};

const joinWorkshop: Step = (way) => {
  const workshop = comingWorkshop(way);
  return workshop && hasPlace(way)
    ? {
        title: `Workshop ${workshop.number}: ${workshop.title}`,
        why: `It is ${sayRelative(way.now, workshop.startsAt, way.zone)}. You are prepared.`,
        action: { label: 'Place, time and joining', href: workshop.path },
      }
    : undefined;
};

const startOut: Step = ({ application }) => ({
  title: application ? 'See the coming runs' : 'Find out whether this is for you',
  why: application
    ? 'Your last application is closed. A new run may be open.'
    : 'Read what the programme asks and gives, and apply while applications are open.',
  action: { label: 'Programmes', href: '/programmes' },
});

function daysUntil({ now, zone }: Way, instant: Parameters<typeof isAfter>[0]): number {
  const day = (at: typeof instant) => at.toZonedDateTimeISO(zone).toPlainDate();
  return day(now).until(day(instant)).total('days');
}

function plainDate(text: string): Parameters<typeof sayDate>[0] {
  return Temporal.PlainDate.from(text);
}
