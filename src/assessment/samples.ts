import { findEdition, firstSubmissionKind, frameworksOnFile, pathwayOf, sectionsFor } from '#framework';
import { type Person, giveHat, personFor } from '#people';
import type { Portfolio } from '#portfolio';
import type { Snapshot } from '#submission';
import type { Run } from '#programme';
import { now } from '#platform/clock.ts';
import { announce } from '#platform/news.ts';
import { samplePortfolio } from '../portfolio/samples.ts';
import { insertSubmission, takeNumber } from '../submission/submission.sql.ts';
import { type SampleHouse, samplePersonWith } from '../programme/samples.ts';
import { proposeOutcome, signOutcome } from './agree.ts';
import type { Point } from './agreement.sql.ts';
import { type AssessorFacts, putAssessor } from './assessor.sql.ts';
import { assignmentsOf } from './assignment.sql.ts';
import { caseOfSubmission } from './case.sql.ts';
import type { Case } from './case.ts';
import { openCase, passIntake } from './intake.ts';
import { acceptInvitation, invite } from './invite.ts';
import { askedIn, lodgeJudgement, saveJudgement } from './judge.ts';
import { type JudgementWords, findJudgement } from './judgement.sql.ts';
import { releaseOutcome } from './release.ts';

/** Hands a portfolio in as it is, without asking whether it is whole: number, copy and news are the real ones. */
export async function sampleSubmission(
  house: SampleHouse,
  { run, portfolio, person, kind }: { run: Run; portfolio: Portfolio; person: Person; kind?: string },
): Promise<string> {
  const edition = findEdition(frameworksOnFile(), portfolio.editionId);
  if (!edition) throw new Error('The edition is not on file.');
  return house.write(async (tx) => {
    const { serial, number } = await takeNumber(tx, 2026);
    const kindId = kind ?? firstSubmissionKind(edition).id;
    const copy: Snapshot = {
      form: 'waymark-submission/1',
      number,
      kind: { id: kindId, title: edition.submissionKinds.find(({ id }) => id === kindId)?.title ?? '' },
      submittedAt: now().toString({ smallestUnit: 'second' }),
      zone: edition.timeZone,
      candidate: { name: person.name, role: person.roleTitle, department: person.department },
      programme: run.programme.name,
      edition: { id: edition.id, title: edition.title, version: edition.version },
      pathway: { id: portfolio.pathwayId, title: pathwayOf(edition, portfolio.pathwayId).title },
      sections: sectionsFor(edition, portfolio.pathwayId)
        .filter((slot) => !slot.declaration && slot.required)
        .map(({ key, code, title, group, assessed, components }) => ({
          key,
          code,
          title,
          ...(group ? { group: { code: group.code, title: group.title } } : {}),
          tags: [],
          assessed,
          parts: components
            .filter(({ holds }) => holds === 'words')
            .map((part) => ({
              component: part.id,
              title: part.title,
              text: `What I did for ${title}, in **my own** words.`,
              words: 9,
            })),
          evidence: [],
        })),
      evidence: [],
      declaration: { title: 'Declaration', statement: ['This is my own work.'], answers: [] },
      words: 100,
    };
    const made = await insertSubmission(tx, {
      portfolioId: portfolio.id,
      personId: person.id,
      programmeId: portfolio.programmeId,
      year: 2026,
      serial,
      submittedAt: now(),
      copy,
    });
    await announce(tx, 'submission.submitted', {
      submissionId: made.id,
      portfolioId: portfolio.id,
      personId: person.id,
      programmeId: portfolio.programmeId,
      kind: kindId,
    });
    await openCase(tx, made.id);
    return made.id;
  });
}

const ELSEWHERE = [
  'Severnside University',
  'Northmoor University',
  'Kilbrannan College',
  'Calder Dale University',
];

