import { Temporal } from 'temporal-polyfill';
import { applicationPath, applicationsOf, type ApplicationState, type ApplicationToRun } from '#application';
import { sayDate, sayInstant } from '#calendar';
import { runName } from '#programme';
import { now } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';

/** Where somebody without a place stands: what it is, what comes next and when, and the one thing that they can do. */
export type BeforePlace = {
  readonly title: string;
  readonly next: string;
  readonly action: { readonly label: string; readonly href: string };
  /** The scheme that they may read about meanwhile, where it is known which. */
  readonly editionId: string | undefined;
};

type Applied = Pick<ApplicationToRun, 'id' | 'state' | 'replyBy'> & {
  readonly run: Pick<ApplicationToRun['run'], 'name' | 'zone' | 'deadline' | 'notifyWeekOf'> & {
    readonly programme: { readonly editionId: string; readonly shortName: string };
  };
};

/** How far each state has come; those that are not named have come to their end. */
const NEARNESS: Partial<Record<ApplicationState, number>> = {
  'place-accepted': 5,
  offered: 4,
  reserve: 3,
  submitted: 3,
  deferred: 2,
  draft: 1,
};

/** What stands between a person and a place: said from the application that has come furthest, the newest of those. */
export async function beforePlace(db: Database, personId: string): Promise<BeforePlace> {
  return sayBeforePlace(await applicationsOf(db, personId), now());
}

/** The same on plain data: `applications` the latest begun first. */
export function sayBeforePlace(applications: readonly Applied[], at: Temporal.Instant): BeforePlace {
  const nearness = ({ state }: Applied) => NEARNESS[state] ?? 0;
  const [furthest] = [...applications].sort((one, other) => nearness(other) - nearness(one));
  if (!furthest) return { ...NOTHING_YET, editionId: undefined };
  return { ...sayOne(furthest, at), editionId: furthest.run.programme.editionId };
}

type Said = Omit<BeforePlace, 'editionId'>;

const SEE_PROGRAMMES = { label: 'See the programmes', href: '/programmes' };

const ASK = { label: 'Ask the team', href: '/enquiries/new' };

const NOTHING_YET: Said = {
  title: 'It begins with a place',
  next: 'Apply for a place on a programme: all the rest follows from it.',
  action: SEE_PROGRAMMES,
};

function sayOne(application: Applied, at: Temporal.Instant): Said {
  switch (application.state) {
    case 'draft':
      return sayDraft(application, at);
    case 'offered':
      return sayOffered(application, at);
    case 'deferred':
      return sayDeferred(application);
    case 'submitted':
    case 'reserve':
    case 'place-accepted':
      return sayWaiting(application, at);
    default:
      return sayOver(runName(application.run), OVER[application.state] ?? 'has come to its end');
  }
}

function sayDraft(application: Applied, at: Temporal.Instant): Said {
  const { run } = application;
  const closes = run.deadline.at;
  if (closes.epochMilliseconds <= at.epochMilliseconds) {
    return sayOver(runName(run), `was not sent before applications closed (${sayInstant(closes, run.zone)})`);
  }
  return {
    title: 'Your application is not sent yet',
    next: `Applications to the ${runName(run)} close ${sayInstant(closes, run.zone)}.`,
    action: { label: 'Go on with your application', href: applicationPath(application) },
  };
}

function sayOffered(application: Applied, at: Temporal.Instant): Said {
  const { run, replyBy } = application;
  if (!replyBy || replyBy.epochMilliseconds <= at.epochMilliseconds) {
    return sayOver(runName(run), OVER['offer-lapsed'] ?? '');
  }
  return {
    title: 'A place is held for you',
    next: `Accept your place on the ${runName(run)} by ${sayInstant(replyBy, run.zone)}, or it goes to the next person.`,
    action: { label: 'Accept or decline', href: `${applicationPath(application)}/offer` },
  };
}

function sayDeferred(application: Applied): Said {
  return {
    title: 'Your place is put off to the next run',
    next: `You put off your place on the ${runName(application.run)}. When the next run opens, your application goes into it with its first date, and you hear by letter.`,
    action: { label: 'Read your application', href: applicationPath(application) },
  };
}

function sayWaiting(application: Applied, at: Temporal.Instant): Said {
  const { run, state } = application;
  const action = { label: 'Read your application', href: applicationPath(application) };
  if (state === 'reserve') {
    return {
      title: 'You are on the reserve list',
      next: `If a place on the ${runName(run)} comes free, the next person on the list is offered it by letter.`,
      action,
    };
  }
  if (state === 'place-accepted') {
    return {
      title: 'Your seat is being made ready',
      next: `You have a place on the ${runName(run)}. Come back in some minutes; if nothing stands here then, ask the team.`,
      action: ASK,
    };
  }
  const monday = Temporal.PlainDate.from(run.notifyWeekOf);
  const today = at.toZonedDateTimeISO(run.zone).toPlainDate();
  if (Temporal.PlainDate.compare(monday.add({ days: 7 }), today) <= 0) {
    return {
      title: 'Your application is with the team',
      next: `You were to hear in the week of ${sayDate(monday)}. If no letter has come, ask the team.`,
      action: ASK,
    };
  }
  return {
    title: 'Your application is with the team',
    next: `You hear in the week of ${sayDate(monday)}, by letter, whether you are offered a place on the ${runName(run)}.`,
    action,
  };
}

const OVER: Partial<Record<ApplicationState, string>> = {
  'not-offered': 'did not lead to a place this time',
  withdrawn: 'was withdrawn',
  'place-declined': 'led to a place, which you declined',
  'offer-lapsed': 'led to a place, which was held until its time to reply had passed',
  'place-given-up': 'led to a place, which you gave up',
};

function sayOver(runName: string, what: string): Said {
  return {
    title: 'You have no place at the moment',
    next: `Your application to the ${runName} ${what}. You can apply to a later programme; what you wrote before stays yours to read.`,
    action: SEE_PROGRAMMES,
  };
}
