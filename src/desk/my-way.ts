import { FALLBACK_ZONE } from '#calendar';
import {
  applicationPath,
  applicationsOf,
  closingOf,
  faultsToSend,
  type ApplicationToRun,
} from '#application';
import { casesOf } from '#assessment';
import { awardsOf, isFromElsewhere, type Award } from '#award';
import {
  findEdition,
  findOutcome,
  frameworksOnFile,
  isAward,
  nextSubmissionKind,
  pathwayOf,
  type Edition,
} from '#framework';
import { bookingsOf } from '#office-hours';
import { type Portfolio, type Progress, portfolioOf, progressFor } from '#portfolio';
import { submissionsOfPerson } from '#submission';
import { findProgrammeById, runName, runPath, termsOf, type Programme } from '#programme';
import { currentPathway, registrationOf } from '#registration';
import { agendaOf, type AgendaItem } from '#workshop';
import { now } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';
import type {
  Way,
  WayApplication,
  WayAward,
  WayBooking,
  WayPathway,
  WayPortfolio,
  WaySubmission,
  WayWorkshop,
} from './way.ts';

/**
 * Gathers everything about one person's way: their application that went furthest, its workshops, pathway, registration,
 * portfolio, office hours, submission and award. A constant number of queries; what does not wait for another's answer is
 * asked beside it.
 */
export async function gatherWay(db: Database, personId: string): Promise<Way> {
  const [asked, agenda, written, bookings, submissions, cases, awards] = await Promise.all([
    askedFor(db, personId),
    agendaOf(db, personId),
    writtenBy(db, personId),
    bookingsOf(db, personId),
    submissionsOfPerson(db, personId),
    casesOf(db, personId),
    awardsOf(db, personId),
  ]);
  const { application } = asked;
  const { portfolio, progress } = written;
  // Somebody may have a portfolio without ever having applied here: their programme is then the portfolio's.
  const { programme, pathwayId, registration } =
    asked.programme || !portfolio
      ? asked
      : await standingOn(db, personId, await findProgrammeById(db, portfolio.programmeId));
  const editionId = portfolio?.editionId ?? programme?.editionId ?? awards[0]?.editionId;
  const edition = editionId ? findEdition(frameworksOnFile(), editionId) : undefined;
  const award = awards[0];
  return {
    now: now(),
    zone: application?.run.zone ?? edition?.timeZone ?? FALLBACK_ZONE,
    terms: programme && termsOf(programme),
    application: application && (await toApplication(db, application)),
    workshops: agenda.filter(({ run }) => run.id === application?.run.id).map(toWorkshop),
    pathway: edition && pathwayId ? toPathway(edition, pathwayId) : undefined,
    registration: registration && {
      path: '/registration',
      registeredOn: registration.registeredOn,
      expires: registration.expires,
    },
    portfolio: portfolio && progress && toPortfolio(portfolio, progress),
    bookings: bookings.map(toBooking),
    submission: toSubmission(submissions[0], cases),
    award: award && toAward(award),
    bodyName: edition?.awardingBody.abbreviation ?? 'the awarding body',
  };
}

const WEIGHT: Partial<Record<string, number>> = {
  'place-accepted': 4,
  offered: 3,
  reserve: 2,
  submitted: 2,
  draft: 1,
};

/** The application that says most about where a person stands: a place before an offer before a draft; then the newest. */
function furthest(applications: readonly ApplicationToRun[]): ApplicationToRun | undefined {
  return [...applications].sort((one, other) => (WEIGHT[other.state] ?? 0) - (WEIGHT[one.state] ?? 0))[0];
}

/** The application that went furthest, and how its person stands on its programme. */
async function askedFor(
  db: Database,
  personId: string,
): Promise<Standing & { application: ApplicationToRun | undefined }> {
  const application = furthest(await applicationsOf(db, personId));
  return { application, ...(await standingOn(db, personId, application?.run.programme)) };
}

type Standing = {
  programme: Programme | undefined;
  pathwayId: string | undefined;
  registration: Awaited<ReturnType<typeof registrationOf>>;
};

async function standingOn(
  db: Database,
  personId: string,
  programme: Programme | undefined,
): Promise<Standing> {
  const [pathwayId, registration] = await Promise.all([
    programme && currentPathway(db, personId, programme.id),
    programme && registrationOf(db, personId, programme.id),
  ]);
  return { programme, pathwayId, registration };
}

