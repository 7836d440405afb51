import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Notice } from './notice.ts';

const NOTICE = ['id', 'programme_id', 'address', 'written_at', 'confirmed_at'] as const;

type NoticeRow = {
  id: string;
  programme_id: string;
  address: string;
  written_at: Temporal.Instant | null;
  confirmed_at: Temporal.Instant | null;
};

function toNotice(row: NoticeRow): Notice {
  return {
    id: row.id,
    programmeId: row.programme_id,
    address: row.address,
    writtenAt: row.written_at ?? undefined,
    confirmedAt: row.confirmed_at ?? undefined,
  };
}

export type NewNotice = {
  readonly programmeId: string;
  readonly address: string;
  readonly senderMark?: string | undefined;
};

/** Keeps a notice, or finds the one that this address has already, and holds it. */
export async function holdNotice(tx: Tx, notice: NewNotice): Promise<Notice> {
  await tx
    .insertInto('notice.notice')
    .values({
      programme_id: notice.programmeId,
      address: notice.address.toLowerCase(),
      asked_at: now(),
      written_at: null,
      confirmed_at: null,
      sender_mark: notice.senderMark ?? null,
    })
    .onConflict((conflict) => conflict.constraint('notice_once').doNothing())
    .execute();
  const row = await tx
    .selectFrom('notice.notice')
    .select(NOTICE)
    .where('programme_id', '=', notice.programmeId)
    .where('address', '=', notice.address.toLowerCase())
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return toNotice(row);
}

/** The notice with this id, or nothing. */
export async function findNotice(db: Database, id: string): Promise<Notice | undefined> {
  const row = await db.selectFrom('notice.notice').select(NOTICE).where('id', '=', id).executeTakeFirst();
  return row && toNotice(row);
}

/** Writes down that a letter asks to confirm. */
export async function noteWritten(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('notice.notice').set({ written_at: now() }).where('id', '=', id).execute();
}

/** Confirms an address; one that is confirmed stays as it was. */
export async function setConfirmed(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('notice.notice')
    .set({ confirmed_at: now() })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .execute();
}

/** Forgets a notice; nothing when it is gone. */
export async function removeNotice(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('notice.notice').where('id', '=', id).execute();
}

/** Takes every confirmed notice of a programme out and answers it: whoever does so tells them. */
export async function takeConfirmed(tx: Tx, programmeId: string): Promise<Notice[]> {
  const rows = await tx
    .deleteFrom('notice.notice')
    .where('programme_id', '=', programmeId)
    .where('confirmed_at', 'is not', null)
    .returning(NOTICE)
    .execute();
  return rows.map(toNotice);
}

/** How many were asked for under this mark since then. */
export async function countFrom(tx: Tx, senderMark: string, since: Temporal.Instant): Promise<number> {
  const { count } = await tx
    .selectFrom('notice.notice')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('sender_mark', '=', senderMark)
    .where('asked_at', '>', since)
    .executeTakeFirstOrThrow();
  return count;
}

/** The programmes that anybody waits for. */
export async function programmesAwaited(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('notice.notice').select('programme_id').distinct().execute();
  return rows.map((row) => row.programme_id);
}

/** Forgets a programme's notices that were confirmed, or asked for and never confirmed, before these times. */
export async function removeOld(
  tx: Tx,
  programmeId: string,
  before: { readonly confirmed: Temporal.Instant; readonly asked: Temporal.Instant },
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('notice.notice')
    .where('programme_id', '=', programmeId)
    .where(
      sql<boolean>`case when confirmed_at is null then asked_at < ${before.asked.toString()}::timestamptz
        else confirmed_at < ${before.confirmed.toString()}::timestamptz end`,
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Forgets from where those came who asked before then. */
export async function forgetMarks(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('notice.notice')
    .set({ sender_mark: null })
    .where('sender_mark', 'is not', null)
    .where('asked_at', '<', before)
    .execute();
}
