import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { OwnPreparation, Preparation } from './preparation.ts';

const PREPARATION = ['id', 'workshop_id', 'what', 'minutes', 'due_at', 'link'] as const;

type PreparationRow = {
  id: string;
  workshop_id: string;
  what: string;
  minutes: number;
  due_at: Temporal.Instant;
  link: string | null;
};

function toPreparation({ id, what, minutes, ...row }: PreparationRow): Preparation {
  return { id, what, minutes, workshopId: row.workshop_id, dueAt: row.due_at, link: row.link ?? undefined };
}

/** What is to be prepared for these workshops, in the order in which it is due. */
export async function preparationFor(db: Database, workshopIds: readonly string[]): Promise<Preparation[]> {
  const rows = await db
    .selectFrom('workshop.preparation')
    .select(PREPARATION)
    .where('workshop_id', '=', sql<string>`any(${[...workshopIds]}::uuid[])`)
    .where('removed_at', 'is', null)
    .orderBy('due_at')
    .orderBy('number')
    .execute();
  return rows.map(toPreparation);
}

/** The same for the holder of these seats: with what they have ticked. */
export async function ownPreparationFor(
  db: Database,
  workshopIds: readonly string[],
  enrolmentIds: readonly string[],
): Promise<OwnPreparation[]> {
  const rows = await db
    .selectFrom('workshop.preparation as item')
    .leftJoin('workshop.tick as tick', (join) =>
      join
        .onRef('tick.preparation_id', '=', 'item.id')
        .on('tick.enrolment_id', '=', sql<string>`any(${[...enrolmentIds]}::uuid[])`),
    )
    .select(['item.id', 'item.workshop_id', 'item.what', 'item.minutes', 'item.due_at', 'item.link'])
    .select('tick.ticked_at')
    .where('item.workshop_id', '=', sql<string>`any(${[...workshopIds]}::uuid[])`)
    .where('item.removed_at', 'is', null)
    .orderBy('item.due_at')
    .orderBy('item.number')
    .execute();
  return rows.map(({ ticked_at, ...row }) => ({ ...toPreparation(row), tickedAt: ticked_at ?? undefined }));
}

/** How many of those with a seat have ticked each item of these workshops; an item that nobody ticked is left out. */
export async function tickCounts(
  db: Database,
  workshopIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('workshop.tick as tick')
    .innerJoin('workshop.preparation as item', 'item.id', 'tick.preparation_id')
    .innerJoin('workshop.enrolment as enrolment', 'enrolment.id', 'tick.enrolment_id')
    .select(['item.id', sql<number>`count(*)`.as('ticks')])
    .where('item.workshop_id', '=', sql<string>`any(${[...workshopIds]}::uuid[])`)
    .where('enrolment.left_at', 'is', null)
    .groupBy('item.id')
    .execute();
  return new Map(rows.map(({ id, ticks }) => [id, ticks]));
}

/** The item with this id that is on a list, or nothing. */
export async function findPreparation(db: Database, id: string): Promise<Preparation | undefined> {
  const row = await db
    .selectFrom('workshop.preparation')
    .select(PREPARATION)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row && toPreparation(row);
}

export type NewPreparation = Omit<Preparation, 'id' | 'link'> & { readonly link?: string | undefined };

export async function insertPreparation(tx: Tx, item: NewPreparation): Promise<Preparation> {
  const row = await tx
    .insertInto('workshop.preparation')
    .values({
      workshop_id: item.workshopId,
      what: item.what,
      minutes: item.minutes,
      due_at: item.dueAt,
      link: item.link ?? null,
      added_at: now(),
      changed_at: now(),
      removed_at: null,
    })
    .returning(PREPARATION)
    .executeTakeFirstOrThrow();
  return toPreparation(row);
}

/** Writes an item anew; nothing when it was removed meanwhile. */
export async function updatePreparation(
  tx: Tx,
  id: string,
  item: Pick<NewPreparation, 'what' | 'minutes' | 'dueAt' | 'link'>,
): Promise<Preparation | undefined> {
  const row = await tx
    .updateTable('workshop.preparation')
    .set({
      what: item.what,
      minutes: item.minutes,
      due_at: item.dueAt,
      link: item.link ?? null,
      changed_at: now(),
    })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning(PREPARATION)
    .executeTakeFirst();
  return row && toPreparation(row);
}

/** Takes an item off its list. */
export async function setRemoved(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('workshop.preparation')
    .set({ removed_at: now() })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .execute();
}

/** Ticks an item; a tick that stands stays as it was. */
export async function insertTick(tx: Tx, preparationId: string, enrolmentId: string): Promise<void> {
  await tx
    .insertInto('workshop.tick')
    .values({ preparation_id: preparationId, enrolment_id: enrolmentId, ticked_at: now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteTick(tx: Tx, preparationId: string, enrolmentId: string): Promise<void> {
  await tx
    .deleteFrom('workshop.tick')
    .where('preparation_id', '=', preparationId)
    .where('enrolment_id', '=', enrolmentId)
    .execute();
}