/** Somebody of another university who assesses for the run's awarding body and may lead. */
export async function sampleAssessor(
  house: SampleHouse,
  run: Run,
  name: string,
  change: AssessorFacts = {},
): Promise<Person> {
  const { awardingBodyId } = run.programme;
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}@example.org`;
  return house.write(async (tx) => {
    const person = await personFor(tx, { name, email });
    await giveHat(tx, { personId: person.id, organisationId: awardingBodyId, hat: 'assessor' });
    await putAssessor(tx, {
      personId: person.id,
      awardingBodyId,
      pathwayId: 'senior',
      secondsBefore: 3,
      institution: ELSEWHERE[name.length % ELSEWHERE.length] ?? '',
      capacity: 4,
      ...change,
    });
    return person;
  });
}

export type SampleCase = {
  readonly run: Run;
  readonly candidate: Person;
  readonly portfolio: Portfolio;
  readonly registrar: Person;
  readonly one: Case;
};

/** A case that waits for its first check, with its registrar. */
export async function sampleCase(
  house: SampleHouse,
  {
    name = 'Yuki Tanabe',
    pathwayId = 'cmalt',
    kind,
  }: { name?: string; pathwayId?: string; kind?: string } = {},
): Promise<SampleCase> {
  const { run, person, portfolio } = await samplePortfolio(house, { name, pathwayId });
  const made = { run, portfolio, person };
  const submissionId = await sampleSubmission(house, kind === undefined ? made : { ...made, kind });
  const registrar = await sampleRegistrar(house, run);
  return { run, candidate: person, portfolio, registrar, one: await caseNow(house, submissionId) };
}

async function sampleRegistrar(house: SampleHouse, run: Run): Promise<Person> {
  return house.write(async (tx) => {
    const person = await personFor(tx, { name: 'Beatrix Oyelaran', email: 'beatrix@example.org' });
    await giveHat(tx, {
      personId: person.id,
      organisationId: run.programme.awardingBodyId,
      hat: 'registrar',
    });
    return person;
  });
}

/** The case of a submission as it stands now. */
export async function caseNow(house: SampleHouse, submissionId: string): Promise<Case> {
  const one = await caseOfSubmission(house.db, submissionId);
  if (!one) throw new Error('The case is gone.');
  return one;
}

export type SamplePair = SampleCase & {
  readonly lead: Person;
  readonly second: Person;
  readonly leadTask: string;
  readonly secondTask: string;
};

/** A case whose two assessors are asked and, unless told otherwise, have accepted. */
export async function samplePair(
  house: SampleHouse,
  { accept = true, ...change }: Parameters<typeof sampleCase>[1] & { accept?: boolean } = {},
): Promise<SamplePair> {
  const made = await sampleCase(house, change);
  const { run, registrar, one } = made;
  const lead = await sampleAssessor(house, run, 'Gwilym Prosser');
  const second = await sampleAssessor(house, run, 'Sunniva Haugland', { secondsBefore: 0 });
  await house.write(async (tx) => {
    await passIntake(tx, { caseId: one.id, note: '', by: registrar.id });
    await invite(tx, {
      caseId: one.id,
      by: registrar.id,
      dueOn: now()
        .add({ hours: 24 * 56 })
        .toString()
        .slice(0, 10),
      asked: [
        { role: 'lead', assessorId: lead.id },
        { role: 'second', assessorId: second.id },
      ],
    });
  });
  const all = await assignmentsOf(house.db, one.id);
  const taskOf = (person: Person) => all.find(({ assessorId }) => assessorId === person.id)?.id ?? '';
  const pair = { ...made, lead, second, leadTask: taskOf(lead), secondTask: taskOf(second) };
  if (accept) {
    for (const [assignmentId, { id: personId }] of tasksOf(pair))
      await house.write((tx) => acceptInvitation(tx, { assignmentId, personId }));
  }
  return pair;
}

function tasksOf({ lead, leadTask, second, secondTask }: SamplePair): [string, Person][] {
  return [
    [leadTask, lead],
    [secondTask, second],
  ];
}

/** Writes a whole judgement: every rating the same, and a feedback. */
export async function sampleJudgement(
  house: SampleHouse,
  { one }: SampleCase,
  {
    assignmentId,
    person,
    rating = 'adequate',
    feedback = 'A clear and honest portfolio.',
    lodge = true,
  }: {
    assignmentId: string;
    person: Person;
    rating?: string;
    feedback?: string;
    lodge?: boolean;
  },
): Promise<void> {
  const asked = await askedIn(house.db, one);
  const words: JudgementWords = {
    feedback,
    noteToRegistrar: '',
    ratings: asked.map(({ target, alone }) => ({ target, rating: alone ? rating : undefined, note: '' })),
  };
  const version = (await findJudgement(house.db, assignmentId))?.version ?? 0;
  await house.write(async (tx) => {
    await saveJudgement(tx, { assignmentId, personId: person.id, version, words });
    if (lodge) await lodgeJudgement(tx, { assignmentId, personId: person.id });
  });
}

/** A case that both assessors have judged: they now agree. */
export async function sampleLodged(
  house: SampleHouse,
  change: Parameters<typeof sampleCase>[1] = {},
): Promise<SamplePair> {
  const pair = await samplePair(house, change);
  const { lead, leadTask, second, secondTask } = pair;
  const maps = { rating: 'strong', feedback: 'Gwilym’s own words: the maps are excellent.' };
  const captions = { feedback: 'Sunniva’s own words: the captions are thin.' };
  await sampleJudgement(house, pair, { assignmentId: leadTask, person: lead, ...maps });
  await sampleJudgement(house, pair, { assignmentId: secondTask, person: second, ...captions });
  return pair;
}

/** What both rate together, all complete. */
export const JOINT = [
  { target: 'context', rating: 'complete' },
  { target: 'future', rating: 'complete' },
];

type AgreedChange = Parameters<typeof sampleCase>[1] & { outcomeId?: string; points?: readonly Point[] };

/** A case that is agreed, ready for its registrar to release. */
export async function sampleAgreed(
  house: SampleHouse,
  { outcomeId = 'pass', points = [], ...change }: AgreedChange = {},
): Promise<SamplePair> {
  const pair = await sampleLodged(house, change);
  const { lead, leadTask, second, secondTask } = pair;
  await house.write(async (tx) => {
    const who = { assignmentId: leadTask, personId: lead.id };
    await proposeOutcome(tx, { ...who, seen: 0, outcomeId, note: '', jointRatings: JOINT, points });
    await signOutcome(tx, { assignmentId: secondTask, personId: second.id, number: 1 });
  });
  return pair;
}

/** A case whose candidate has been told. */
export async function sampleReleased(house: SampleHouse, change: AgreedChange = {}): Promise<SamplePair> {
  const pair = await sampleAgreed(house, change);
  await house.write((tx) => releaseOutcome(tx, { caseId: pair.one.id, by: pair.registrar.id }));
  return pair;
}

/** A mentor at the candidate's own institution who also assesses: a conflict by two records. */
export async function sampleConflicted(house: SampleHouse, run: Run): Promise<Person> {
  const person = await samplePersonWith(house, run, 'Dana Whitfield', 'mentor', 'assessor');
  await house.write((tx) =>
    putAssessor(tx, {
      personId: person.id,
      awardingBodyId: run.programme.awardingBodyId,
      pathwayId: 'senior',
      secondsBefore: 5,
    }),
  );
  return person;
}
