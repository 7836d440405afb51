import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { findPersons } from '#people';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';
import { formContent, type Form, type FormContent } from './form.ts';
import { findForm } from './form.sql.ts';

/** One change of a revision. */
export type Step = {
  readonly number: number;
  readonly says: string;
  /** The step whose content this one has: its own number, unless it went back. */
  readonly standsFor: number;
  readonly madeBy: string;
  readonly madeAt: Temporal.Instant;
};

/** The next version of a run's form while coordinators work on it. */
export type Revision = {
  readonly id: string;
  readonly basedOn: Form;
  readonly content: FormContent;
  /** From the first to the last; the first is the form as it was published. */
  readonly steps: readonly Step[];
};

/** The number of the last step of a revision. */
export function lastStep({ steps }: Pick<Revision, 'steps'>): number {
  return steps.at(-1)?.number ?? 0;
}

/** The revision that is open for a run; nothing when there is none. */
export async function openRevision(db: Database, runId: string): Promise<Revision | undefined> {
  const row = await db
    .selectFrom('form.revision')
    .select(['id', 'based_on_id'])
    .where('run_id', '=', runId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const steps = await stepsOf(db, row.id);
  const content = await contentOfStep(db, row.id, steps.at(-1)?.number ?? 0);
  if (!content) throw new Error('A revision without a step.');
  return { id: row.id, basedOn: await findForm(db, row.based_on_id), content, steps };
}

async function stepsOf(db: Database, revisionId: string): Promise<Step[]> {
  const rows = await db
    .selectFrom('form.step')
    .select(['number', 'says', 'stands_for', 'made_by', 'made_at'])
    .where('revision_id', '=', revisionId)
    .orderBy('number')
    .execute();
  const people = await findPersons(
    db,
    rows.map((row) => row.made_by),
  );
  return rows.map((row) => ({
    number: row.number,
    says: row.says,
    standsFor: row.stands_for,
    madeBy: people.get(row.made_by)?.name ?? 'Somebody',
    madeAt: row.made_at,
  }));
}

/** What the form was after a step of a revision; nothing when there is no such step. */
export async function contentOfStep(
  db: Database,
  revisionId: string,
  number: number,
): Promise<FormContent | undefined> {
  const row = await db
    .selectFrom('form.step')
    .select('content')
    .where('revision_id', '=', revisionId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row && formContent.parse(row.content);
}

/** Holds the run's open revision for the rest of the transaction; two who begin one at once come to the same. */
export async function holdRevision(tx: Tx, runId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('form.revision')
    .select('id')
    .where('run_id', '=', runId)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row?.id;
}

/** Begins a revision of this form, with the form as its first step, unless the run has one open. */
export async function addRevision(tx: Tx, runId: string, basedOn: Form, by: string): Promise<void> {
  const row = await tx
    .insertInto('form.revision')
    .values({ run_id: runId, based_on_id: basedOn.id, begun_at: now(), begun_by: by })
    .onConflict((conflict) => conflict.column('run_id').where('ended_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row)
    await addStep(tx, row.id, {
      content: basedOn.content,
      says: `version ${basedOn.version}, as it was published`,
      by,
    });
}

export type NewStep = {
  readonly content: FormContent;
  readonly says: string;
  readonly by: string;
  readonly standsFor?: number;
};

/** Writes the next step of a revision that is held. */
export async function addStep(tx: Tx, revisionId: string, step: NewStep): Promise<void> {
  const { next } = await tx
    .selectFrom('form.step')
    .select(sql<number>`coalesce(max(number), 0)::int + 1`.as('next'))
    .where('revision_id', '=', revisionId)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('form.step')
    .values({
      revision_id: revisionId,
      number: next,
      content: json(step.content),
      says: step.says,
      stands_for: step.standsFor ?? next,
      made_by: step.by,
      made_at: now(),
    })
    .execute();
}

/** Ends a revision: as a version, or given up. */
export async function endRevision(tx: Tx, revisionId: string, becameId: string | undefined): Promise<void> {
  await tx
    .updateTable('form.revision')
    .set({ ended_at: now(), became_id: becameId ?? null })
    .where('id', '=', revisionId)
    .execute();
}

/** Every key under which an answer of a run may stand, in all versions of its form. */
export async function keysOfRun(db: Database, runId: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct key from form.asked join form.form on form.id = form_id where form.run_id = ${runId}`.execute(
    db,
  );
  return rows.map(({ key }) => key);
}
