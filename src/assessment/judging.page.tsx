import { sayTime } from '#calendar';
import { serveSnapshotFile, type Snapshot, snapshotOf } from '#submission';
import { now } from '#platform/clock.ts';
import type { FieldError } from '#platform/forms.ts';
import { wantsJson } from '#platform/headers.ts';
import { type Exchange, get, post, wearing } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { type Task, acceptedTask } from './access.ts';
import type { Point } from './agreement.sql.ts';
import { type Asked, askedOf, doubtsIn, missingIn } from './asked.ts';
import { assignmentsOf } from './assignment.sql.ts';
import { maySeeOthers } from './assignment.ts';
import { caseBefore } from './case.sql.ts';
import { editionOf } from './case.ts';
import { lodgeJudgement, saveJudgement } from './judge.ts';
import { differences, readJudgement, typedWords } from './judgement.form.ts';
import { type Judgement, type JudgementWords, findJudgement } from './judgement.sql.ts';
import { JudgingView } from './judging.view.tsx';
import { CheckView, MetView, taskPath } from './ratings.view.tsx';
import { transcriptOf } from './release.ts';

type Asking = Exchange<Viewer>;

/** Everything on the desk of one assessor: theirs alone. */
type OnDesk = { task: Task; copy: Snapshot; asked: readonly Asked[]; judgement: Judgement };

async function deskOf(x: Asking): Promise<OnDesk | undefined> {
  const task = await acceptedTask(x.db, x.viewer, x.param('assignmentId'));
  if (!task) return undefined;
  const copy = await snapshotOf(x.db, task.case.submissionId);
  const judgement = await findJudgement(x.db, task.assignment.id);
  if (!copy || !judgement) return undefined;
  return { task, copy, judgement, asked: askedOf(editionOf(task.case), task.case.pathwayId, copy) };
}

/** The desk as a page, for the route that shows an assignment. */
export async function showDesk(x: Asking): Promise<Response> {
  const desk = await deskOf(x);
  return desk ? deskPage(x, desk) : x.missing();
}

async function deskPage(
  x: Asking,
  { task, copy, asked, judgement }: OnDesk,
  again?: { words: JudgementWords; errors: readonly FieldError[] },
): Promise<Response> {
  const errors = again?.errors ?? [];
  const all = await assignmentsOf(x.db, task.case.id);
  const edition = editionOf(task.case);
  return x.page(
    { title: copy.candidate.name, section: 'assessing', width: 'wide', hasErrors: errors.length > 0 },
    <JudgingView
      task={task}
      edition={edition}
      copy={copy}
      asked={asked}
      words={again?.words ?? judgement}
      version={judgement.version}
      savedAt={judgement.savedAt && clockTime(judgement.savedAt, edition.timeZone)}
      personId={x.viewer.personId}
      pointsBefore={await pointsBefore(x, task)}
      maySeeOthers={maySeeOthers(task.assignment, all)}
      errors={errors}
    />,
  );
}

/** "2.03pm": a save's time, as short as it is often. */
function clockTime(at: ReturnType<typeof now>, zone: string): string {
  return sayTime(at.toZonedDateTimeISO(zone).toPlainTime());
}

async function pointsBefore(x: Asking, { case: one }: Task): Promise<readonly Point[]> {
  const before = await caseBefore(x.db, one);
  return before ? ((await transcriptOf(x.db, before))?.points ?? []) : [];
}

async function save(x: Asking): Promise<Response> {
  const fields = await x.form();
  const desk = await deskOf(x);
  if (!desk) return x.missing();
  const { task, asked } = desk;
  const quietly = wantsJson(x.request);
  const posted = readJudgement(asked, fields);
  if (!posted.ok) {
    if (quietly) return x.json({ message: posted.errors[0]?.message }, 422);
    return deskPage(x, desk, { words: typedWords(asked, fields), errors: posted.errors });
  }
  const who = { assignmentId: task.assignment.id, personId: x.viewer.personId };
  const saved = await x.transaction((tx) => saveJudgement(tx, { ...who, ...posted.value }));
  if (!saved.saved)
    return quietly
      ? x.json({ conflict: taskPath(task) }, 409)
      : metPage(x, desk, posted.value.words, saved.newer);
  if (quietly)
    return x.json({ savedAt: clockTime(now(), editionOf(task.case).timeZone), version: saved.version });
  if (fields.one('next') === 'check') return x.redirect(`${taskPath(task)}/check`);
  return x.redirect(taskPath(task), 'Saved.');
}

async function metPage(
  x: Asking,
  { task, asked }: OnDesk,
  yours: JudgementWords,
  newer: Judgement,
): Promise<Response> {
  const found = differences(asked, newer, yours);
  return x.page(
    { title: 'Two windows met', section: 'assessing', status: 409 },
    <MetView task={task} found={found} yours={yours} version={newer.version} />,
  );
}

async function check(x: Asking): Promise<Response> {
  const desk = await deskOf(x);
  if (!desk) return x.missing();
  if (desk.task.assignment.lodgedAt) return x.redirect(taskPath(desk.task));
  return checkPage(x, desk, 200);
}

async function checkPage(x: Asking, { task, asked, judgement }: OnDesk, status: number): Promise<Response> {
  return x.page(
    { title: 'Check before you lodge', section: 'assessing', status },
    <CheckView
      task={task}
      asked={asked}
      words={judgement}
      missing={missingIn(asked, judgement)}
      doubts={doubtsIn(asked, judgement)}
    />,
  );
}

async function lodge(x: Asking): Promise<Response> {
  const desk = await deskOf(x);
  if (!desk) return x.missing();
  const { task, asked, judgement } = desk;
  if (missingIn(asked, judgement).length > 0) return checkPage(x, desk, 422);
  const who = { assignmentId: task.assignment.id, personId: x.viewer.personId };
  const { conflict } = await x.transaction((tx) => lodgeJudgement(tx, who));
  if (conflict) return x.redirect('/assessing', `This assessment has ended. ${conflict}`);
  return x.redirect(taskPath(task), 'Your judgement is lodged.');
}

async function evidence(x: Asking): Promise<Response> {
  const task = await acceptedTask(x.db, x.viewer, x.param('assignmentId'));
  if (!task) return x.missing();
  const file = await serveSnapshotFile(x.db, task.case.submissionId, x.param('evidenceId'), x.request);
  return file ?? x.missing();
}

const AT = '/assessing/:assignmentId';
const assessor = wearing('assessor');

export const judgingRoutes = [
  post(`${AT}/judgement`, assessor, save),
  get(`${AT}/check`, assessor, check),
  post(`${AT}/lodge`, assessor, lodge),
  get(`${AT}/evidence/:evidenceId`, assessor, evidence),
];
