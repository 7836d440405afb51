import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { findPersons } from '#people';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Slot } from './booking.ts';
import type { Stretch } from './window.ts';

/** What every slot is read with, for Kysely and for the row below. */
export const SLOT_COLUMNS = [
  'slot.id as slot_id',
  'slot.window_id',
  'slot.starts_at',
  'slot.ends_at',
  'slot.withdrawn_at',
  'window.institution_id',
  'window.mentor_id',
  'window.zone',
  'window.place',
  'window.link',
  'window.book_notice_minutes',
  'window.cancel_notice_minutes',
] as const;

export type SlotRow = {
  slot_id: string;
  window_id: string;
  starts_at: Temporal.Instant;
  ends_at: Temporal.Instant;
  withdrawn_at: Temporal.Instant | null;
  institution_id: string;
  mentor_id: string;
  zone: string;
  place: string;
  link: string | null;
  book_notice_minutes: number;
  cancel_notice_minutes: number;
};

/** A slot from its row and the names of persons. */
export function toSlot(row: SlotRow, nameOf: (personId: string) => string): Slot {
  return {
    id: row.slot_id,
    windowId: row.window_id,
    institutionId: row.institution_id,
    mentorId: row.mentor_id,
    mentorName: nameOf(row.mentor_id),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    zone: row.zone,
    place: row.place,
    link: row.link ?? undefined,
    bookNotice: row.book_notice_minutes,
    cancelNotice: row.cancel_notice_minutes,
    isWithdrawn: row.withdrawn_at !== null,
  };
}

/** Names by id, in one query, or none where there is nobody to name; somebody unknown is called by nothing. */
export async function namesOf(db: Database, ids: readonly string[]): Promise<(personId: string) => string> {
  const persons = ids.length > 0 ? await findPersons(db, ids) : undefined;
  return (personId) => persons?.get(personId)?.name ?? '';
}

function slots(db: Database) {
  return db
    .selectFrom('office_hours.slot as slot')
    .innerJoin('office_hours.window as window', 'window.id', 'slot.window_id')
    .select(SLOT_COLUMNS);
}

async function withNames(db: Database, rows: readonly SlotRow[]): Promise<Slot[]> {
  const nameOf = await namesOf(
    db,
    rows.map((row) => row.mentor_id),
  );
  return rows.map((row) => toSlot(row, nameOf));
}

/**
 * Slots of mentors at these institutions that can be booked now (free, offered, notice kept), earliest first. `after` leaves
 * out what starts before it; `count` is the most that are answered.
 */
export async function freeSlots(
  db: Database,
  {
    institutionIds,
    after = now(),
    count = 60,
  }: { institutionIds: readonly string[]; after?: Temporal.Instant; count?: number },
): Promise<Slot[]> {
  const rows = await slots(db)
    .where('window.institution_id', '=', sql<string>`any(${[...institutionIds]}::uuid[])`)
    .where('slot.withdrawn_at', 'is', null)
    .where('slot.starts_at', '>=', after)
    .where(
      sql<boolean>`slot.starts_at > ${now().toString()}::timestamptz + make_interval(mins => book_notice_minutes)`,
    )
    .where(
      sql<boolean>`not exists (select from office_hours.booking
        where booking.slot_id = slot.id and booking.cancelled_at is null)`,
    )
    .orderBy('slot.starts_at')
    .orderBy('slot.id')
    .limit(count)
    .execute();
  return withNames(db, rows);
}

/** The slot, held so that it is not withdrawn meanwhile. */
export async function holdSlot(tx: Tx, id: string): Promise<Slot | undefined> {
  return (await withNames(tx, await slots(tx).where('slot.id', '=', id).forShare('slot').execute()))[0];
}

/** Adds the slots of a window that overlap none of the mentor's; answers how many found room. */
export async function insertSlots(
  tx: Tx,
  {
    windowId,
    mentorNumber,
    stretches,
  }: { windowId: string; mentorNumber: number; stretches: readonly Stretch[] },
): Promise<number> {
  const rows = stretches.map(({ startsAt, endsAt }) => ({
    window_id: windowId,
    mentor_number: mentorNumber,
    starts_at: startsAt,
    ends_at: endsAt,
    withdrawn_at: null,
  }));
  const added = await tx
    .insertInto('office_hours.slot')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return added.length;
}

/**
 * Withdraws the slots of a window ahead that nobody has booked; answers how many. Whoever is booking one at this moment holds it,
 * so this waits for them and then leaves it.
 */
export async function withdrawFree(tx: Tx, windowId: string): Promise<number> {
  const held = await tx
    .selectFrom('office_hours.slot')
    .select('id')
    .where('window_id', '=', windowId)
    .where('withdrawn_at', 'is', null)
    .where('starts_at', '>', now())
    .orderBy('id')
    .forUpdate()
    .execute();
  const ids = held.map(({ id }) => id);
  const withdrawn = await tx
    .updateTable('office_hours.slot as slot')
    .set({ withdrawn_at: now() })
    .where('slot.id', '=', sql<string>`any(${ids}::uuid[])`)
    .where(
      sql<boolean>`not exists (select from office_hours.booking
        where booking.slot_id = slot.id and booking.cancelled_at is null)`,
    )
    .returning('slot.id')
    .execute();
  return withdrawn.length;
}

/** Withdraws one slot, booked or not: its mentor is not there. */
export async function setWithdrawn(tx: Tx, slotId: string): Promise<void> {
  await tx
    .updateTable('office_hours.slot')
    .set({ withdrawn_at: now() })
    .where('id', '=', slotId)
    .where('withdrawn_at', 'is', null)
    .execute();
}
