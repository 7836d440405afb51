import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { RevocationReason } from './award.ts';
import type { Revocation } from './standing.ts';

/** Writes that an award was taken back; the index revocation_open_once refuses it a second time. */
export async function insertRevocation(tx: Tx, revocation: Revocation): Promise<void> {
  await tx
    .insertInto('award.revocation')
    .values({
      award_id: revocation.awardId,
      reason: revocation.reason,
      note: revocation.note,
      revoked_at: now(),
      revoked_by: revocation.by,
      reinstated_at: null,
      reinstated_by: null,
      reinstated_note: '',
    })
    .execute();
}

/** Writes that an award is given again; false when it was not taken back. */
export async function markReinstated(
  tx: Tx,
  { awardId, note, by }: { awardId: string; note: string; by: string },
): Promise<boolean> {
  const row = await tx
    .updateTable('award.revocation')
    .set({ reinstated_at: now(), reinstated_by: by, reinstated_note: note })
    .where('award_id', '=', awardId)
    .where('reinstated_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export type PastRevocation = {
  readonly reason: RevocationReason;
  readonly note: string;
  readonly revokedAt: ReturnType<typeof now>;
  readonly reinstatedAt: ReturnType<typeof now> | undefined;
  readonly reinstatedNote: string;
};

/** Every time that an award was taken back, the latest first: for the awarding body alone. */
export async function revocationsOf(db: Database, awardId: string): Promise<PastRevocation[]> {
  const rows = await db
    .selectFrom('award.revocation')
    .select(['reason', 'note', 'revoked_at', 'reinstated_at', 'reinstated_note'])
    .where('award_id', '=', awardId)
    .orderBy('revoked_at', 'desc')
    .execute();
  return rows.map((row) => ({
    reason: row.reason,
    note: row.note,
    revokedAt: row.revoked_at,
    reinstatedAt: row.reinstated_at ?? undefined,
    reinstatedNote: row.reinstated_note,
  }));
}
