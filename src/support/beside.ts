import { applicationPath, type BesideApplication } from '#application';
import { findForm, questionsOf } from '#form';
import { sayInstant } from '#calendar';
import type { Run } from '#programme';
import type { Task, TaskState } from '#look/task-list.tsx';
import { now } from '#platform/clock.ts';
import { askOf } from './support.sql.ts';
import { supportState, type ManagerAsk, type SupportState } from './support.ts';

const TASK: Record<SupportState, TaskState> = {
  'not-asked': 'not-started',
  asked: 'in-progress',
  expired: 'needs-attention',
  confirmed: 'completed',
  declined: 'needs-attention',
};

/** Where the line manager's support stands, on the application's page: once somebody was asked, or the form asks for one. */
export const besideApplication: BesideApplication = async (db, application, run) => {
  if (!application.personId) return [];
  const ask = await askOf(db, application.id);
  const { content } = await findForm(db, application.formId);
  if (!ask && !questionsOf(content).some(({ question }) => question.kind === 'manager')) return [];
  const state = supportState(ask, now());
  const task: Task = {
    title: 'Your line manager’s support',
    href: `${applicationPath(application)}/support`,
    state: TASK[state],
    hint: sayHint(state, ask, run),
  };
  return [task];
};

function sayHint(state: SupportState, ask: ManagerAsk | undefined, run: Run): string {
  if (!ask) return 'Asked when you send your application, or before if you like.';
  const who = ask.managerName;
  switch (state) {
    case 'confirmed':
      return `${who} confirmed.`;
    case 'declined':
      return `${who} declined. You can name somebody else.`;
    case 'expired':
      return `${who} did not answer in time. You can ask again.`;
    default:
      return `${who} was asked on ${sayInstant(ask.askedAt, run.zone)}.`;
  }
}
