import { sayDate, sayInstant } from '#calendar';
import { findForm, sayAnswers } from '#form';
import { declareLetter, type Recipient, type Values } from '#letter';
import { findPersons } from '#people';
import { runName, workshopsOf, type Run } from '#programme';
import { Temporal } from 'temporal-polyfill';
import type { Database } from '#platform/database.ts';
import { applicationPath, type Application } from './application.ts';
import { applicationsToRun } from './application.sql.ts';
import { submissionsToRun } from './submission.sql.ts';

/** What every letter about an application knows. */
export const OF_APPLICATION = {
  run: { means: 'the run', example: 'CMALT 2024 programme' },
  'run-short': { means: 'the run without the programme’s name, for subjects', example: '2024 programme' },
  reference: { means: 'the number of the application', example: '7KQ2-M9XD' },
} as const;

/** The same for one application. */
export function ofApplication(run: Run, application: Pick<Application, 'reference'>) {
  return { run: runName(run), 'run-short': run.name, reference: application.reference };
}

/** The page of an application, as letters about it name it. */
export const APPLICATION_LINK = {
  means: 'the page of their application',
  example: '/applications/example',
} as const;

const DEADLINE = {
  means: 'when applications close',
  example: 'Mon 8 January 2024, 12 noon (UK time)',
} as const;

/** The receipt: the application is in, until when it can be changed, what happens next, and every answer. */
export const receiptLetter = declareLetter({
  kind: 'application.receipt',
  title: 'Receipt of an application',
  when: 'when an application is sent, and again when changed answers are',
  to: 'the applicant',
  placeholders: {
    ...OF_APPLICATION,
    again: { means: 'whether they had sent it before', example: false },
    times: { means: 'how many times they have sent it', example: '1' },
    'sent-at': { means: 'when it reached you', example: 'Fri 5 January 2024, 4.10pm (UK time)' },
    deadline: DEADLINE,
    'letters-week': { means: 'the week in which you write to everybody', example: 'Mon 15 January 2024' },
    answers: {
      means: 'every question with their answer',
      example: [
        ['Your role', 'Learning technologist'],
        ['Why now', 'I have run our online courses for three years.'],
      ],
      needed: true,
    },
  },
  link: APPLICATION_LINK,
  recipients: receiptsOf,
});

/** An application was taken back; until the deadline it can be sent again. */
export const withdrawnLetter = declareLetter({
  kind: 'application.withdrawn',
  title: 'A withdrawal is confirmed',
  when: 'when somebody withdraws their application',
  to: 'whoever withdrew',
  placeholders: {
    ...OF_APPLICATION,
    'still-open': { means: 'whether they could still send it again', example: true },
    deadline: DEADLINE,
  },
  link: APPLICATION_LINK,
  recipients: (db, run) =>
    applicantsOf(db, run, {}, () => ({
      'still-open': true,
      deadline: sayInstant(run.deadline.at, run.zone),
    })),
});

/** What a receipt says beside the answers. */
export function ofSubmission(
  run: Run,
  sent: { readonly number: number; readonly submittedAt: Temporal.Instant },
  closesAt: Temporal.Instant = run.deadline.at,
) {
  return {
    again: sent.number > 1,
    times: String(sent.number),
    'sent-at': sayInstant(sent.submittedAt, run.zone),
    deadline: sayInstant(closesAt, run.zone),
    'letters-week': sayDate(Temporal.PlainDate.from(run.notifyWeekOf)),
  };
}

async function receiptsOf(db: Database, run: Run): Promise<Recipient[]> {
  const [sent, workshops] = await Promise.all([submissionsToRun(db, run.id), workshopsOf(db, run.id)]);
  const formIds = new Set([...sent.values()].map(({ formId }) => formId));
  const forms = new Map(
    await Promise.all([...formIds].map(async (id) => [id, await findForm(db, id)] as const)),
  );
  return applicantsOf(db, run, {}, ({ id }) => {
    const submission = sent.get(id);
    const form = submission && forms.get(submission.formId);
    if (!submission || !form) return undefined;
    const answers = sayAnswers(form.content, submission.answers, { workshops, zone: run.zone });
    return { ...ofSubmission(run, submission), answers };
  });
}

/**
 * Everybody who has applied to a run, to preview a letter as: with what `fill` adds to what every letter about an
 * application knows, those left out for whom it answers nothing. `states` keeps applications that stand so.
 */
export async function applicantsOf(
  db: Database,
  run: Run,
  { states, link = applicationPath }: ApplicantsWanted,
  fill: (application: Application) => Values | undefined,
): Promise<Recipient[]> {
  const applications = (await applicationsToRun(db, run.id)).filter(
    ({ state, submittedAt }) => submittedAt !== undefined && (states?.includes(state) ?? true),
  );
  const persons = await findPersons(
    db,
    applications.flatMap(({ personId }) => personId ?? []),
  );
  return applications.flatMap((application) => {
    const person = persons.get(application.personId ?? '');
    const values = person && fill(application);
    if (!values) return [];
    const all = { ...ofApplication(run, application), ...values };
    return [{ id: application.id, name: person.name, values: all, link: link(application) }];
  });
}

type ApplicantsWanted = {
  readonly states?: readonly Application['state'][];
  readonly link?: (application: Application) => string;
};
