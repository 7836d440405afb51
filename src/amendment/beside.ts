import { applicationPath, type BesideApplication } from '#application';
import { now } from '#platform/clock.ts';
import { changeRequestsOf } from './change-request.sql.ts';
import { refusalToAskForChange } from './change-request.ts';

/** On the application's page, once it can no longer be changed there: the way to ask, and what became of what was asked. */
export const besideApplication: BesideApplication = async (db, application, run) => {
  if (application.submissionNumber === 0) return [];
  const requests = await changeRequestsOf(db, application.id);
  const refusal = refusalToAskForChange(application, run, requests, now());
  const [last] = requests;
  if (!last && refusal) return [];
  const href = `${applicationPath(application)}/change-request`;
  const title = 'Ask for a change';
  if (!last) {
    const hint = 'Answers can no longer be changed here. If something is wrong, the team can change it.';
    return [{ title, href, state: 'not-started', hint }];
  }
  if (!last.answer) return [{ title, href, state: 'in-progress', hint: 'Your request is with the team.' }];
  const hint = last.answer.answer === 'made' ? 'The team made your change.' : 'The team has answered.';
  return [{ title, href, state: 'completed', hint }];
};
