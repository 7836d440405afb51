import type { Tx } from '#platform/database.ts';
import { NOT_THERE, stopIf } from '#platform/refusal.ts';
import { findApplication, findApplicationTo } from './application.sql.ts';
import { copyApplication, copySubmission } from './carry.sql.ts';
import { lockApplication } from './draft.sql.ts';

/**
 * Brings a sent application into another run: its answers, and the time at which they were sent, which is its place in the
 * queue. What the person has begun there already is kept, and these answers are sent for it; what they have sent there
 * stands. Answers the id of their application to that run. Refused where the application was never sent.
 */
export async function carryApplication(tx: Tx, applicationId: string, toRunId: string): Promise<string> {
  const application = await findApplication(tx, applicationId);
  if (!application?.personId || application.submissionNumber === 0) stopIf(NOT_THERE);
  const copyId = await copyApplication(tx, applicationId, toRunId);
  if (copyId) return copyId;
  const own = await findApplicationTo(tx, toRunId, application?.personId ?? '');
  if (!own) throw new Error('An application met another to the same run, and the other is not there.');
  await lockApplication(tx, own.id);
  if (own.state === 'draft') await copySubmission(tx, applicationId, own.id);
  return own.id;
}
