import { now } from '#platform/clock.ts';
import { inTransaction } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { note } from '#platform/log.ts';
import { anonymousDraftRuns, removeForsakenDrafts } from './draft.sql.ts';
import { findRuns } from '#programme';
import type { Invariant } from '#platform/room.ts';

/** How long a draft that nobody signed in for is kept after the deadline, as the privacy notice says. */
const ANONYMOUS_DAYS_AFTER_DEADLINE = 30;
const EMPTY_DAYS = 1;

/** Every night: drafts begun signed out go 30 days after their run's deadline, and those without a word after a day. */
const forgetForsakenDrafts: Sweep = {
  name: 'forget-forsaken-drafts',
  match: '40 3 * * *',
  async run(db) {
    const runs = await findRuns(db, await anonymousDraftRuns(db));
    const before = now().subtract({ hours: ANONYMOUS_DAYS_AFTER_DEADLINE * 24 }).epochMilliseconds;
    const over = [...runs.values()].filter((run) => run.deadline.at.epochMilliseconds < before);
    const removed = await inTransaction(db, (tx) =>
      removeForsakenDrafts(
        tx,
        now().subtract({ hours: EMPTY_DAYS * 24 }),
        over.map((run) => run.id),
      ),
    );
    if (removed > 0) note('forsaken drafts removed', { removed });
  },
};

export const sweeps: readonly Sweep[] = [forgetForsakenDrafts];

/** Queries that must find nothing. */
export const invariants: readonly Invariant[] = [
  {
    says: 'Nobody submitted or withdrew for somebody else',
    sql: `select application.id from application.application where exists (select from application.submission
          where submission.application_id = application.id and submitted_by is distinct from person_id)
        or exists (select from application.withdrawal
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
    says: 'What only the team may see is in no answer that selectors read',
    sql: `select submission.id from application.submission
      join application.form on form.id = submission.form_id,
      lateral jsonb_array_elements(form.content -> 'sections') section,
      lateral jsonb_array_elements(section -> 'questions') question
      where section ->> 'forTeam' = 'true' and submission.answers ? (question ->> 'id')`,
  },
];
