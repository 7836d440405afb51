import {
  acceptInvitation,
  assignmentsOf,
  caseOfSubmission,
  declareConflict,
  invite,
  lodgeJudgement,
  passIntake,
  proposeOutcome,
  putAssessor,
  releaseOutcome,
  saveJudgement,
  signOutcome,
} from '#assessment';
import { submitPortfolio } from '#submission';
import type { Tx } from '#platform/database.ts';
import type { JudgementEntry, SubmissionEntry } from './assessments-file.ts';
import { DEMO_ZONE, onDay } from './file-parts.ts';
import type { Figure } from './people-file.ts';
import { portfolioHere } from './play-portfolios.ts';
import { on, programmeOn, type Moment, type Stage } from './stage.ts';

/** Who assesses, what was submitted, and what two assessors made of each. */
export function assessmentMoments(stage: Stage): Moment[] {
  const { people, assessments } = stage.files;
  return [
    ...people.flatMap((figure) => assessorMoments(stage, figure)),
    ...assessments.flatMap((entry) => momentsOf(stage, entry)),
  ];
}

function assessorMoments(stage: Stage, figure: Figure): Moment[] {
  const { id, assessor } = figure;
  if (!assessor) return [];
  const { begunAt } = stage.files.programme;
  const since = onDay(assessor.since, '10:05');
  const at = since.epochMilliseconds > begunAt.epochMilliseconds ? since : begunAt.add({ minutes: 10 });
  return [
    { at, what: `${id} assesses`, act: (tx) => putIn(tx, stage, figure) },
    ...assessor.conflicts.map(({ person, reason, declaredOn }) => ({
      at: onDay(declaredOn, '18:20'),
      what: `${id} declares a conflict`,
      act: (tx: Tx) =>
        declareConflict(tx, {
          assessorId: on(stage.persons, id).id,
          candidateId: on(stage.persons, person).id,
          reason,
          by: on(stage.persons, id).id,
        }),
    })),
  ];
}

async function putIn(tx: Tx, stage: Stage, { id, department, assessor }: Figure): Promise<void> {
  if (!assessor) return;
  await putAssessor(tx, {
    personId: on(stage.persons, id).id,
    awardingBodyId: programmeOn(stage).awardingBodyId,
    pathwayId: assessor.pathway,
    institution: department,
    specialisms: assessor.specialisms.join(', '),
    capacity: assessor.capacity,
    secondsBefore: assessor.secondsBefore,
  });
}

function momentsOf(stage: Stage, entry: SubmissionEntry): Moment[] {
  const { id, portfolio, submittedAt, intake, assessors, agreement, releasedAt } = entry;
  const [lead] = assessors;
  const moments: (Moment | undefined)[] = [
    { at: submittedAt, what: `${portfolio} submits`, act: (tx) => submit(tx, stage, entry) },
    intake && { at: intake.at, what: `${id} is checked`, act: (tx) => check(tx, stage, entry, intake) },
    lead && { at: lead.invitedAt, what: `assessors of ${id}`, act: (tx) => ask(tx, stage, entry, lead) },
    ...assessors.flatMap((one) => judgementMoments(stage, entry, one)),
    agreement && {
      at: agreement.at,
      what: `${id} is agreed`,
      act: (tx) => agree(tx, stage, entry, agreement),
    },
    releasedAt && { at: releasedAt, what: `${id} is released`, act: (tx) => release(tx, stage, entry) },
  ];
  return moments.filter((one) => one !== undefined);
}

async function submit(tx: Tx, stage: Stage, entry: SubmissionEntry): Promise<void> {
  const portfolio = await portfolioHere(tx, stage, entry.portfolio);
  const written = stage.files.portfolios.find(({ person }) => person === entry.portfolio)?.declaration;
  if (!written) throw new Error(`${entry.portfolio} has signed no declaration.`);
  const { name, signedOn, suggestedAssessor = '' } = written;
  const { submissionId } = await submitPortfolio(tx, {
    portfolioId: portfolio.id,
    personId: portfolio.personId,
    answers: { accepted: 'Yes', name, 'signed-on': signedOn, 'suggested-assessor': suggestedAssessor },
    numbered: { year: yearOf(entry), serial: entry.serial },
  });
  stage.ids.set(`submission ${entry.id}`, submissionId);
}

function yearOf({ submittedAt }: SubmissionEntry): number {
  return submittedAt.toZonedDateTimeISO(DEMO_ZONE).year;
}

