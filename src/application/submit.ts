import { standing } from '#calendar';
import {
  asAsked,
  faultsOfForm,
  findForm,
  keysOf,
  splitForTeam,
  withKnown,
  type AnswerFault,
  type Answers,
  type Form,
} from '#form';
import { type Run, lockRun, workshopsOf } from '#programme';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { note } from '#platform/log.ts';
import { announce } from '#platform/news.ts';
import { NOT_THERE, stopIf, type Refusal } from '#platform/refusal.ts';
import type { Application } from './application.ts';
import { findApplication } from './application.sql.ts';
import { knownOf } from './draft.ts';
import { allAnswers, draftOf, lockApplication } from './draft.sql.ts';
import { addSubmission, latestSubmission, teamAnswersOf, addWithdrawal } from './submission.sql.ts';
import { closingOf, refusalForTeam, refusalToEdit, refusalToWithdraw } from './rules.ts';

export type SubmitOutcome =
  | { readonly sent: true; readonly number: number; readonly again: boolean }
  | { readonly sent: false; readonly faults: readonly AnswerFault[] };

/**
 * Sends an application: freezes its answers as the next submission and tells `application.submitted`, whose listener
 * writes the receipt. What is missing comes back as faults and nothing is sent. Sending the same answers again changes
 * nothing (`again`), so a doubled click makes one submission and one receipt. Refused after the deadline and its hidden
 * grace, which is logged where it was used, and once the application was decided. `byTeam` is whoever sends it for its
 * applicant, whom no deadline holds; the caller says why.
 */
export async function submitApplication(
  tx: Tx,
  run: Run,
  send: { applicationId: string; personId: string; byTeam?: string },
): Promise<SubmitOutcome> {
  await lockApplication(tx, send.applicationId);
  const application = await findApplication(tx, send.applicationId);
  stopIf(application ? refusalToSend(application, run, send.byTeam !== undefined) : NOT_THERE);
  if (!application) throw new Error('An application vanished between its guard and its use.');
  const { form, answers } = await writtenAnswers(tx, run, application, send.personId);
  const faults = faultsOfForm(form.content, answers);
  if (faults.length > 0) return { sent: false, faults };
  if (application.state === 'submitted' && (await isAsSent(tx, application, form, answers)))
    return { sent: true, number: application.submissionNumber, again: true };
  return freeze(tx, run, { ...send, application, form, answers });
}

function refusalToSend(application: Application, run: Run, byTeam: boolean): Refusal | undefined {
  return byTeam ? refusalForTeam(application) : refusalToEdit(application, run, now());
}

/** What is missing before an application can be sent, from the answers as they stand. */
export async function faultsToSend(
  db: Database,
  run: Run,
  application: Pick<Application, 'id' | 'formId' | 'personId'>,
): Promise<readonly AnswerFault[]> {
  const { form, answers } = await writtenAnswers(db, run, application, application.personId);
  return faultsOfForm(form.content, answers);
}

/** The form as it is asked of this person now, and the answers as they would be sent, with the account's facts in place. */
async function writtenAnswers(
  db: Database,
  run: Run,
  application: Pick<Application, 'id' | 'formId'>,
  personId: string | undefined,
): Promise<{ form: Form; answers: Answers }> {
  const whole = await findForm(db, application.formId);
  const typed = allAnswers(await draftOf(db, application.id));
  const answers = withKnown(whole.content, typed, await knownOf(db, personId));
  const askedAt = { now: now(), zone: run.zone, workshops: await workshopsOf(db, run.id) };
  return { form: { ...whole, content: asAsked(whole.content, answers, askedAt) }, answers };
}

/** Whether these answers are word for word those of the submission in force. */
export async function isAsSent(
  db: Database,
  application: Pick<Application, 'id'>,
  form: Form,
  answers: Answers,
): Promise<boolean> {
  const sent = await latestSubmission(db, application.id);
  if (!sent) return false;
  const split = splitForTeam(form.content, answers);
  return (
    inOrder(form, split.answers) === inOrder(form, sent.answers) &&
    inOrder(form, split.teamAnswers) === inOrder(form, await teamAnswersOf(db, application.id))
  );
}

/** Answers in the form's order, where an empty one is the same as none. */
function inOrder(form: Form, answers: Answers): string {
  const ids = form.content.sections.flatMap((one) => one.questions).flatMap(keysOf);
  return JSON.stringify(ids.map((id) => (answers[id] === undefined ? '' : answers[id])));
}

async function freeze(
  tx: Tx,
  run: Run,
  send: { application: Application; form: Form; answers: Answers; personId: string; byTeam?: string },
): Promise<SubmitOutcome> {
  const { application, form, answers, personId, byTeam } = send;
  const number = application.submissionNumber + 1;
  const inGrace = !byTeam && standing(closingOf(application, run), now()) === 'in-grace';
  await addSubmission(tx, {
    applicationId: application.id,
    formId: form.id,
    ...splitForTeam(form.content, answers),
    number,
    personId: byTeam ?? personId,
    inGrace,
  });
  if (inGrace) note('application taken in grace', { application: application.id });
  await announce(tx, 'application.submitted', {
    applicationId: application.id,
    runId: run.id,
    personId,
    submissionNumber: number,
  });
  return { sent: true, number, again: false };
}

/**
 * Takes an application back: a withdrawal of the submission in force, told as `application.withdrawn`, whose listener
 * confirms it by letter. Until the deadline it can be sent again. Withdrawing twice changes nothing. Refused once a place
 * was offered: an offer is declined, a place given up.
 */
export async function withdrawApplication(
  tx: Tx,
  withdrawal: { applicationId: string; runId: string; personId: string; reason: string },
): Promise<Application | undefined> {
  // Decisions are announced under the run's lock: whoever withdraws meanwhile waits, and then holds an offer.
  await lockRun(tx, withdrawal.runId);
  await lockApplication(tx, withdrawal.applicationId);
  const application = await findApplication(tx, withdrawal.applicationId);
  if (!application || application.state === 'withdrawn') return application;
  stopIf(refusalToWithdraw(application));
  await addWithdrawal(tx, { ...withdrawal, submissionNumber: application.submissionNumber });
  const { id: applicationId, runId } = application;
  await announce(tx, 'application.withdrawn', { applicationId, runId, personId: withdrawal.personId });
  return findApplication(tx, applicationId);
}
