import { addOrganisation } from '#people';
import { addProgramme, addRun, addWorkshop, writeStatement, writeText, type Run } from '#programme';
import { addPreparation } from '#workshop';
import type { Tx } from '#platform/database.ts';
import { DEMO_ZONE } from './file-parts.ts';
import type { RunEntry } from './programme-file.ts';
import { on, programmeOn, type Moment, type Stage } from './stage.ts';

/** The institution, its programme with its words, and each run with its workshops and what to prepare. */
export function programmeMoments(stage: Stage): Moment[] {
  const { programme: file } = stage.files;
  return [
    { at: file.begunAt, what: 'the institution and its programme', act: (tx) => addHouse(tx, stage) },
    { at: file.statements.updated, what: 'the statements', act: (tx) => writeStatements(tx, stage) },
    ...file.runs.map((entry) => ({
      at: entry.announcedAs,
      what: `run ${entry.id}`,
      act: (tx: Tx) => addEntry(tx, stage, entry),
    })),
  ];
}

async function addHouse(tx: Tx, stage: Stage): Promise<void> {
  const { institution, awardingBody, programme } = stage.files.programme;
  const oxford = await addOrganisation(tx, {
    slug: institution.id,
    kind: 'institution',
    name: institution.name,
    unit: institution.unit,
    contactAddress: institution.email,
    zone: DEMO_ZONE,
  });
  const body = await addOrganisation(tx, {
    slug: awardingBody.id,
    kind: 'awarding-body',
    name: awardingBody.name,
    unit: undefined,
    contactAddress: awardingBody.email,
    zone: DEMO_ZONE,
  });
  stage.organisations.set(institution.id, oxford).set(awardingBody.id, body);
  stage.programme = await addProgramme(tx, {
    slug: programme.slug,
    name: programme.name,
    shortName: programme.shortName,
    institutionId: oxford.id,
    awardingBodyId: body.id,
    editionId: programme.edition,
    assessedHere: true,
    contactName: programme.contactName,
    contactAddress: programme.contactAddress,
    termTable: institution.terms,
  });
  const programmeId = stage.programme.id;
  for (const { id, text } of programme.texts) await writeText(tx, { programmeId, section: id, words: text });
}

async function writeStatements(tx: Tx, stage: Stage): Promise<void> {
  const { institution, statements } = stage.files.programme;
  const institutionId = on(stage.organisations, institution.id).id;
  for (const kind of ['accessibility', 'privacy'] as const) {
    await writeStatement(tx, { institutionId, kind, words: statements[kind], by: coordinatorOn(stage) });
  }
}

function coordinatorOn(stage: Stage): string | undefined {
  const coordinator = stage.files.people.find(({ hats }) => hats.some(({ hat }) => hat === 'coordinator'));
  return coordinator && stage.persons.get(coordinator.id)?.id;
}

async function addEntry(tx: Tx, stage: Stage, entry: RunEntry): Promise<void> {
  const programmeId = programmeOn(stage).id;
  const run = await addRun(tx, {
    programmeId,
    slug: entry.id,
    name: entry.name,
    capacity: entry.capacity,
    opensAt: entry.opens,
    closesAt: entry.deadline,
    notifyWeekOf: entry.notificationWeek,
    replyWithinHours: entry.replyWithinHours,
    zone: DEMO_ZONE,
    courseSite: entry.courseSite,
    courseSiteNote: entry.courseSiteNote,
    ...(entry.copiedFrom ? { copiedFromId: on(stage.runs, entry.copiedFrom).id } : {}),
  });
  stage.runs.set(entry.id, run);
  const by = coordinatorOn(stage);
  await writeText(tx, { programmeId, runId: run.id, section: 'intro', words: entry.intro, by });
  await writeText(tx, { programmeId, runId: run.id, section: 'office-hours', words: entry.officeHours, by });
  for (const one of entry.workshops) await addSession(tx, stage, run, one);
}

async function addSession(
  tx: Tx,
  stage: Stage,
  run: Run,
  entry: RunEntry['workshops'][number],
): Promise<void> {
  const workshop = await addWorkshop(tx, {
    runId: run.id,
    number: entry.n,
    title: entry.title,
    about: entry.about,
    startsAt: entry.start,
    endsAt: entry.end,
    place: entry.place,
    onlineLink: entry.link,
    accessNotes: entry.access,
  });
  stage.workshops.set(`${run.slug}-${entry.n}`, workshop);
  for (const { id, what, minutes, due, link } of entry.preparation) {
    const item = await addPreparation(tx, { workshopId: workshop.id, what, minutes, dueAt: due, link });
    stage.ids.set(`preparation ${id}`, item.id);
  }
}