async function caseHere(tx: Tx, stage: Stage, { id }: SubmissionEntry): Promise<string> {
  const found = await caseOfSubmission(tx, on(stage.ids, `submission ${id}`));
  if (!found) throw new Error(`No case was opened for ${id}.`);
  return found.id;
}

async function check(
  tx: Tx,
  stage: Stage,
  entry: SubmissionEntry,
  { by, note }: NonNullable<SubmissionEntry['intake']>,
): Promise<void> {
  await passIntake(tx, { caseId: await caseHere(tx, stage, entry), note, by: on(stage.persons, by).id });
}

async function ask(tx: Tx, stage: Stage, entry: SubmissionEntry, { dueOn }: JudgementEntry): Promise<void> {
  await invite(tx, {
    caseId: await caseHere(tx, stage, entry),
    by: on(stage.persons, entry.intake?.by ?? '').id,
    dueOn,
    asked: entry.assessors.map(({ person }, index) => ({
      role: index === 0 ? 'lead' : 'second',
      assessorId: on(stage.persons, person).id,
    })),
  });
}

async function taskOf(tx: Tx, stage: Stage, entry: SubmissionEntry, person: string) {
  const personId = on(stage.persons, person).id;
  const all = await assignmentsOf(tx, await caseHere(tx, stage, entry));
  const own = all.find(({ assessorId, ended }) => assessorId === personId && !ended);
  if (!own) throw new Error(`${person} does not assess ${entry.id}.`);
  return { assignmentId: own.id, personId };
}

function judgementMoments(stage: Stage, entry: SubmissionEntry, one: JudgementEntry): Moment[] {
  const { person, acceptedAt, savedAt, lodgedAt } = one;
  const whole = savedAt ?? lodgedAt?.subtract({ minutes: 4 });
  const moments: (Moment | undefined)[] = [
    {
      at: acceptedAt,
      what: `${person} accepts ${entry.id}`,
      act: async (tx) => mind(await acceptInvitation(tx, await taskOf(tx, stage, entry, person))),
    },
    whole && { at: whole, what: `${person} judges ${entry.id}`, act: (tx) => save(tx, stage, entry, one) },
    lodgedAt && {
      at: lodgedAt,
      what: `${person} lodges ${entry.id}`,
      act: async (tx) => mind(await lodgeJudgement(tx, await taskOf(tx, stage, entry, person))),
    },
  ];
  return moments.filter((moment) => moment !== undefined);
}

function mind({ conflict }: { readonly conflict: string | undefined }): void {
  if (conflict) throw new Error(conflict);
}

async function save(tx: Tx, stage: Stage, entry: SubmissionEntry, one: JudgementEntry): Promise<void> {
  const targets = [...new Set([...Object.keys(one.ratings), ...Object.keys(one.rowNotes)])];
  const ratings = targets.map((target) => ({
    target,
    rating: one.ratings[target],
    note: one.rowNotes[target] ?? '',
  }));
  const task = await taskOf(tx, stage, entry, one.person);
  const words = { feedback: one.feedback.trim(), noteToRegistrar: '', ratings };
  const { saved } = await saveJudgement(tx, { ...task, version: 0, words });
  if (!saved) throw new Error(`${one.person} has written about ${entry.id} before.`);
}

/** The lead proposes what both have come to, and the second signs. */
async function agree(
  tx: Tx,
  stage: Stage,
  entry: SubmissionEntry,
  { outcome: outcomeId, note }: NonNullable<SubmissionEntry['agreement']>,
): Promise<void> {
  const [lead, second] = entry.assessors;
  if (!lead || !second) throw new Error(`${entry.id} has not two assessors.`);
  await proposeOutcome(tx, {
    ...(await taskOf(tx, stage, entry, lead.person)),
    seen: 0,
    outcomeId,
    note,
    jointRatings: Object.entries(entry.joint).map(([target, rating]) => ({ target, rating })),
    points: entry.points.map(({ section, part, text }) => ({ slot: section, component: part, words: text })),
  });
  await signOutcome(tx, { ...(await taskOf(tx, stage, entry, second.person)), number: 1 });
}

async function release(tx: Tx, stage: Stage, entry: SubmissionEntry): Promise<void> {
  const by = on(stage.persons, entry.releasedBy ?? '').id;
  const { released } = await releaseOutcome(tx, { caseId: await caseHere(tx, stage, entry), by });
  if (!released) throw new Error(`${entry.id} could not be released.`);
}
