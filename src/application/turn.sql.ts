import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import type { Turn } from './application.ts';

/** Writes down the next turn of an application; the caller holds it, and the key stops whoever does not. */
export async function addTurn(
  tx: Tx,
  turn: { applicationId: string; to: Turn; replyBy: Temporal.Instant | undefined },
): Promise<void> {
  const { last } = await tx
    .selectFrom('application.turn')
    .select((one) => one.fn.max('number').as('last'))
    .where('application_id', '=', turn.applicationId)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('application.turn')
    .values({
      application_id: turn.applicationId,
      number: (last ?? 0) + 1,
      state: turn.to,
      reply_by: turn.replyBy ?? null,
      turned_at: now(),
    })
    .execute();
}
