import { sql } from 'kysely';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { AgreedAction, SessionNote } from './booking.ts';

/** The shared notes of these bookings with their agreed actions, by the booking's id. */
export async function notesOf(
  db: Database,
  bookingIds: readonly string[],
): Promise<ReadonlyMap<string, SessionNote>> {
  const ids = sql<string>`any(${[...bookingIds]}::uuid[])`;
  const [notes, actions] = await Promise.all([
    db
      .selectFrom('office_hours.note')
      .select(['booking_id', 'words', 'version', 'written_at'])
      .where('booking_id', '=', ids)
      .execute(),
    db
      .selectFrom('office_hours.action')
      .select(['booking_id', 'id', 'what', 'due_on', 'done_at'])
      .where('booking_id', '=', ids)
      .orderBy('booking_id')
      .orderBy('position')
      .execute(),
  ]);
  return new Map(
    notes.map(({ booking_id, words, version, written_at }) => {
      const agreed = actions.filter((action) => action.booking_id === booking_id).map(toAction);
      return [booking_id, { words, version, writtenAt: written_at, actions: agreed }];
    }),
  );
}

type ActionRow = { id: string; what: string; due_on: string | null; done_at: AgreedAction['doneAt'] | null };

function toAction({ id, what, due_on, done_at }: ActionRow): AgreedAction {
  return { id, what, dueOn: due_on ?? undefined, doneAt: done_at ?? undefined };
}

/** Writes the shared note; answers its version. */
export async function putNote(tx: Tx, bookingId: string, words: string, byId: string): Promise<number> {
  const { version } = await tx
    .insertInto('office_hours.note')
    .values({ booking_id: bookingId, words, version: 1, written_at: now(), written_by: byId })
    .onConflict((conflict) =>
      conflict.column('booking_id').doUpdateSet({
        words,
        version: sql<number>`note.version + 1`,
        written_at: now(),
        written_by: byId,
      }),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

export type NewAction = {
  readonly what: string;
  readonly dueOn?: string | undefined;
  readonly done?: boolean;
};

/** Puts these actions in place of those agreed before; one that says the same keeps that it is done. */
export async function replaceActions(
  tx: Tx,
  bookingId: string,
  actions: readonly NewAction[],
): Promise<void> {
  const before = await tx
    .deleteFrom('office_hours.action')
    .where('booking_id', '=', bookingId)
    .returning(['what', 'done_at'])
    .execute();
  if (actions.length === 0) return;
  const rows = actions.map(({ what, dueOn, done }, index) => ({
    booking_id: bookingId,
    position: index + 1,
    what,
    due_on: dueOn ?? null,
    done_at: before.find((old) => old.what === what)?.done_at ?? (done ? now() : null),
  }));
  await tx.insertInto('office_hours.action').values(rows).execute();
}

/** Ticks an agreed action of a booking, or takes the tick back. */
export async function setActionDone(
  tx: Tx,
  { bookingId, actionId, done }: { bookingId: string; actionId: string; done: boolean },
): Promise<void> {
  await tx
    .updateTable('office_hours.action')
    .set({ done_at: done ? now() : null })
    .where('id', '=', actionId)
    .where('booking_id', '=', bookingId)
    .execute();
}

/** The mentor's own note on a booking; '' while there is none. */
export async function privateNoteOf(db: Database, bookingId: string): Promise<string> {
  const row = await db
    .selectFrom('office_hours.private_note')
    .select('words')
    .where('booking_id', '=', bookingId)
    .executeTakeFirst();
  return row?.words ?? '';
}

/** Writes the mentor's own note; without words it is forgotten. */
export async function putPrivateNote(tx: Tx, bookingId: string, words: string, byId: string): Promise<void> {
  if (words === '') {
    await tx.deleteFrom('office_hours.private_note').where('booking_id', '=', bookingId).execute();
    return;
  }
  await tx
    .insertInto('office_hours.private_note')
    .values({ booking_id: bookingId, words, written_at: now(), written_by: byId })
    .onConflict((conflict) =>
      conflict.column('booking_id').doUpdateSet({ words, written_at: now(), written_by: byId }),
    )
    .execute();
}
