import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';
import { mintReference } from './draft.sql.ts';

/**
 * Copies an application with its drafts and its last submission into another run, with the times at which they were
 * written: its place in the queue. Answers the copy's id, or nothing where the person has an application to that run.
 */
export async function copyApplication(tx: Tx, id: string, runId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into application.application (reference, run_id, form_id, person_id, begun_at)
    select ${mintReference()}, ${runId}, form_id, person_id, begun_at from application.application where id = ${id}
    on conflict do nothing returning id`.execute(tx);
  const copyId = rows[0]?.id;
  if (!copyId) return undefined;
  await sql`insert into application.draft_answers (application_id, section, answers, version, saved_at)
    select ${copyId}, section, answers, version, saved_at from application.draft_answers
    where application_id = ${id}`.execute(tx);
  await copySubmission(tx, id, copyId);
  return copyId;
}

/** Sends what one application last sent as the next submission of another, with the time at which it was sent. */
export async function copySubmission(tx: Tx, id: string, intoId: string): Promise<void> {
  await sql`insert into application.submission
      (application_id, number, form_id, answers, team_answers, submitted_at, submitted_by, in_grace)
    select ${intoId}, 1, form_id, answers, team_answers, submitted_at,
      (select person_id from application.application where application.id = ${intoId}), false from application.submission
    where application_id = ${id} order by number desc limit 1`.execute(tx);
}
