import { findApplication } from '#application';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { NOT_THERE, stopIf } from '#platform/refusal.ts';
import { lockRun } from '#programme';
import { holdRuleOf } from './hold-rule.sql.ts';
import { findOffer } from './offer.sql.ts';
import { dueReminders, refusalToNudge } from './reminder.ts';
import { addReminder, openOffers, remindersOf } from './reminder.sql.ts';

/**
 * Reminds whoever has an offer of a run that they have not answered, as its rule says: once for each reason, one letter at a
 * time. Holds the run, so that whoever answers meanwhile is not reminded. Tells `place.reminded`; answers how many.
 */
export async function remindOffers(tx: Tx, runId: string): Promise<number> {
  await lockRun(tx, runId);
  const rule = await holdRuleOf(tx, runId);
  const open = await openOffers(tx, runId);
  const sent = await remindersOf(
    tx,
    open.map((one) => one.id),
  );
  const at = now();
  let reminded = 0;
  for (const { id: offerId, applicationId, personId, ...offer } of open) {
    const due = dueReminders(offer, rule, sent.get(offerId) ?? [], at);
    for (const why of due) await addReminder(tx, offerId, why, undefined);
    if (due.length === 0) continue;
    await announce(tx, 'place.reminded', { applicationId, runId, personId, offerId });
    reminded += 1;
  }
  return reminded;
}

/**
 * Reminds one person of their offer because a coordinator asks for it; tells `place.reminded`. Holds the run. Refused once the
 * offer is answered or over, and within an hour of another reminder, so that two who press at once send one letter.
 */
export async function nudge(tx: Tx, by: { runId: string; offerId: string; personId: string }): Promise<void> {
  const { runId, offerId } = by;
  await lockRun(tx, runId);
  const offer = await findOffer(tx, offerId);
  if (offer?.runId !== runId) return stopIf(NOT_THERE);
  const sent = (await remindersOf(tx, [offerId])).get(offerId) ?? [];
  stopIf(refusalToNudge(offer, sent, now()));
  const { applicationId } = offer;
  const application = await findApplication(tx, applicationId);
  if (!application?.personId) return stopIf(NOT_THERE);
  await addReminder(tx, offerId, 'by-hand', by.personId);
  await announce(tx, 'place.reminded', { applicationId, runId, personId: application.personId, offerId });
}
