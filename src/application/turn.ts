import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '#platform/database.ts';
import { NOT_THERE, stopIf } from '#platform/refusal.ts';
import type { Application, Turn } from './application.ts';
import { findApplication } from './application.sql.ts';
import { lockApplication } from './draft.sql.ts';
import { refusalToTurn } from './rules.ts';
import { addTurn } from './submission.sql.ts';

/** An application whose person is known: every one that was sent. */
export type Asked = Application & { readonly personId: string };

/** What an application comes to; only an offer has a time to reply. */
export type TurnTo =
  | { readonly applicationId: string; readonly to: 'offered'; readonly replyBy: Temporal.Instant }
  | { readonly applicationId: string; readonly to: Exclude<Turn, 'offered'> };

/**
 * The gate through which a sent application comes to anything: an offer, the reserve list, a no, and what becomes of an offer.
 * Called by the rooms that select and place, in the transaction of their own facts; tells no news of its own. Holds the
 * application, so that nobody sends or changes it meanwhile. Answers it as it was before; nothing when it is there already
 * (the same no, another rank on the list). Refused where one does not lead to the other.
 */
export async function turnApplication(tx: Tx, turn: TurnTo): Promise<Asked | undefined> {
  await lockApplication(tx, turn.applicationId);
  const application = await findApplication(tx, turn.applicationId);
  if (!application?.personId) return void stopIf(NOT_THERE);
  stopIf(refusalToTurn(application, turn.to));
  if (application.state === turn.to) return undefined;
  const replyBy = turn.to === 'offered' ? turn.replyBy : undefined;
  await addTurn(tx, { applicationId: application.id, to: turn.to, replyBy });
  return { ...application, personId: application.personId };
}
