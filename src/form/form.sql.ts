import { sql } from 'kysely';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';
import { formContent, type Form, type FormContent } from './form.ts';
import { firstForm } from './shipped.ts';

/** A form's row never changes, so what was read once is kept; a bound keeps the memory small. */
const read = new Map<string, Form>();
const MOST_KEPT = 300;

function toForm(row: { id: string; version: number; content: unknown }): Form {
  const known = read.get(row.id);
  if (known) return known;
  const form = { id: row.id, version: row.version, content: formContent.parse(row.content) };
  if (read.size < MOST_KEPT) read.set(row.id, form);
  return form;
}

/** The form with this id. Throws when there is none: applications point to forms by foreign key. */
export async function findForm(db: Database, id: string): Promise<Form> {
  const known = read.get(id);
  if (known) return known;
  const row = await db
    .selectFrom('form.form')
    .select(['id', 'version', 'content'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return toForm(row);
}

/** The form in force for a run; a run that has none is given the first version of the form that we ship. */
export async function formOfRun(tx: Tx, runId: string): Promise<Form> {
  return (await latestForm(tx, runId)) ?? (await addFirstForm(tx, runId));
}

/** The form in force for a run; nothing where nobody has asked for one yet. */
export async function latestForm(db: Database, runId: string): Promise<Form | undefined> {
  const row = await db
    .selectFrom('form.form')
    .select(['id', 'version', 'content'])
    .where('run_id', '=', runId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toForm(row);
}

/**
 * Gives a run the form that it begins with, or its next version where somebody looked at it before and only the shipped
 * one stands there. A form that people have changed already stays as it is.
 */
export async function beginForm(tx: Tx, runId: string, content: FormContent, by: string): Promise<void> {
  const standing = await latestForm(tx, runId);
  if (standing && standing.version > 1) return;
  const version = (standing?.version ?? 0) + 1;
  await tx
    .insertInto('form.form')
    .values({ run_id: runId, version, content: json(content), made_at: now(), made_by: by })
    .onConflict((conflict) => conflict.constraint('form_version').doNothing())
    .execute();
}

/** Two who begin at once meet at the unique key: the second takes what the first wrote. */
async function addFirstForm(tx: Tx, runId: string): Promise<Form> {
  await tx
    .insertInto('form.form')
    .values({ run_id: runId, version: 1, content: json(firstForm()), made_at: now() })
    .onConflict((conflict) => conflict.constraint('form_version').doNothing())
    .execute();
  const form = await latestForm(tx, runId);
  if (!form) throw new Error('A form that was just written is not there.');
  return form;
}

/** The number of the version in force of each of these runs that has a form. */
export async function versionsOfRuns(
  db: Database,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('form.form')
    .select(['run_id', (of) => of.fn.max('version').as('version')])
    .where('run_id', '=', sql<string>`any(${[...runIds]}::uuid[])`)
    .groupBy('run_id')
    .execute();
  return new Map(rows.map((row) => [row.run_id, row.version]));
}

/** Gives a run a new version of its form; applications begun before keep theirs. Throws a ZodError for no sound form. */
export async function addForm(tx: Tx, runId: string, content: FormContent, by?: string): Promise<Form> {
  const sound = formContent.parse(content);
  const { version } = await formOfRun(tx, runId);
  const row = await tx
    .insertInto('form.form')
    .values({
      run_id: runId,
      version: version + 1,
      content: json(sound),
      made_at: now(),
      made_by: by ?? null,
    })
    .returning(['id', 'version', 'content'])
    .executeTakeFirstOrThrow();
  return toForm(row);
}
