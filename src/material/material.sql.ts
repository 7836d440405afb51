import { sql } from 'kysely';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { MakingUp, Material, Stands } from './material.ts';

export type Wording = Pick<Material, 'title' | 'link' | 'words'>;

function materials(db: Database) {
  return db
    .selectFrom('material.item as item')
    .innerJoin('material.version as version', 'version.item_id', 'item.id')
    .select([
      'item.id',
      'item.workshop_id as workshopId',
      'item.stands',
      'version.title',
      sql<string | undefined>`version.link`.as('link'),
      'version.words',
      'version.number as version',
      'version.written_at as writtenAt',
    ])
    .where('item.removed_at', 'is', null)
    .where('version.number', '=', (eb) =>
      eb
        .selectFrom('material.version as latest')
        .select((max) => max.fn.max('latest.number').as('number'))
        .whereRef('latest.item_id', '=', 'item.id'),
    );
}

/** What belongs to a workshop, in the order in which it was put down. */
export async function materialsOf(db: Database, workshopId: string): Promise<Material[]> {
  const rows = await materials(db)
    .where('item.workshop_id', '=', workshopId)
    .orderBy('item.number')
    .execute();
  return rows.map((row) => ({ ...row, link: row.link ?? undefined }));
}

/** One material of a workshop, or nothing. */
export async function findMaterial(
  db: Database,
  workshopId: string,
  id: string,
): Promise<Material | undefined> {
  const row = await materials(db)
    .where('item.workshop_id', '=', workshopId)
    .where('item.id', '=', id)
    .executeTakeFirst();
  return row && { ...row, link: row.link ?? undefined };
}

/** Puts down a new item without wording; nothing where the workshop has a make-up task already. */
export async function insertItem(tx: Tx, workshopId: string, stands: Stands): Promise<string | undefined> {
  const row = await tx
    .insertInto('material.item')
    .values({ workshop_id: workshopId, stands, removed_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Holds an item that is on the page, so that versions are numbered one after the other; false when it is gone. */
export async function lockItem(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('material.item')
    .select('id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes the next version of an item that is held. */
export async function insertVersion(tx: Tx, id: string, wording: Wording, by: string): Promise<void> {
  const { link, title, words } = wording;
  await tx
    .insertInto('material.version')
    .values((eb) => ({
      item_id: id,
      number: eb
        .selectFrom('material.version')
        .select(sql<number>`coalesce(max(number), 0) + 1`.as('number'))
        .where('item_id', '=', id),
      title,
      link: link ?? null,
      words,
      written_by: by,
      written_at: now(),
    }))
    .execute();
}

/** Takes an item off the page; its versions stay. */
export async function setRemoved(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('material.item')
    .set({ removed_at: now() })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .execute();
}

/** Everything that was handed in for a workshop, the latest first; of one person where one is named. */
export async function makingsUpOf(db: Database, workshopId: string, personId?: string): Promise<MakingUp[]> {
  return db
    .selectFrom('material.making_up')
    .select(['workshop_id as workshopId', 'person_id as personId', 'words', 'handed_in_at as handedInAt'])
    .where('workshop_id', '=', workshopId)
    .$if(personId !== undefined, (query) => query.where('person_id', '=', personId ?? ''))
    .orderBy('handed_in_at', 'desc')
    .execute();
}

/** Keeps what somebody hands in; false when they have handed in before, also when two posts come at once. */
export async function insertMakingUp(tx: Tx, made: Omit<MakingUp, 'handedInAt'>): Promise<boolean> {
  const row = await tx
    .insertInto('material.making_up')
    .values({
      workshop_id: made.workshopId,
      person_id: made.personId,
      words: made.words,
      handed_in_at: now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  return row !== undefined;
}
