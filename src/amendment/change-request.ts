import type { Temporal } from 'temporal-polyfill';
import { findApplication, lockApplication, refusalToEdit, type Application } from '#application';
import { findRunById, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { NOT_THERE, refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import {
  addChangeAnswer,
  addChangeRequest,
  changeRequestsOf,
  findChangeRequest,
  type ChangeAnswer,
  type ChangeRequest,
} from './change-request.sql.ts';

/** Why somebody cannot ask for a change: they can make it themselves, nothing was sent, it is decided, or one request waits. */
export function refusalToAskForChange(
  application: Application,
  run: Pick<Run, 'deadline'>,
  requests: readonly Pick<ChangeRequest, 'answer'>[],
  at: Temporal.Instant,
): Refusal | undefined {
  if (application.state !== 'submitted' && application.state !== 'reserve')
    return refuse('nothing-to-change', 'There is nothing here that could still be changed.');
  if (application.state === 'submitted' && !refusalToEdit(application, run, at))
    return refuse('still-open', 'You can still change your answers yourself.');
  if (requests.some(({ answer }) => !answer))
    return refuse('waits', 'Your last request is with the team. Wait for their answer first.');
  return undefined;
}

/** Asks the team to change something in an application; tells `amendment.change-asked`, whose listener writes to the team. */
export async function askForChange(
  tx: Tx,
  asking: { readonly applicationId: string; readonly personId: string; readonly words: string },
): Promise<void> {
  const { applicationId, personId, words } = asking;
  await lockApplication(tx, applicationId);
  const application = await findApplication(tx, applicationId);
  const run = application && (await findRunById(tx, application.runId));
  if (!application || !run || application.personId !== personId) return stopIf(NOT_THERE);
  const before = await changeRequestsOf(tx, applicationId);
  stopIf(refusalToAskForChange(application, run, before, now()));
  const number = before.length + 1;
  const requestId = await addChangeRequest(tx, {
    applicationId,
    runId: run.id,
    number,
    words,
    askedBy: personId,
  });
  await announce(tx, 'amendment.change-asked', { applicationId, runId: run.id, personId, requestId });
}

/** Answers a request for a change, once, and tells `amendment.change-answered`. The second of two is refused and nothing is sent. */
export async function answerChange(
  tx: Tx,
  said: {
    readonly runId: string;
    readonly requestId: string;
    readonly answer: ChangeAnswer;
    readonly words: string;
    readonly by: string;
  },
): Promise<void> {
  const request = await findChangeRequest(tx, said.requestId);
  if (!request || request.runId !== said.runId) return stopIf(NOT_THERE);
  if (!(await addChangeAnswer(tx, said)))
    stopIf(refuse('answered-already', 'Somebody else has answered this already, so nothing was sent.'));
  const { applicationId, runId, askedBy } = request;
  await announce(tx, 'amendment.change-answered', {
    applicationId,
    runId,
    personId: askedBy,
    requestId: request.id,
  });
}
