import type { Tx, Database } from '#platform/database.ts';
import { NOT_THERE, refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import type { Viewer } from '#platform/viewer.ts';
import {
  putReading,
  readingsToRun,
  type Scores,
  pendingDecisions,
  type PendingDecision,
  type Reading,
} from './selection.sql.ts';
import {
  applicationsToRun,
  findApplication,
  latestSubmission,
  lockApplication,
  submissionsToRun,
  type Application,
  type ApplicationState,
  type Submission,
} from '#application';
import { addressesIn, findForm, type Answers, type FormContent } from '#form';
import { findPersons, type Person } from '#people';
import { mayCoordinate, maySelect, type Run } from '#programme';

/**
 * Why this viewer may not read an application for selection: it is their own, they are named in it (as line manager), it
 * was never sent, or it was withdrawn. Whether they select for the run at all, `maySelect` says.
 */
export function refusalToRead(
  viewer: Pick<Viewer, 'personId' | 'email'>,
  application: Pick<Application, 'personId' | 'state'>,
  content: FormContent,
  answers: Answers,
): Refusal | undefined {
  if (application.state === 'draft' || application.state === 'withdrawn') return NOT_THERE;
  return isConcerned(viewer, application, content, answers) ? NOT_THERE : undefined;
}

/** Whether an application is the viewer's own, or names the viewer's e-mail address where it asks for somebody's. */
export function isConcerned(
  viewer: Pick<Viewer, 'personId' | 'email'>,
  application: Pick<Application, 'personId'>,
  content: FormContent,
  answers: Answers,
): boolean {
  if (application.personId === viewer.personId) return true;
  return addressesIn(content, answers).includes(viewer.email.toLowerCase());
}

export type NewReading = {
  readonly applicationId: string;
  readonly abstained: boolean;
  readonly scores: Scores;
  readonly note: string;
  /** The version that the selector saw; 0 for none yet. */
  readonly version: number;
};

/**
 * Writes a selector's private reading, over their own earlier one. Refused (404) where they may not read the application,
 * and where another window of theirs has written since (`changed-since`).
 */
export async function recordReading(
  tx: Tx,
  selector: Pick<Viewer, 'personId' | 'email'>,
  reading: NewReading,
): Promise<void> {
  await lockApplication(tx, reading.applicationId);
  const application = await findApplication(tx, reading.applicationId);
  const sent = await latestSubmission(tx, reading.applicationId);
  if (!application || !sent) return stopIf(NOT_THERE);
  const { content } = await findForm(tx, sent.formId);
  stopIf(refusalToRead(selector, application, content, sent.answers));
  const standing = (await readingsToRun(tx, application.runId)).find(
    (one) => one.applicationId === application.id && one.selectorId === selector.personId,
  );
  if ((standing?.version ?? 0) !== reading.version) return stopIf(CHANGED);
  const { applicationId, abstained, note } = reading;
  const scores = abstained ? {} : reading.scores;
  await putReading(tx, {
    applicationId,
    runId: application.runId,
    abstained,
    note,
    scores,
    selectorId: selector.personId,
    version: reading.version + 1,
  });
}

const CHANGED = refuse(
  'changed-since',
  'You changed this reading in another window. Open it again to see what stands; what you wrote is below.',
);

/** One application as a row of the team's lists. */
export type Row = {
  readonly application: Application;
  readonly person: Person;
  readonly sent: Submission;
  readonly readings: readonly Reading[];
  /** The viewer's own reading. */
  readonly mine: Reading | undefined;
  readonly pending: PendingDecision | undefined;
};

export type Pile = {
  readonly rows: readonly Row[];
  /** Applications that this viewer is not shown, because they are concerned in them. */
  readonly hidden: number;
};

/** What a viewer may do with a run's applications: read and score them, decide on them. */
export type Part = { readonly selects: boolean; readonly coordinates: boolean };

/** The viewer's part in a run, or nothing when they have none. */
export function partIn(viewer: Viewer, run: Run): Part | undefined {
  const part = { selects: !maySelect(viewer, run), coordinates: !mayCoordinate(viewer, run) };
  return part.selects || part.coordinates ? part : undefined;
}

const UNREADABLE: readonly ApplicationState[] = ['draft', 'withdrawn'];

/**
 * Every application to a run that this viewer may read, in five queries whatever their number. Those of the viewer
 * themselves and those that name them are left out and only counted. Withdrawn ones are kept for whoever coordinates.
 */
export async function pileOf(db: Database, run: Run, viewer: Viewer, withWithdrawn: boolean): Promise<Pile> {
  const applications = await applicationsToRun(db, run.id);
  const sent = await submissionsToRun(db, run.id);
  const readings = await readingsToRun(db, run.id);
  const pending = new Map((await pendingDecisions(db, run.id)).map((one) => [one.applicationId, one]));
  const persons = await findPersons(
    db,
    applications.flatMap((one) => one.personId ?? []),
  );
  const rows: Row[] = [];
  let hidden = 0;
  for (const application of applications) {
    const submission = sent.get(application.id);
    const person = persons.get(application.personId ?? '');
    if (!submission || !person || !isReadable(application, withWithdrawn)) continue;
    const { content } = await findForm(db, submission.formId);
    if (isConcerned(viewer, application, content, submission.answers)) {
      hidden += 1;
      continue;
    }
    const ofIt = readings.filter((one) => one.applicationId === application.id);
    const mine = ofIt.find((one) => one.selectorId === viewer.personId);
    rows.push({
      application,
      person,
      sent: submission,
      readings: ofIt,
      mine,
      pending: pending.get(application.id),
    });
  }
  return { rows, hidden };
}

function isReadable({ state }: Application, withWithdrawn: boolean): boolean {
  return state === 'withdrawn' ? withWithdrawn : !UNREADABLE.includes(state);
}

/** How the list is cut and sorted; it all stands in the address. */
export type ListView = {
  readonly show: 'all' | 'unread' | 'read';
  readonly sort: 'sent' | 'name' | 'department' | 'readings' | 'state';
  readonly down: boolean;
};

const SORTS: readonly ListView['sort'][] = ['sent', 'name', 'department', 'readings', 'state'];

/** The view that an address asks for; anything unknown is the plain list. */
export function readListView(query: URLSearchParams): ListView {
  const show = query.get('show');
  const sort = query.get('sort') as ListView['sort'] | null;
  return {
    show: show === 'unread' || show === 'read' ? show : 'all',
    sort: sort && SORTS.includes(sort) ? sort : 'sent',
    down: query.get('order') === 'down',
  };
}

/** The query that brings a view back; empty for the plain list. */
export function listQuery(view: ListView): string {
  const query = new URLSearchParams();
  if (view.show !== 'all') query.set('show', view.show);
  if (view.sort !== 'sent') query.set('sort', view.sort);
  if (view.down) query.set('order', 'down');
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** The rows of a view, in its order; rows that are alike stay in the order in which they were sent. */
export function inView(rows: readonly Row[], view: ListView): Row[] {
  const cut = rows.filter(
    (row) => view.show === 'all' || (view.show === 'read') === (row.mine !== undefined),
  );
  const key = keys[view.sort];
  const sorted = [...cut].sort((one, other) => compare(key(one), key(other)));
  return view.down ? sorted.reverse() : sorted;
}

const keys: Record<ListView['sort'], (row: Row) => string | number> = {
  sent: ({ application }) => application.submittedAt?.epochMilliseconds ?? 0,
  name: ({ person }) => person.name,
  department: ({ sent, person }) => departmentOf(sent, person),
  readings: ({ readings }) => readings.length,
  state: ({ application, pending }) => `${application.state} ${pending?.outcome ?? ''}`,
};

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), 'en');
}

/** The department as the application says it. */
export function departmentOf(sent: Submission, person: Person): string {
  const { department } = sent.answers;
  return typeof department === 'string' && department !== '' ? department : person.department;
}

/** The role as the application says it. */
export function roleOf(sent: Submission, person: Person): string {
  const { role } = sent.answers;
  return typeof role === 'string' && role !== '' ? role : person.roleTitle;
}
