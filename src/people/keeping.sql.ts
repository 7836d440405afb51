import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';

/** The days that an institution chose, by the name of what is kept. Version 0: it has chosen none. */
export type ChosenDays = {
  readonly version: number;
  readonly days: Readonly<Record<string, number>>;
  readonly writtenAt: Temporal.Instant | undefined;
  readonly writtenBy: string | undefined;
};

export const NONE_CHOSEN: ChosenDays = { version: 0, days: {}, writtenAt: undefined, writtenBy: undefined };

/** What each of these institutions chose last, by its id; one that chose nothing is left out. One query. */
export async function chosenDaysOf(
  db: Database,
  organisationIds: readonly string[],
): Promise<ReadonlyMap<string, ChosenDays>> {
  const { rows } = await sql<ChosenDays & { organisationId: string }>`
    select distinct on (keeping.organisation_id) keeping.organisation_id as "organisationId", keeping.version,
      keeping.days, keeping.written_at as "writtenAt", person.name as "writtenBy"
    from people.keeping left join people.person on person.id = keeping.written_by
    where keeping.organisation_id = any(${[...new Set(organisationIds)]}::uuid[])
    order by keeping.organisation_id, keeping.version desc`.execute(db);
  return new Map(rows.map((row) => [row.organisationId, row]));
}

/** Writes the next version, or nothing when another came since `basedOn`. Answers whether it was written. */
export async function insertChosenDays(
  tx: Tx,
  chosen: { organisationId: string; days: Readonly<Record<string, number>>; by: string; basedOn: number },
): Promise<boolean> {
  const added = await tx
    .insertInto('people.keeping')
    .values({
      organisation_id: chosen.organisationId,
      version: chosen.basedOn + 1,
      days: json(chosen.days),
      written_at: now(),
      written_by: chosen.by,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst();
  return added !== undefined;
}
