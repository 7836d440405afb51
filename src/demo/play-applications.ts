import { beginApplication, saveSection, submitApplication, withdrawApplication } from '#application';
import { formOfRun, keysOf, type Answers } from '#form';
import { giveUpPlace, replyToOffer, type ReplyAnswer } from '#place';
import { announceDecisions, holdDecisions } from '#announcing';
import { markDecisions, recordReading } from '#selection';
import { answerAsk, askOf } from '#support';
import type { Tx } from '#platform/database.ts';
import type { ApplicationEntry } from './applications-file.ts';
import { enter } from './play-people.ts';
import { on, type Moment, type Stage } from './stage.ts';

/** Everything that applicants, selectors and coordinators did with applications. */
export function applicationMoments(stage: Stage): Moment[] {
  const { applications, programme } = stage.files;
  return [
    ...applications.flatMap((entry) => momentsOf(stage, entry)),
    ...programme.runs.flatMap(({ id, announcedAt: at }) =>
      at
        ? [{ at, what: `the decisions of ${id} are announced`, act: (tx: Tx) => announce(tx, stage, id) }]
        : [],
    ),
  ];
}

function momentsOf(stage: Stage, entry: ApplicationEntry): Moment[] {
  const { begunAt, submittedAt, readings, decision, reply, gaveUp, withdrawn } = entry;
  const name = `${entry.person} (${entry.run})`;
  const wroteAt = submittedAt?.subtract({ minutes: 2 }) ?? entry.savedAt ?? begunAt;
  const later: (Moment | undefined)[] = [
    submittedAt && { at: submittedAt, what: `${name} applies`, act: (tx) => submit(tx, stage, entry) },
    submittedAt && {
      at: submittedAt.add({ hours: 3 }),
      what: `the line manager of ${name} answers`,
      act: (tx) => confirmSupport(tx, idsOf(stage, entry).applicationId),
    },
    decision && { at: decision.at, what: `${name} is marked`, act: (tx) => mark(tx, stage, entry, decision) },
    reply && { at: reply.at, what: `${name} replies`, act: (tx) => answer(tx, stage, entry, reply.answer) },
    gaveUp && {
      at: gaveUp.at,
      what: `${name} gives the place up`,
      act: (tx) => giveUpPlace(tx, { ...idsOf(stage, entry), reason: gaveUp.reason }),
    },
    withdrawn && {
      at: withdrawn.at,
      what: `${name} withdraws`,
      act: (tx) => withdrawApplication(tx, { ...idsOf(stage, entry), reason: withdrawn.reason }),
    },
  ];
  return [
    { at: begunAt, what: `${name} begins to apply`, act: (tx) => begin(tx, stage, entry) },
    { at: wroteAt, what: `${name} writes`, act: (tx) => write(tx, stage, entry) },
    ...later.filter((one) => one !== undefined),
    ...readings.map((one) => ({
      at: one.at,
      what: `${one.selector} reads ${name}`,
      act: (tx: Tx) => read(tx, stage, entry, one),
    })),
  ];
}

function keyOf({ person, run }: ApplicationEntry): string {
  return `application ${person} ${run}`;
}

function idsOf(stage: Stage, entry: ApplicationEntry) {
  return {
    applicationId: on(stage.ids, keyOf(entry)),
    runId: on(stage.runs, entry.run).id,
    personId: on(stage.persons, entry.person).id,
  };
}

async function begin(tx: Tx, stage: Stage, entry: ApplicationEntry): Promise<void> {
  const { id: personId } = await enter(tx, stage, entry.person);
  stage.ids.set(keyOf(entry), await beginApplication(tx, on(stage.runs, entry.run), { personId }));
}

async function write(tx: Tx, stage: Stage, entry: ApplicationEntry): Promise<void> {
  const run = on(stage.runs, entry.run);
  const { applicationId } = idsOf(stage, entry);
  const { content } = await formOfRun(tx, run.id);
  for (const section of content.sections) {
    const answers = answersTo(section.questions.flatMap(keysOf), entry);
    if (Object.keys(answers).length > 0)
      await saveSection(tx, run, { applicationId, section: section.id, answers, version: 0 });
  }
}

function answersTo(questions: readonly string[], { answers }: ApplicationEntry): Answers {
  return Object.fromEntries(
    questions.flatMap((id) => {
      const typed = answers[id];
      if (typed === undefined) return [];
      return [[id, Array.isArray(typed) ? typed.map(String) : String(typed).trim()]];
    }),
  );
}

async function submit(tx: Tx, stage: Stage, entry: ApplicationEntry): Promise<void> {
  const { applicationId, personId } = idsOf(stage, entry);
  const sent = await submitApplication(tx, on(stage.runs, entry.run), { applicationId, personId });
  if (!sent.sent) throw new Error(sent.faults.map(({ message }) => message).join('; '));
}

/** Whoever was asked has confirmed; nobody was where the form names no line manager. */
async function confirmSupport(tx: Tx, applicationId: string): Promise<void> {
  const ask = await askOf(tx, applicationId);
  if (ask) await answerAsk(tx, { askId: ask.id, answer: 'confirmed', words: '' });
}

async function read(
  tx: Tx,
  stage: Stage,
  entry: ApplicationEntry,
  { selector, scores, note }: ApplicationEntry['readings'][number],
): Promise<void> {
  const { id: personId } = on(stage.persons, selector);
  const { applicationId } = idsOf(stage, entry);
  await recordReading(tx, { personId }, { applicationId, scores, note, abstained: false, version: 0 });
}

async function mark(
  tx: Tx,
  stage: Stage,
  entry: ApplicationEntry,
  { outcome, rank, by, held }: NonNullable<ApplicationEntry['decision']>,
): Promise<void> {
  const { applicationId, runId } = idsOf(stage, entry);
  const personId = on(stage.persons, by).id;
  await markDecisions(tx, runId, { applicationIds: [applicationId], outcome, reserveRank: rank, personId });
  if (held) await holdDecisions(tx, runId, { applicationIds: [applicationId], held, personId });
}

async function announce(tx: Tx, stage: Stage, run: string): Promise<void> {
  const { by } = stage.files.applications.find((one) => one.run === run)?.decision ?? {};
  if (by === undefined) throw new Error(`Nobody decided in ${run}.`);
  await announceDecisions(tx, on(stage.runs, run).id, { personId: on(stage.persons, by).id });
}

async function answer(tx: Tx, stage: Stage, entry: ApplicationEntry, reply: ReplyAnswer): Promise<void> {
  await replyToOffer(tx, { ...idsOf(stage, entry), answer: reply });
}
