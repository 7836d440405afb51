import { Temporal } from 'temporal-polyfill';
import { findCorrespondence, refusalToEdit, writeToApplicant } from '#application';
import { findRunById, workshopsOf } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { listen, type Listener } from '#platform/news.ts';
import { carryDeferrals } from './defer.ts';
import { holdRuleOf } from './hold-rule.sql.ts';
import { nextRunOf } from './next-run.ts';
import type { Offer } from './offer.ts';
import { findOffer } from './offer.sql.ts';
import {
  carriedLetter,
  declinedLetter,
  deferredLetter,
  givenUpLetter,
  lapsedLetter,
  leftQueueLetter,
  listEndedLetter,
  offeredLetter,
  reminderLetter,
  reservedLetter,
  standsAgainLetter,
} from './offer.letter.ts';
import { cutOffOf } from './rules.ts';

async function toldOffer(tx: Tx, { offerId }: { offerId: string }): Promise<Offer> {
  const offer = await findOffer(tx, offerId);
  if (!offer) throw new Error('News tells of an offer that is not there.');
  return offer;
}

const writeOffer = listen('place.write-offer', 'place.offered', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const workshops = await workshopsOf(tx, about.run.id);
  const { fromReserve, own } = news;
  const facts = { ...about, workshops, fromReserve, own, replyBy: Temporal.Instant.from(news.replyBy) };
  await writeToApplicant(tx, 'place.offered', about, offeredLetter(facts));
});

const writeReserve = listen('place.write-reserve', 'place.reserved', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const cutOff = cutOffOf(await holdRuleOf(tx, about.run.id), await workshopsOf(tx, about.run.id));
  await writeToApplicant(tx, 'place.reserved', about, reservedLetter({ ...about, cutOff, own: news.own }));
});

/** Whoever has answered since is not reminded. */
const writeReminder = listen('place.write-reminder', 'place.reminded', async (tx, news) => {
  const { state, replyBy } = await toldOffer(tx, news);
  if (state !== 'open' || replyBy.epochMilliseconds <= now().epochMilliseconds) return;
  const about = await findCorrespondence(tx, news);
  await writeToApplicant(tx, 'place.reminder', about, reminderLetter({ ...about, replyBy }));
});

/** A letter that is written late promises nothing that is over. */
function stillHeld({ heldUntil }: Offer): Temporal.Instant | undefined {
  return heldUntil && heldUntil.epochMilliseconds > now().epochMilliseconds ? heldUntil : undefined;
}

const confirmDecline = listen('place.confirm-decline', 'place.declined', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const heldUntil = stillHeld(await toldOffer(tx, news));
  const words = news.leftQueue ? leftQueueLetter(about) : declinedLetter({ ...about, heldUntil });
  await writeToApplicant(tx, 'place.declined', about, words);
});

const confirmDeferral = listen('place.confirm-deferral', 'place.deferred', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const heldUntil = stillHeld(await toldOffer(tx, news));
  const next = (await nextRunOf(tx, about.run, now()))?.run;
  await writeToApplicant(tx, 'place.deferred', about, deferredLetter({ ...about, heldUntil, next }));
});

const confirmTakingBack = listen('place.confirm-taking-back', 'place.reply-taken-back', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { replyBy } = await toldOffer(tx, news);
  await writeToApplicant(tx, 'place.stands-again', about, standsAgainLetter({ ...about, replyBy }));
});

const writeLapse = listen('place.write-lapse', 'place.lapsed', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { replyBy } = await toldOffer(tx, news);
  await writeToApplicant(tx, 'place.lapsed', about, lapsedLetter({ ...about, replyBy }));
});

const confirmGivingUp = listen('place.confirm-giving-up', 'place.given-up', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  await writeToApplicant(tx, 'place.given-up', about, givenUpLetter(about));
});

const writeCarried = listen('place.write-carried', 'place.carried', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const from = await findRunById(tx, news.fromRunId);
  if (!from) throw new Error('News tells of a run that is not there.');
  const mayEdit = !refusalToEdit(about.application, about.run, now());
  await writeToApplicant(tx, 'place.carried', about, carriedLetter({ ...about, from, mayEdit }));
});

const writeListEnd = listen('place.write-list-end', 'place.list-ended', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  await writeToApplicant(tx, 'place.list-ended', about, listEndedLetter(about));
});

const carryOnOpening = listen('place.carry-on-opening', 'programme.run-opened', async (tx, { runId }) => {
  const run = await findRunById(tx, runId);
  if (run) await carryDeferrals(tx, run.programme.id);
});

/** Every letter about a place is written by its news; those who deferred come into a run as it opens. */
export const listeners: readonly Listener[] = [
  writeOffer,
  writeReserve,
  writeReminder,
  confirmDecline,
  confirmDeferral,
  confirmTakingBack,
  writeLapse,
  confirmGivingUp,
  writeCarried,
  writeListEnd,
  carryOnOpening,
];
