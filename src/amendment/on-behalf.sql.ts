import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';

/** A question with what stood and what stands. */
export type Change = readonly [question: string, before: string, after: string];

/** Something that the team did for an applicant. */
export type OnBehalf = {
  readonly id: string;
  readonly applicationId: string;
  readonly section: string | undefined;
  readonly submissionNumber: number | undefined;
  readonly reason: string;
  readonly changes: readonly Change[];
  readonly doneAt: Temporal.Instant;
  readonly doneBy: string;
};

function fromRow(row: {
  id: string;
  application_id: string;
  section: string | null;
  submission_number: number | null;
  reason: string;
  changes: unknown;
  done_at: Temporal.Instant;
  done_by: string;
}): OnBehalf {
  return {
    id: row.id,
    applicationId: row.application_id,
    section: row.section ?? undefined,
    submissionNumber: row.submission_number ?? undefined,
    reason: row.reason,
    changes: row.changes as Change[],
    doneAt: row.done_at,
    doneBy: row.done_by,
  };
}

/** What the team did for an applicant, the latest first. */
export async function onBehalfOf(db: Database, applicationId: string): Promise<OnBehalf[]> {
  const rows = await db
    .selectFrom('amendment.on_behalf')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('number', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** One of these by its id. */
export async function findOnBehalf(db: Database, id: string): Promise<OnBehalf | undefined> {
  const row = await db.selectFrom('amendment.on_behalf').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

export type NewOnBehalf = Pick<OnBehalf, 'applicationId' | 'reason' | 'changes'> & {
  readonly by: string;
} & ({ readonly section: string } | { readonly submissionNumber: number });

/** Writes down the next of these; the caller holds the application. Answers its id. */
export async function addOnBehalf(tx: Tx, done: NewOnBehalf): Promise<string> {
  const { last } = await tx
    .selectFrom('amendment.on_behalf')
    .select((one) => one.fn.max('number').as('last'))
    .where('application_id', '=', done.applicationId)
    .executeTakeFirstOrThrow();
  const { id } = await tx
    .insertInto('amendment.on_behalf')
    .values({
      application_id: done.applicationId,
      number: (last ?? 0) + 1,
      section: 'section' in done ? done.section : null,
      submission_number: 'submissionNumber' in done ? done.submissionNumber : null,
      reason: done.reason,
      changes: json(done.changes),
      done_at: now(),
      done_by: done.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
