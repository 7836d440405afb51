import type { Temporal } from 'temporal-polyfill';
import { sayInstant, sayRelative } from '#calendar';
import {
  applicationPath,
  closingOf,
  faultsToSend,
  findApplication,
  lockApplication,
  unsentDrafts,
  type Application,
} from '#application';
import { writeLetterOf } from '#letter';
import { findPerson } from '#people';
import { findRuns, runName, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import { inTransaction, type Database, type Tx } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { note } from '#platform/log.ts';
import { addReminder, wasReminded } from './remind.sql.ts';
import { unsentLetter } from './amendment.letter.ts';

/** Hours before an application closes at which its person is told that it is complete and not sent. */
export const REMIND_HOURS = [72, 24, 2] as const;
export type RemindHours = (typeof REMIND_HOURS)[number];

/**
 * Which reminder is due at a moment for an application that closes then: the last one whose time has come; nothing before the
 * first, and nothing once it is closed. Hours are hours that pass, whatever the clocks on the wall do meanwhile.
 */
export function reminderDue(closesAt: Temporal.Instant, at: Temporal.Instant): RemindHours | undefined {
  const left = closesAt.epochMilliseconds - at.epochMilliseconds;
  if (left <= 0) return undefined;
  return REMIND_HOURS.findLast((hours) => left <= hours * 3_600_000);
}

/** Every five minutes: who has a complete draft that is not sent is told so, three times before it closes, each once. */
export const remindOfDrafts: Sweep = {
  name: 'remind-of-drafts',
  match: '*/5 * * * *',
  async run(db) {
    const reminded = await remindWhoeverIsDue(db, now());
    if (reminded > 0) note('drafts reminded', { reminded });
  },
};

async function remindWhoeverIsDue(db: Database, at: Temporal.Instant): Promise<number> {
  const drafts = await unsentDrafts(db);
  const runs = await findRuns(db, [...new Set(drafts.map(({ runId }) => runId))]);
  let reminded = 0;
  for (const draft of drafts) {
    const run = runs.get(draft.runId);
    if (!run || !reminderDue(closingOf(draft, run).at, at)) continue;
    if (await inTransaction(db, (tx) => remindOne(tx, run, draft.id))) reminded += 1;
  }
  return reminded;
}

/**
 * Writes the reminder that is due for an application, once, and again only when its run's deadline moved by more hours than
 * the reminder has. Nothing when it was sent or taken back meanwhile, or something in it is missing. Answers
 * whether a letter was written.
 */
export async function remindOne(tx: Tx, run: Run, applicationId: string): Promise<boolean> {
  await lockApplication(tx, applicationId);
  const application = await findApplication(tx, applicationId);
  if (application?.state !== 'draft' || !application.personId) return false;
  const closesAt = closingOf(application, run).at;
  const hours = reminderDue(closesAt, now());
  if (!hours || (await wasReminded(tx, { applicationId, hours, closesAt }))) return false;
  if ((await faultsToSend(tx, run, application)).length > 0) return false;
  await addReminder(tx, { applicationId, hours, closesAt });
  await write(tx, run, application, closesAt);
  return true;
}

async function write(tx: Tx, run: Run, application: Application, closesAt: Temporal.Instant): Promise<void> {
  const person = await findPerson(tx, application.personId ?? '');
  if (!person) throw new Error('An application names a person who is not there.');
  await writeLetterOf(tx, unsentLetter, {
    run,
    to: { personId: person.id, name: person.name, address: person.email },
    about: `application:${application.id}`,
    values: {
      run: runName(run),
      closes: sayInstant(closesAt, run.zone),
      left: sayRelative(now(), closesAt, run.zone),
    },
    link: `${applicationPath(application)}/check`,
  });
}