async function writtenBy(
  db: Database,
  personId: string,
): Promise<{ portfolio: Portfolio | undefined; progress: Progress | undefined }> {
  const portfolio = await portfolioOf(db, personId);
  return { portfolio, progress: portfolio && (await progressFor(db, portfolio)) };
}

async function toApplication(db: Database, application: ApplicationToRun): Promise<WayApplication> {
  const { run, state, turnedAt } = application;
  return {
    path: applicationPath(application),
    runName: runName(run),
    runPath: runPath(run),
    state,
    submittedAt: application.submittedAt,
    deadline: closingOf(application, run).at,
    isComplete: state === 'draft' && (await faultsToSend(db, run, application)).length === 0,
    notifyWeekOf: run.notifyWeekOf,
    replyBy: application.replyBy,
    repliedAt: state === 'place-accepted' ? turnedAt : undefined,
  };
}

function toWorkshop({ workshop, attendance, preparation }: AgendaItem): WayWorkshop {
  return {
    path: `/workshops/${workshop.id}`,
    number: workshop.number,
    title: workshop.title,
    startsAt: workshop.startsAt,
    endsAt: workshop.endsAt,
    cancelled: workshop.cancelledAt !== undefined,
    attendance: attendance?.state,
    openItems: preparation
      .filter((item) => !item.tickedAt)
      .map(({ what, minutes, link }) => ({ what, minutes, link })),
    allItems: preparation.length,
  };
}

function toPathway(edition: Edition, pathwayId: string): WayPathway {
  const { title, abbreviation, blaze } = pathwayOf(edition, pathwayId);
  return { title, abbreviation, strokes: blaze };
}

function toPortfolio(portfolio: Portfolio, progress: Progress): WayPortfolio {
  const path = `/portfolio/${portfolio.id}`;
  const sections = progress.slots.filter(({ slot }) => slot.section.kind !== 'declaration');
  return {
    path,
    words: sections.reduce((sum, { words }) => sum + words, 0),
    sections: sections.map((one) => ({
      path: `${path}/sections/${one.key}`,
      code: one.code,
      title: one.ownTitle || one.title,
      state: one.state,
      words: one.words,
      parts: one.parts.map(({ title, count }) => ({ title, count })),
      openComments: one.openComments,
      assessed: one.slot.section.assessed,
    })),
  };
}

function toBooking(booking: Awaited<ReturnType<typeof bookingsOf>>[number]): WayBooking {
  return {
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    mentorName: booking.mentorName,
    about: booking.sectionWords || undefined,
  };
}

type Sent = Awaited<ReturnType<typeof submissionsOfPerson>>[number];
type Judged = Awaited<ReturnType<typeof casesOf>>[number];

function toSubmission(sent: Sent | undefined, cases: readonly Judged[]): WaySubmission | undefined {
  if (!sent || sent.end?.how === 'withdrawn' || sent.end?.how === 'returned') return undefined;
  const judged = cases.find((one) => one.submissionId === sent.id);
  return {
    path: `/portfolio/${sent.portfolioId}/submissions/${sent.id}`,
    number: sent.number,
    submittedAt: sent.submittedAt,
    stateWords: judged?.stateWords ?? 'Submitted',
    outcome: judged && toOutcome(judged),
  };
}

function toOutcome(judged: Judged): WaySubmission['outcome'] {
  const { outcomeId, releasedAt, path } = judged;
  const edition = findEdition(frameworksOnFile(), judged.editionId);
  if (!outcomeId || !releasedAt || !path || !edition) return undefined;
  return {
    path,
    words: findOutcome(edition, outcomeId)?.title ?? outcomeId,
    isAward: isAward(edition, outcomeId),
    mayResubmit: nextSubmissionKind(edition, outcomeId) !== undefined && !isAward(edition, outcomeId),
    releasedAt,
  };
}

function toAward(award: Award): WayAward {
  const edition = findEdition(frameworksOnFile(), award.editionId);
  return {
    fromElsewhere: isFromElsewhere(award),
    path: `/awards/${award.id}`,
    title: edition ? pathwayOf(edition, award.pathwayId).title : award.pathwayId,
    awardedOn: award.awardedOn,
    validUntil: award.validUntil,
  };
}
