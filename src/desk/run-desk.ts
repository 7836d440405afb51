import type { Temporal } from 'temporal-polyfill';
import { applicationsToRun, runCounts, type RunCounts } from '#application';
import { awardsOfPersons } from '#award';
import { pathwayOf, findEdition, frameworksOnFile } from '#framework';
import { portfoliosOfPersons } from '#portfolio';
import { submissionFactsOf } from '#submission';
import { workshopsOf, type Run, type Workshop } from '#programme';
import { choicesOf, registrationsOfPersons } from '#registration';
import { attendanceCounts, participantsOf, type Counts } from '#workshop';
import type { Database } from '#platform/database.ts';
import { gatherWaits, type Waits } from './waiting.ts';

/** Where a participant stands, in the order of the way. */
export const STAGES = [
  'in-workshops',
  'pathway-chosen',
  'registered',
  'submitted',
  'decided',
  'holder',
] as const;
export type Stage = (typeof STAGES)[number];

export const STAGE_WORDS: Record<Stage, string> = {
  'in-workshops': 'In the workshops',
  'pathway-chosen': 'Pathway chosen',
  registered: 'Registered, writing',
  submitted: 'Submitted',
  decided: 'Outcome given',
  holder: 'Holder',
};

export type PersonOnDesk = {
  readonly personId: string;
  readonly name: string;
  readonly stage: Stage;
  readonly pathway: string | undefined;
  readonly registeredUntil: Temporal.PlainDate | undefined;
  readonly submissionNumber: string | undefined;
};

export type RunDesk = {
  readonly run: Run;
  readonly workshops: readonly Workshop[];
  readonly attendance: ReadonlyMap<string, Counts>;
  readonly counts: RunCounts;
  readonly people: readonly PersonOnDesk[];
  readonly waits: Waits;
};

/** Everything that the coordinator's desk of a run shows, from facts of status alone; the same few queries for 5 or 500 people. */
export async function gatherRunDesk(db: Database, run: Run, viewerId: string): Promise<RunDesk> {
  const [counts, participants, { workshops, attendance }, applications] = await Promise.all([
    runCounts(db, run.id),
    participantsOf(db, run.id),
    seriesOf(db, run.id),
    applicationsToRun(db, run.id),
  ]);
  const ids = participants.map(({ personId }) => personId);
  const programmeId = run.programme.id;
  const [waits, choices, registrations, portfolios, submissions, awards] = await Promise.all([
    gatherWaits(db, run, { viewerId, applications }),
    choicesOf(db, programmeId, ids),
    registrationsOfPersons(db, programmeId, ids),
    portfoliosOfPersons(db, programmeId, ids),
    submissionFactsOf(db, programmeId, ids),
    awardsOfPersons(db, ids),
  ]);
  const people = participants.map(({ personId, name }): PersonOnDesk => {
    const choice = choices.get(personId);
    const registration = registrations.get(personId);
    const submission = submissions.get(personId);
    const holds = awards.some((award) => award.personId === personId && award.programmeId === programmeId);
    return {
      personId,
      name,
      stage: stageOf({
        chosen: choice !== undefined || portfolios.some((one) => one.personId === personId),
        registered: registration !== undefined,
        submission,
        holds,
      }),
      pathway: choice && pathwayName(choice.editionId, choice.pathwayId),
      registeredUntil: registration && lastDay(registration.expires, run.zone),
      submissionNumber: submission?.number,
    };
  });
  return { run, workshops, attendance, counts, people, waits };
}

async function seriesOf(db: Database, runId: string): Promise<Pick<RunDesk, 'workshops' | 'attendance'>> {
  const workshops = await workshopsOf(db, runId);
  return { workshops, attendance: await attendanceCounts(db, runId, workshops) };
}

type StageFacts = {
  chosen: boolean;
  registered: boolean;
  submission: { decided: boolean } | undefined;
  holds: boolean;
};

/** The furthest stage that the facts show. */
export function stageOf({ chosen, registered, submission, holds }: StageFacts): Stage {
  if (holds) return 'holder';
  if (submission) return submission.decided ? 'decided' : 'submitted';
  if (registered) return 'registered';
  return chosen ? 'pathway-chosen' : 'in-workshops';
}

/** The last day that a registration holds: its expiry is the first instant after it. */
function lastDay(expires: Temporal.Instant, zone: string): Temporal.PlainDate {
  return expires.subtract({ milliseconds: 1 }).toZonedDateTimeISO(zone).toPlainDate();
}

function pathwayName(editionId: string, pathwayId: string): string {
  const edition = findEdition(frameworksOnFile(), editionId);
  return edition ? pathwayOf(edition, pathwayId).title : pathwayId;
}
