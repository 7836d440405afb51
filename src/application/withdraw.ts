import { lockRun } from '#programme';
import { announce } from '#platform/news.ts';
import type { Tx } from '#platform/database.ts';
import { stopIf } from '#platform/refusal.ts';
import type { Application } from './application.ts';
import { findApplication } from './application.sql.ts';
import { lockApplication } from './draft.sql.ts';
import { refusalToWithdraw } from './rules.ts';
import { addWithdrawal } from './submission.sql.ts';

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
