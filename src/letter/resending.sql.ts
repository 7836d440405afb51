import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

/** A letter that was sent once more. */
export type Resending = {
  readonly letterId: string;
  readonly ofLetterId: string;
  readonly number: number;
  /** Markdown. */
  readonly preface: string;
  readonly sentBy: string;
  readonly sentAt: Temporal.Instant;
};

/** How often a letter was sent again, and which letter it is itself the resending of: both sides of the log. */
export async function resendingsOf(db: Database, letterId: string): Promise<Resending[]> {
  const rows = await db
    .selectFrom('letter.resending')
    .selectAll()
    .where((one) => one.or([one('of_letter_id', '=', letterId), one('letter_id', '=', letterId)]))
    .orderBy('sent_at')
    .execute();
  return rows.map((row) => ({
    letterId: row.letter_id,
    ofLetterId: row.of_letter_id,
    number: row.number,
    preface: row.preface,
    sentBy: row.sent_by,
    sentAt: row.sent_at,
  }));
}

/** How often a letter was sent again. */
export async function countResendings(tx: Tx, letterId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('letter.resending')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('of_letter_id', '=', letterId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Keeps that a letter is another one sent again. */
export async function insertResending(tx: Tx, resending: Omit<Resending, 'sentAt'>): Promise<void> {
  await tx
    .insertInto('letter.resending')
    .values({
      letter_id: resending.letterId,
      of_letter_id: resending.ofLetterId,
      number: resending.number,
      preface: resending.preface,
      sent_by: resending.sentBy,
      sent_at: now(),
    })
    .execute();
}
