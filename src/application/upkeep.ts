import { now } from '#platform/clock.ts';
import { inTransaction } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { note } from '#platform/log.ts';
import { anonymousDraftRuns, forgetBeginnings, removeForsakenDrafts } from './draft.sql.ts';
import { daysKept } from '#people';
import { findRuns, lockRun } from '#programme';
import { standing } from '#calendar';
import { closeEqualityAnswers, runsWithOpenEquality } from '#form';
import { applicationsToRun } from './application.sql.ts';
import type { Invariant, Keeping } from '#platform/room.ts';

/** A draft that nobody signed in for: its writer may still come back to the same browser. */
export const FORSAKEN_DRAFTS: Keeping = {
  name: 'application.forsaken-drafts',
  what: 'An application that somebody began without signing in and never sent',
  since: 'after applications to its run closed',
  days: 30,
  least: 1,
  most: 366,
};

/** A draft without a word was begun by accident, or by a program. */
const EMPTY_DAYS = 1;

/** Every night: drafts begun signed out go as many days after their run's deadline as its institution says, and those without a word after a day. */
const forgetForsakenDrafts: Sweep = {
  name: 'forget-forsaken-drafts',
  match: '40 3 * * *',
  async run(db) {
    const runs = await findRuns(db, await anonymousDraftRuns(db));
    const institutions = [...runs.values()].map((run) => run.programme.institutionId);
    const days = await daysKept(db, FORSAKEN_DRAFTS, institutions);
    const over = [...runs.values()].filter(({ deadline, programme }) => {
      const until = deadline.at.add({ hours: 24 * days(programme.institutionId) });
      return until.epochMilliseconds < now().epochMilliseconds;
    });
    const removed = await inTransaction(db, (tx) =>
      removeForsakenDrafts(
        tx,
        now().subtract({ hours: EMPTY_DAYS * 24 }),
        over.map((run) => run.id),
      ),
    );
    await inTransaction(db, (tx) => forgetBeginnings(tx, now().subtract({ hours: 48 })));
    if (removed > 0) note('forsaken drafts removed', { removed });
  },
};

/** Every night: what was said where nobody reads leads back to nobody once its run's deadline, with its grace, is over. */
const closeEquality: Sweep = {
  name: 'close-equality-answers',
  match: '50 3 * * *',
  async run(db) {
    const runs = await findRuns(db, await runsWithOpenEquality(db));
    for (const run of runs.values()) {
      if (standing(run.deadline, now()) !== 'closed') continue;
      await inTransaction(db, async (tx) => {
        await lockRun(tx, run.id);
        const sent = (await applicationsToRun(tx, run.id)).filter(
          ({ submissionNumber }) => submissionNumber > 0,
        );
        await closeEqualityAnswers(
          tx,
          run.id,
          sent.map(({ id }) => id),
        );
      });
    }
  },
};

export const sweeps: readonly Sweep[] = [forgetForsakenDrafts, closeEquality];

/** Queries that must find nothing. */
export const invariants: readonly Invariant[] = [
  {
    says: 'No access code was used more often than it may be, and its uses are numbered without a gap',
    sql: `select access_code.id from application.access_code
      join application.code_use on code_use.code_id = access_code.id
      group by access_code.id having count(*) > most_uses or max(number) <> count(*)`,
  },
  {
    says: 'Nobody withdrew for somebody else',
    sql: `select application.id from application.application where exists (select from application.withdrawal
          where withdrawal.application_id = application.id and withdrawn_by is distinct from person_id)`,
  },
  {
    says: 'Submissions are numbered without a gap',
    sql: `select application_id from application.submission
      group by application_id having max(number) <> count(*)`,
  },
  {
    says: 'What became of an application is numbered without a gap, and only what was sent came to anything',
    sql: `select application_id from application.turn
      group by application_id having max(number) <> count(*)
        or not exists (select from application.submission where submission.application_id = turn.application_id)`,
  },
  {
    says: 'Every answer stands where those read it whom the form names, and nowhere else',
    sql: 'select submission_id from application.misplaced_answer',
  },
];
