import { carryApplication, findApplication, turnApplication } from '#application';
import { findRunById, lockRun } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf } from '#platform/refusal.ts';
import { addCarrying, addDeferralEnd, deferralsOf, type Deferral } from './deferral.sql.ts';
import { nextRunOf } from './next-run.ts';
import { offerOf } from './offer.sql.ts';
import { takeBackReply } from './reply.ts';

/**
 * Brings everybody who deferred within a programme into the next run that has opened: their answers, with the time at which
 * they first asked. Tells `place.carried` for each. Holds the runs that they come from, one after the other by id, so that
 * whoever leaves the queue meanwhile is left alone. Answers how many.
 */
export async function carryDeferrals(tx: Tx, programmeId: string): Promise<number> {
  const waiting = await deferralsOf(tx, programmeId);
  let carried = 0;
  for (const runId of [...new Set(waiting.map((one) => one.runId))].sort()) {
    const run = await lockRun(tx, runId);
    const next = await nextRunOf(tx, run, now());
    if (!next?.isOpen) continue;
    const still = (await deferralsOf(tx, programmeId)).filter((one) => one.runId === runId);
    for (const deferral of still) await carry(tx, deferral, next.run.id);
    carried += still.length;
  }
  return carried;
}

async function carry(tx: Tx, deferral: Deferral, toRunId: string): Promise<void> {
  const { applicationId: fromId, personId, runId: fromRunId } = deferral;
  const applicationId = await carryApplication(tx, fromId, toRunId);
  await addCarrying(tx, fromId, applicationId);
  // Whoever has asked there themselves and withdrew it wants no place: that stands.
  if ((await findApplication(tx, applicationId))?.state === 'withdrawn') return;
  await announce(tx, 'place.carried', { applicationId, runId: toRunId, personId, fromRunId });
}

const NO_DEFERRAL = refuse('no-deferral', 'There is nothing here that was put off.', 404);
const CARRIED = refuse(
  'carried',
  'Your application is in the next run now. Withdraw it there if you no longer want a place.',
);

/**
 * Takes a deferral back. While the place is still held the offer stands again; after that the person leaves the queue for the next
 * run, which tells `place.declined`. Twice changes nothing. Refused once the application is in the next run.
 */
export async function takeBackDeferral(
  tx: Tx,
  about: { applicationId: string; runId: string; personId: string },
): Promise<void> {
  const { applicationId, runId } = about;
  await lockRun(tx, runId);
  const offer = await offerOf(tx, applicationId);
  if (!offer) return stopIf(NO_DEFERRAL);
  const held = offer.heldUntil && now().epochMilliseconds < offer.heldUntil.epochMilliseconds;
  if (offer.state === 'open' || (offer.state === 'deferred' && held)) return takeBackReply(tx, about);
  if (offer.state === 'declined') return;
  if (offer.state !== 'deferred') return stopIf(NO_DEFERRAL);
  if (offer.carriedInto) return stopIf(CARRIED);
  await addDeferralEnd(tx, offer.id);
  await turnApplication(tx, { applicationId, to: 'place-declined' });
  await announce(tx, 'place.declined', { ...about, offerId: offer.id, leftQueue: true });
}

/** The same for whoever deferred out of a run, when their time to take it back has passed. */
export async function carryDeferralsFrom(tx: Tx, runId: string): Promise<number> {
  const run = await findRunById(tx, runId);
  return run ? carryDeferrals(tx, run.programme.id) : 0;
}
